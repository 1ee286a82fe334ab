"""``carbonspan sensitivity``: shares of a shipped scenario, in words and as JSON."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from carbonspan.simulate.cli.answers.sensitivity import command
from carbonspan.simulate.problems import InvalidInput

NAME = "chatgpt/by-words"


def ran(*arguments: str) -> str:
    done = CliRunner().invoke(command, [*arguments], catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


def test_the_first_sentence_names_the_leading_inputs() -> None:
    lines = ran(NAME).splitlines()
    assert lines[0] == "ChatGPT, served by response words"
    assert lines[2].startswith("users explains 61 % of the spread of emissions (log scale, ± 0.0")
    assert "utilization 9.7 %, " in lines[2]
    assert "; the other 6 together 21 %; interactions 0." in lines[2]


def test_the_headline_has_a_table_sorted_by_total_and_the_others_a_sentence() -> None:
    text = ran(NAME)
    assert text.count("percent of the variance of its logarithm (its 90 % interval spans a factor of ") == 1
    emissions = text[text.index("emissions: percent") :].splitlines()
    assert [line.split()[0] for line in emissions[2:6]] == ["users", "utilization", "latency", "questions"]
    assert emissions[2].split()[-1] == "rises"
    others = text[text.index("Other outputs:") :].splitlines()
    assert [line.split(" of the spread of ")[1].split()[0] for line in others[1:3]] == ["gpu_time", "energy"]
    assert others[3] == ""


def test_another_output_can_be_asked_for() -> None:
    text = ran(NAME, "--output", "gpu_time", "--samples", "2e3")
    inert = next(line for line in text[text.index("gpu_time: percent") :].splitlines() if line.startswith("pue"))
    assert inert.split()[1:3] == ["0", "0"]
    assert "spread of emissions" in text[text.index("Other outputs:") :]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--tornado",), "as each input goes from its own 5 % to its 95 % quantile"),
        (("--given-data",), "(none: bias of finite samples)"),
        (("--second-order",), "emissions: second-order indices"),
        (("--closed", "latency,pue"), "latency, pue"),
        (("--shapley",), "emissions: Shapley effects"),
        (("--on", "rank"), "percent of the variance of its rank (as asked for)"),
    ],
)
def test_what_is_asked_for_is_printed_and_nothing_else(options: tuple[str, ...], words: str) -> None:
    assert words in ran(NAME, "--samples", "2e3", *options)
    assert words not in ran(NAME, "--samples", "2e3")


def test_csv_and_netcdf_have_the_numbers(tmp_path) -> None:
    path = tmp_path / "a.nc"
    lines = ran(NAME, "--samples", "2e3", "--csv", "--out", str(path)).splitlines()
    assert lines[0] == "output,statistic,inputs,other,at,value,error,unit"
    assert path.stat().st_size > 10_000


def test_json_and_csv_exclude_each_other() -> None:
    done = CliRunner().invoke(command, [NAME, "--json", "--csv"])
    assert done.exit_code == 2
    assert "--json and --csv are mutually exclusive; choose one" in done.stderr


def test_json_has_all_shares_with_their_errors() -> None:
    found = json.loads(ran(NAME, "--json", "--samples", "1e4"))
    assert found["samples"] == 16_384  # 32 x 2^k in the Sobol' design
    (emissions,) = found["outputs"]["emissions"]
    assert (emissions["scale"], emissions["unit"]) == ("log", "t")
    assert sum(each["first"]["value"] for each in emissions["inputs"]) == pytest.approx(1, abs=0.01)
    first = emissions["inputs"][0]
    assert first["inputs"] == ["users"]
    low, middle, high = (third["p50"] for third in first["terciles"]["users"])
    assert low < middle < high


def test_a_choice_can_be_picked() -> None:
    found = json.loads(ran("chatgpt/life-cycle", "--choice", "allocation=all_at_once", "--json", "--samples", "2e3"))
    assert {each["coordinates"]["allocation"] for each in found["outputs"]["total_emissions"]} == {"all_at_once"}


def test_a_logarithm_of_an_output_that_is_not_positive_is_refused(tmp_path) -> None:
    (tmp_path / "m.py").write_text("def net(a: float, b: float) -> float:\n    return a - b\n")
    (tmp_path / "s.yaml").write_text(
        "title: net\nmodel: m.py:net\ninputs:\n  a: {uniform: [0, 1], nominal: 0.5, evidence: assumed}\n"
        "  b: {uniform: [0, 1], nominal: 0.5, evidence: assumed}\n"
    )
    with pytest.raises(InvalidInput, match="--on log needs values of one sign, and net runs from -"):
        ran(str(tmp_path / "s.yaml"), "--on", "log")


def test_a_discrete_input_has_an_interval_in_each_third() -> None:
    row = next(line for line in ran("bloom/embodied", "--samples", "2e3").splitlines() if line.startswith("lifetime"))
    assert row.count(" to ") == 3
    assert row.endswith("falls")
    text = ran("bloom/embodied", "--samples", "2e3", "--json")
    assert "NaN" not in text
    (emissions,) = json.loads(text)["outputs"]["emissions"]
    terciles = next(each["terciles"] for each in emissions["inputs"] if each["inputs"] == ["lifetime"])
    low, middle, high = (each["p50"] for each in terciles["lifetime"])
    assert low > middle > high


def test_base_points_that_are_rounded_up_are_warned_of() -> None:
    rounded = CliRunner().invoke(command, [NAME, "--samples", "5000"])
    sentence = "the sobol design takes 32 x 2^k samples: 5,000 were rounded up to 8,192"
    assert sentence in " ".join(rounded.stderr.split())
    assert not CliRunner().invoke(command, [NAME, "--samples", "5000", "--quiet"]).stderr
    assert json.loads(ran(NAME, "--samples", "5000", "--json"))["warnings"][-1] == sentence
    assert sentence not in json.loads(ran(NAME, "--samples", "8192", "--json"))["warnings"]
