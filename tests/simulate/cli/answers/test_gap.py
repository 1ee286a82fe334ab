"""``carbonspan gap``: two figures and one model, or two scenarios."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import click
import numpy as np
import pytest
import xarray as xr
from click.testing import CliRunner

from carbonspan.simulate.cli.answers.gap import command
from carbonspan.simulate.problems import InvalidInput

WORDS, HARDWARE = "chatgpt/by-words", "chatgpt/by-hardware"
# With as few users as were believed in once: a wide law lets users alone turn one figure into the other.
FIGURES = ("3.82t", "25.92kg", "--using", WORDS, "--set", "users={gsd: 1.6}", "--quiet", "--samples", "20000")


def ran(*arguments: str) -> str:
    done = CliRunner().invoke(command, [*arguments], catch_exceptions=False, standalone_mode=False)
    if done.exception:
        raise done.exception
    assert done.exit_code == 0
    return done.stdout


def test_no_input_alone_turns_one_estimate_of_the_article_into_the_other() -> None:
    lines = ran(*FIGURES).splitlines()
    assert lines[0].startswith(
        "No input of chatgpt/by-words alone turns 3.82 t into 25.92 kg; of pairs, most likely users"
    )
    assert "  users gives at least 3.44 times 25.92 kg" in lines
    assert any(line.startswith("The nominal 3.82439 t agrees with 3.82 t") for line in lines)


def test_the_likeliest_input_is_told_first() -> None:
    lines = ran("3.82t", "1.2 t", "--using", WORDS, "--quiet", "--samples", "20000").splitlines()
    assert lines[0].startswith("Of single inputs of chatgpt/by-words, utilization most likely turns 3.82 t into 1.2 t")
    assert "hardly" not in lines[0]


def test_json_has_all_pairs_with_values_in_units() -> None:
    found = json.loads(ran(*FIGURES, "--json"))
    assert found["first_as_published"] is True
    assert found["inputs"] == []
    assert {each["input"] for each in found["impossible"]} >= {"users", "idle_power", "pue"}
    best = next(pair for pair in found["pairs"] if pair["inputs"] == ["users", "latency"])
    values = best["second"]["values"]
    assert values["latency"]["unit"] == "gpu*s/word"
    product = values["users"]["value"] / 1e6 * values["latency"]["value"] / 0.35
    assert product * 3.8243907625e3 == pytest.approx(25.92, rel=1e-5)


def test_csv_has_a_row_a_value() -> None:
    rows = list(csv.DictReader(io.StringIO(ran(*FIGURES, "--csv"))))
    assert {row["input"] for row in rows if row["inputs"] == "users and latency"} == {"users", "latency", ""}
    assert all(float(row["value"]) < 1e-10 for row in rows if row["statistic"] == "probability")


def test_two_scenarios_are_what_compare_gap_says() -> None:
    found = json.loads(ran(HARDWARE, WORDS, "--quiet", "--json"))
    assert found["nominal"] == pytest.approx(147.546, rel=1e-5)
    assert sum(each["log"] for each in found["factors"]) == pytest.approx(found["log"])
    assert sum(each["share"] for each in found["factors"]) == pytest.approx(1.0)
    rows = list(csv.DictReader(io.StringIO(ran(HARDWARE, WORDS, "--quiet", "--csv"))))
    nominal = {row["factor"]: float(row["value"]) for row in rows if row["statistic"] == "nominal"}
    assert nominal == pytest.approx(
        {"": found["nominal"]} | {each["factor"]: each["nominal"] for each in found["factors"]}
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("3.82", "25.92kg", "--using", WORDS), "3.82: needs a unit such as t"),
        (("3.82t", "25.92kWh", "--using", WORDS), "25.92kWh: is an energy"),
        (("3.82t", "1t", "--using", WORDS, "--output", "water"), "has no output called 'water'"),
    ],
)
def test_figures_of_something_else_are_refused(arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        ran(*arguments, "--quiet")


def test_options_for_two_scenarios_do_not_apply_to_figures() -> None:
    with pytest.raises(click.UsageError, match="without --using"):
        ran(*FIGURES, "--per", "1 day")
    with pytest.raises(click.UsageError, match="two figures require --using NAME"):
        ran("3.82t", "25.92kg")
    with pytest.raises(click.UsageError, match="mutually exclusive"):
        ran(*FIGURES, "--json", "--csv")


def test_the_tree_of_two_figures_has_the_numbers_of_the_json(tmp_path: Path) -> None:
    path = tmp_path / "figures.nc"
    found = json.loads(ran(*FIGURES, "--json", "--out", str(path)))
    with xr.open_datatree(path, engine="h5netcdf") as tree:
        pairs = tree["pairs"]
        assert pairs["input"].values.tolist() == [each["inputs"] for each in found["pairs"]]
        names, values = found["pairs"][0]["inputs"], found["pairs"][0]["second"]["values"]
        best = pairs.sel(move=" and ".join(names), figure="second")
        assert best["value"].values.tolist() == [values[name]["value"] for name in names]
        assert best["unit"].values.tolist() == [values[name]["unit"] or "1" for name in names]
        assert best["probability"].item() == found["pairs"][0]["second"]["probability"]
        assert np.isnan(pairs["value"].sel(figure="first")).all()  # nominal values give it
        assert tree["figures"]["value"].values == pytest.approx([3.82, 0.02592])
        assert set(tree["impossible"]["input"].values) == {each["input"] for each in found["impossible"]}
        assert tree["inputs"].sizes["move"] == 0


def test_a_gap_of_scenarios_has_files(tmp_path: Path) -> None:
    ran(WORDS, HARDWARE, "--quiet", "--out", str(tmp_path / "gap.nc"), "--plot", str(tmp_path / "gap.svg"))
    with xr.open_datatree(tmp_path / "gap.nc", engine="h5netcdf") as tree:
        assert tree["factors"]["nominal"].prod().item() == pytest.approx(0.02592 / 3.8243907625)
    assert "147.5 times" in (tmp_path / "gap.svg").read_text()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["3.82t", "--using", WORDS], "between two figures or two scenarios, got 3.82t alone; a figure with its unit"),
        (["--using", WORDS], "got none; a figure with its unit is one word or quoted"),
        (["25", "kWh", "30", "kWh", "--using", WORDS], "got more; .* write '25 kWh'"),
        ([".5t", "1t"], "two figures require --using NAME"),
        (["3.82t", "25.92kg", "--using", WORDS, "--plot", "a.png"], "--plot draws the factors between two scenarios"),
    ],
)
def test_wrong_figures_are_told_with_a_remedy(arguments: list[str], message: str) -> None:
    with pytest.raises(click.UsageError, match=message):
        ran(*arguments)


MODEL = """from typing import Annotated
def total(use: Annotated[float, "J"], saved: Annotated[float, "J"]) -> Annotated[float, "J"]:
    return use - saved
"""
SCENARIO = """title: {name}
model: m.py:total
boundary: [use]
inputs:
  use: {{nominal: {use} J, normal: {{mean: {use}, sd: 1}}, evidence: assumed, note: none}}
  saved: {{nominal: 1 J, evidence: assumed, note: none}}
"""


@pytest.mark.parametrize("form", [["--csv"], ["--json"], []], ids=["csv", "json", "text"])
def test_outputs_that_are_not_positive_in_every_sample_are_told_of(tmp_path: Path, form: list[str]) -> None:
    (tmp_path / "m.py").write_text(MODEL)
    for name, use in (("a", 2), ("b", 4)):
        (tmp_path / f"{name}.yaml").write_text(SCENARIO.format(name=name, use=use))
    names = [str(tmp_path / name) for name in ("a.yaml", "b.yaml")]
    done = CliRunner().invoke(command, [*names, *form, "--samples", "2000", "--quiet"])
    assert done.exit_code == 0, done.output
    where = done.stderr if form == ["--csv"] else done.stdout
    assert where.count("is not positive in every sample") == 1
