"""``carbonspan merge``: spans added up to the bits of one run, and what is no part of it refused."""

import json
from pathlib import Path

import pytest
import xarray as xr

from carbonspan.simulate.cli.main import run

NAME = "chatgpt/by-words"
RUN = ["run", NAME, "--samples", "3.3e6", "--probability", "emissions > 3 t"]


@pytest.fixture
def invoke(capsys, monkeypatch, tmp_path):
    """Exit code, stdout and stderr of one command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str) -> tuple[int, str, str]:
        code = run([*arguments])
        return code, *capsys.readouterr()

    return command


@pytest.fixture
def spans(invoke):
    """The files of the three spans of a run, by their first letters."""
    for number, letter in enumerate("abc", 1):
        code, out, _ = invoke(*RUN, "--span", f"{number}/3", "--checkpoint", f"{letter}.state", "--quiet")
        told = f"{letter}.state has the 1,048,576 samples of span {number}/3; `carbonspan merge` adds spans up\n"
        assert (code, out) == (0, told)
    return ["c.state", "a.state", "b.state"]


def test_spans_give_the_answer_of_one_run(invoke, spans):
    expected = invoke(*RUN, "--json", "--quiet")
    assert invoke("merge", *spans, "--json", "--quiet") == expected
    assert not Path("merged.state").exists()
    assert invoke("merge", *spans, "--out", "merged.state", "--out", "answer.nc", "--json", "--quiet") == expected
    assert invoke("merge", "merged.state", "--json", "--quiet") == expected
    with xr.open_datatree("answer.nc", engine="h5netcdf") as tree:
        assert tree.attrs["samples"] == 3_300_000


def test_what_is_missing_is_counted_and_can_be_computed(invoke, spans):
    expected = invoke(*RUN, "--json", "--quiet")
    code, out, err = invoke("merge", *spans[:2])
    assert (code, out) == (2, "")
    assert "1,048,576 of 3,145,728 samples are in none of the states; add the states that have them, or save" in err
    code, out, err = invoke("merge", *spans[:2], "--out", "part.state")
    assert (code, out) == (0, "")
    assert "part.state is without answer: 1,048,576 of 3,145,728 samples are in none" in err
    assert invoke("run", "--extend", "part.state", "--json", "--quiet") == expected


def test_states_with_samples_in_common_are_refused(invoke, spans):
    code, _, err = invoke("merge", *spans, "a.state")
    assert (code, err.splitlines()[-1]) == (2, "a.state: has samples that another state has too; leave one of them out")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--seed", "1"], "the seed is 1, not 0"),
        (["--design", "sobol", "--samples", "2e6"], "the design is sobol, not random"),
        (["--set", "pue=1.3"], "the scenario is"),
    ],
)
def test_states_of_other_runs_are_refused(invoke, spans, options, told):
    assert invoke(*RUN, *options, "--span", "1/1", "--checkpoint", "other.state")[0] == 0
    code, out, err = invoke("merge", *spans, "other.state")
    assert (code, out) == (2, "")
    assert f"other.state: is not of the run of c.state: {told}" in err
    assert err.rstrip().endswith("; leave it out")


def test_files_that_are_no_states_are_refused(invoke):
    Path("answer.json").write_text(json.dumps({}))
    code, _, err = invoke("merge", "answer.json")
    assert (code, err) == (
        2,
        "answer.json: is not a state that `carbonspan run --checkpoint` writes; name another file\n",
    )
    assert invoke("merge", "no.state")[0] == 2
    assert invoke("merge")[0] == 2


def test_two_files_of_a_kind_are_refused(invoke):
    code, _, err = invoke("merge", "a.state", "--out", "b.state", "--out", "c.state")
    assert code == 2
    assert "--out can be given once for a state (.state) and once for an answer (.nc)" in err
