"""``carbonspan compare``: shipped scenarios in words, as JSON, CSV, netCDF and a picture, and what is refused."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import click
import pytest
import xarray as xr
from click.testing import CliRunner

from carbonspan.simulate.cli.answers.compare import command
from carbonspan.simulate.cli.answers.run import command as run_command
from carbonspan.simulate.problems import InvalidInput

WORDS, HARDWARE = "chatgpt/by-words", "chatgpt/by-hardware"
FEW = ("--samples", "50000", "--quiet")


def ran(*arguments: str, command: click.Command = command) -> str:
    done = CliRunner().invoke(command, [*arguments], catch_exceptions=False, standalone_mode=False)
    if done.exception:
        raise done.exception
    assert done.exit_code == 0
    return done.stdout


def as_json(*arguments: str) -> dict:
    return json.loads(ran(*arguments, *FEW, "--json"))


def test_the_first_line_can_be_quoted() -> None:
    lines = ran(WORDS, HARDWARE, *FEW).splitlines()
    assert lines[0].startswith(f"emissions a day: {WORDS} is above {HARDWARE} with probability 92 %, 1")
    assert lines[0].endswith("times).")
    turned = ran(HARDWARE, WORDS, *FEW).splitlines()
    assert turned[0].partition("%")[0] == lines[0].partition("%")[0]
    assert "Paired: utilization, pue (same law)." in lines
    assert any(line.startswith("Drawn apart: carbon_intensity (different laws)") for line in lines)


def test_json_has_every_number_with_its_error() -> None:
    found = as_json(WORDS, HARDWARE)
    assert [each["scenario"] for each in found["scenarios"]] == [WORDS, HARDWARE]
    assert [each["unit"] for each in found["scenarios"]] == ["t", "t"]
    (pair,) = found["pairs"]
    assert pair["first_below_second"]["value"] == pytest.approx(0.0765, abs=5 * pair["first_below_second"]["error"])
    assert pair["ratio"]["nominal"] == pytest.approx(0.02592 / 3.82439, rel=1e-5)
    assert pair["difference"]["nominal"] == pytest.approx(0.02592 - 3.82439, rel=1e-5)
    assert [each["level"] for each in pair["ratio"]["intervals"]] == [0.5, 0.9, 0.95]
    assert found["paired"] == [
        {"inputs": {"A": name, "B": name}, "reason": "same law"} for name in ("utilization", "pue")
    ]
    assert [each["reason"] for each in found["apart"]] == ["different laws"]


def test_csv_has_a_row_a_number() -> None:
    rows = list(csv.DictReader(io.StringIO(ran(WORDS, HARDWARE, *FEW, "--csv", "--level", "0.8"))))
    found = {(row["first"], row["second"], row["statistic"], row["bound"]): row for row in rows}
    assert float(found["A", "B", "ratio interval", "low"]["value"]) < float(
        found["A", "B", "ratio median", ""]["value"]
    )
    assert found["A", "B", "difference median", ""]["unit"] == "t"
    assert {row["level"] for row in rows if row["statistic"] == "interval"} == {"0.8"}


def test_ranks_of_three_are_in_every_form(tmp_path: Path) -> None:
    names = ("bert/by-region", "bert/by-region", "bert/by-region")
    picks = ("--choice", "A:region=norway", "--choice", "B:region=france", "--choice", "C:region=central_us")
    path = tmp_path / "three.nc"
    text = ran(*names, *picks, *FEW, "--out", str(path))
    assert text.startswith("emissions: bert/by-region [norway] is the lowest of 3 with probability 7")
    assert "probability to be the" in text
    found = as_json(*names, *picks)
    assert [each["coordinates"]["region"] for each in found["scenarios"]] == ["norway", "france", "central_us"]
    assert sum(each["ranks"][0]["value"] for each in found["scenarios"]) == pytest.approx(1.0)
    with xr.open_datatree(path, engine="h5netcdf") as tree:
        assert sorted(tree.children) == [
            "difference", "outputs", "probability", "ranks", "ratio", "ratio_drawn_apart", "scenarios"
        ]  # fmt: skip
        below = tree["probability"]["below"].sel(first="A", second="B").item()
        assert below == found["pairs"][0]["first_below_second"]["value"]
        assert tree["probability"]["below"].sel(first="B", second="A").item() == pytest.approx(1 - below)
        assert tree["ranks"]["probability"].sum("rank").values == pytest.approx([1.0, 1.0, 1.0])
        ratio = tree["ratio"]["interval"].sel(level=0.9)
        assert ratio.sizes == {"first": 3, "second": 3, "bound": 2}
        for pair in found["pairs"]:
            both = {"first": pair["first"], "second": pair["second"]}
            low, high = (pair["ratio"]["intervals"][1][bound]["value"] for bound in ("low", "high"))
            assert ratio.sel(both).values.tolist() == [low, high]
            assert ratio.sel(first=both["second"], second=both["first"]).values == pytest.approx([1 / high, 1 / low])
        assert tree["difference"]["median"].sel(first="C", second="A").item() == pytest.approx(
            -tree["difference"]["median"].sel(first="A", second="C").item()
        )
        assert json.loads(tree.attrs["paired"])


def test_options_hold_for_all_scenarios_or_for_the_one_with_the_letter() -> None:
    for options, nominals in (
        (("--set", "pue=2"), (7.64878, 0.05184)),
        (("--set", "B:pue=2"), (3.82439, 0.05184)),
        (("--set", "users=2e6 person"), (7.64878, 0.02592)),
    ):
        found = as_json(WORDS, HARDWARE, *options)
        assert [each["nominal"] for each in found["scenarios"]] == pytest.approx(nominals, rel=1e-5)
    fixed = as_json(WORDS, HARDWARE, "--fix", "A:utilization", "--output", "B:energy", "--output", "A:energy")
    assert [each["output"] for each in fixed["scenarios"]] == ["energy", "energy"]
    assert [each["inputs"] for each in fixed["paired"]] == [{"A": "pue", "B": "pue"}]


def test_same_and_apart_change_the_pairing() -> None:
    found = as_json(WORDS, HARDWARE, "--same", "carbon_intensity", "--apart", "pue")
    assert {each["inputs"]["A"]: each["reason"] for each in found["paired"]} == {
        "utilization": "same law",
        "carbon_intensity": "--same",
    }
    assert [(each["inputs"]["A"], each["reason"]) for each in found["apart"]] == [("pue", "--apart")]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((WORDS,), "compare takes from 2 to 12 scenarios, got 1"),
        ((WORDS, "chatgpt/sixty-days"), 'give --per "1 day"'),
        (
            (WORDS, "chatgpt/life-cycle", "--per", "1 day"),
            "unlike boundaries: A .* counts serving; B .* --any-boundary",
        ),
        ((WORDS, HARDWARE, "--set", "latncy=1"), "--set latncy=1: no scenario has the input 'latncy'; did you mean"),
        ((WORDS, HARDWARE, "--set", "C:pue=1"), "--set C:pue=1: the scenarios are A to B"),
        ((WORDS, HARDWARE, "--choice", "x=y"), "no scenario has the choice 'x'; none has any"),
        ((WORDS, HARDWARE, "--output", "B:energy"), "unlike units: emissions of A .* energy of B"),
        ((WORDS, HARDWARE, "--same", "latency"), "--same latency: varies in A .* alone"),
    ],
)
def test_what_cannot_be_compared_is_refused(arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        ran(*arguments, *FEW)


@pytest.mark.parametrize("more", [("--level", "0.5"), (WORDS,)])
def test_a_gap_is_between_two_and_has_one_level(more: tuple[str, ...]) -> None:
    with pytest.raises(click.UsageError, match="--gap"):
        ran(WORDS, HARDWARE, "--gap", *more)


def test_a_gap_is_told_from_the_lower_to_the_higher() -> None:
    for names in ((WORDS, HARDWARE), (HARDWARE, WORDS)):
        assert ran(*names, "--gap", *FEW).splitlines()[0] == (
            f"At nominal values, emissions of {WORDS} come to 147.5 times those of {HARDWARE}: 76.0 (GPU time) × 1.63 "
            "(energy / GPU time) × 1.19 (emissions / energy)."
        )


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_a_picture_of_all_is_written(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"both.{suffix}"
    ran(WORDS, HARDWARE, *FEW, "--plot", str(path))
    assert path.stat().st_size > 1000
    if suffix == "svg":
        assert "Densities and credible intervals of emissions (t CO2e a day)" in path.read_text("utf-8")


def stored(path: Path, name: str, *more: str, draws: str = "20000") -> str:
    ran(name, *FEW, "--out", str(path), "--draws", draws, *more, command=run_command)
    return str(path)


def test_stored_answers_are_compared_by_their_draws(tmp_path: Path) -> None:
    words, other = stored(tmp_path / "w.nc", WORDS), stored(tmp_path / "h.nc", HARDWARE, "--seed", "1", draws="10000")
    found = json.loads(ran(words, other, "--json", "--quiet"))
    assert found["samples"] == 10_000
    assert found["paired"] == []
    below = found["pairs"][0]["first_below_second"]
    assert below["value"] == pytest.approx(0.0944, abs=5 * below["error"])


def test_a_scenario_beside_a_stored_answer_is_drawn_like_it(tmp_path: Path) -> None:
    words = stored(tmp_path / "w.nc", WORDS)
    found = json.loads(ran(words, HARDWARE, "--json", "--quiet"))
    assert [each["inputs"]["A"] for each in found["paired"]] == ["utilization", "pue"]
    below = found["pairs"][0]["first_below_second"]
    assert below["value"] == pytest.approx(0.0765, abs=5 * below["error"])
    same = json.loads(ran(words, WORDS, "--json", "--quiet"))
    assert same["pairs"][0]["ratio"]["median"]["value"] == pytest.approx(1.0)
    assert same["pairs"][0]["first_below_second"]["value"] == pytest.approx(0.5)


def test_stored_answers_refuse_what_their_draws_have_settled(tmp_path: Path) -> None:
    words, other = stored(tmp_path / "w.nc", WORDS), stored(tmp_path / "h.nc", HARDWARE, "--seed", "1")
    rule = "not apply to stored answers, which are compared by their draws; leave"
    with pytest.raises(click.UsageError, match=f"^--samples, --seed and --threads do {rule} them out"):
        ran(words, other, "--samples", "1e5", "--seed", "3", "--threads", "2")
    with pytest.raises(click.UsageError, match=f"^--design does {rule} it out"):
        ran(words, HARDWARE, "--design", "sobol")
    assert "B" in ran(words, HARDWARE, "--threads", "1", "--quiet")


def test_stored_draws_that_are_dependent_by_accident_are_refused(tmp_path: Path) -> None:
    words, other = stored(tmp_path / "w.nc", WORDS), stored(tmp_path / "h.nc", HARDWARE)
    with pytest.raises(InvalidInput, match="drew carbon_intensity from the same points with different laws"):
        ran(words, other, "--quiet")
    assert "carbon_intensity (--same)" in ran(words, other, "--quiet", "--same", "carbon_intensity")
    with pytest.raises(InvalidInput, match="--same latncy: no two answers have this input"):
        ran(words, other, "--quiet", "--same", "latncy")


def test_an_answer_without_draws_or_of_another_kind_is_refused(tmp_path: Path) -> None:
    bare, sobol = tmp_path / "bare.nc", tmp_path / "sobol.nc"
    ran(WORDS, *FEW, "--out", str(bare), command=run_command)
    with pytest.raises(InvalidInput, match=r"A \(chatgpt/by-words\) has no draws, sample by sample"):
        ran(str(bare), HARDWARE, "--quiet")
    with pytest.raises(InvalidInput, match="was drawn by the sobol design"):
        ran(stored(sobol, WORDS, "--design", "sobol"), HARDWARE, "--quiet")
    (tmp_path / "no.nc").write_text("nothing")
    with pytest.raises(InvalidInput, match=r"no\.nc: cannot be read as an answer"):
        ran(str(tmp_path / "no.nc"), HARDWARE, "--quiet")
    with pytest.raises(click.UsageError, match="beside a stored answer"):
        ran(str(bare), HARDWARE, "--quiet", "--set", "pue=1")


def test_stored_answers_that_cannot_be_compared_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot be read as an answer: no such file"):
        ran(WORDS, str(tmp_path / "missing.nc"))
    with pytest.raises(click.UsageError, match=r"a gap is between scenarios, and .*a\.nc is a stored answer"):
        ran(WORDS, str(tmp_path / "a.nc"), "--gap")
