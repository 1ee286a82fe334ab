"""``carbonspan bench``: kernels timed, saved and compared; what cannot be is refused before anything is timed."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
import xarray as xr
from click.testing import CliRunner

from carbonspan.simulate.benchmarking import benchmarks, saved
from carbonspan.simulate.cli.installation.bench import command
from carbonspan.simulate.problems import InvalidInput

FEW = ("--repetitions", "2", "--quiet")


def ran(*arguments: str) -> str:
    done = CliRunner().invoke(command, [*arguments], catch_exceptions=False, standalone_mode=False)
    if done.exception:
        raise done.exception
    assert done.exit_code == 0
    return done.stdout


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Saved benchmarks are in a folder of the test's own; compiled code is not."""
    monkeypatch.setattr(saved, "folder", lambda: tmp_path / "benchmarks")
    (tmp_path / "benchmarks").mkdir()


@pytest.fixture
def untimed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails if anything is timed."""
    monkeypatch.setattr(benchmarks, "benchmark", lambda *_: pytest.fail("timed before the options were checked"))


@pytest.mark.usefixtures("own_folder")
def test_kernels_are_timed_saved_and_compared_with_themselves(tmp_path: Path) -> None:
    out, plot = tmp_path / "bench.nc", tmp_path / "bench.svg"
    text = ran(*FEW, "--save", "first", "--out", str(out), "--plot", str(plot))
    assert " ns a sample, " in text.splitlines()[0]
    assert "whole pipeline" in text
    compared = json.loads(ran(*FEW, "--compare", "first", "--json"))
    rows = compared["comparison"]["rows"]
    assert {each["name"] for each in rows} >= {"draws", "tables", "model", "histogram", "moments", "whole pipeline"}
    first = saved.load("first")
    for each in rows:
        assert each["before"] == first.timing(each["group"], each["name"], each["quantity"]).median
    shares = [each["share"] for each in compared["timings"] if each["share"] is not None]
    assert sum(shares) == pytest.approx(3)  # of three pipelines
    with xr.open_dataset(out, engine="h5netcdf") as held:
        assert held.sizes["repetition"] == 2
    assert plot.read_text("utf-8").startswith("<?xml")
    assert "ratio" in ran(*FEW, "--compare", "first")


@pytest.mark.usefixtures("own_folder")
def test_a_file_of_the_user_is_timed(tmp_path: Path) -> None:
    (tmp_path / "model.py").write_text("def twice(x: float) -> float:\n    return 2 * x\n")
    file = tmp_path / "mine.yaml"
    file.write_text("title: mine\nmodel: model.py:twice\ninputs:\n  x: {nominal: 1, gsd: 2, evidence: assumed}\n")
    found = json.loads(ran(str(file), "--repetitions", "1", "--threads", "1", "--json", "--quiet"))
    assert (found["benchmark"], found["scenario"], found["options"]) == ("scenario", "mine", {"threads": 1})
    quantities = {each["quantity"] for each in found["timings"]}
    assert {"core_time", "kernel_time", "run_1e4", "run_1e7"} <= quantities


@pytest.mark.usefixtures("untimed", "own_folder")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["kernel"], "kernel: is no benchmark, no shipped scenario and no file; did you mean 'kernels'?"),
        (["nosuch.yaml"], "nosuch.yaml: cannot be read: no such file or directory"),
        (["--save", "a b"], "--save: must be letters, digits"),
        (["--compare", "never"], "--compare never: no benchmark is saved under this name; none is saved yet"),
        (["--out", "bench.txt"], r"bench\.txt: must end in \.nc or \.nc4"),
        (["--plot", "bench.txt"], r"bench\.txt: must end in"),
    ],
)
def test_wrong_input_is_refused_before_anything_is_timed(arguments: list[str], message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        ran(*arguments)


@pytest.mark.usefixtures("untimed")
@pytest.mark.parametrize("kind", ["kernels", "start"])
def test_threads_are_refused_where_they_do_nothing(kind: str) -> None:
    with pytest.raises(click.UsageError, match=f"--threads does not apply to {kind}"):
        ran(kind, "--threads", "2")


@pytest.mark.usefixtures("untimed")
@pytest.mark.parametrize("count", ["0", "1.5", "many"])
def test_repetitions_are_a_whole_number(count: str) -> None:
    with pytest.raises(click.BadParameter, match="must be a whole number from 1 to 10000"):
        ran("--repetitions", count)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["models", "start", "scaling"])
def test_every_other_kind_is_timed(kind: str) -> None:
    found = json.loads(ran(kind, "--repetitions", "1", "--json", "--quiet"))
    assert found["benchmark"] == kind
    assert all(each["values"] for each in found["timings"])
