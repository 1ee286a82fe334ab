"""``carbonspan measure``: the best measurement of a shipped scenario in words, as JSON, CSV and netCDF."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import click
import pytest
import xarray as xr
from click.testing import CliRunner

from carbonspan.simulate.cli.answers.measure import command
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load

NAME = "chatgpt/by-words"
FEW = ("--samples", "50000")


def ran(*arguments: str) -> str:
    done = CliRunner().invoke(command, [*arguments], catch_exceptions=False, standalone_mode=False)
    if done.exception:
        raise done.exception
    assert done.exit_code == 0
    return done.stdout


def test_the_best_measurement_is_told_first() -> None:
    lines = ran(NAME).splitlines()
    assert lines[2] == (
        "Measure users perfectly: the 90 % interval of emissions is expected to narrow from a factor of 100 to a "
        "factor of 19. No other measurement does as much."
    )
    assert [line.split()[0] for line in lines[5:7]] == ["users", "utilization"]


def test_an_accuracy_is_taken_into_account_and_shown() -> None:
    perfect, rough = (
        {
            each["inputs"][0]: each["outputs"]["emissions"]["width_expected_over_now"]["value"]
            for each in json.loads(ran(NAME, "--json", *more))["measurements"]
        }
        for more in ([], ["--accuracy", "latency=50%"])
    )
    assert perfect["latency"] < rough["latency"]
    assert perfect["users"] == rough["users"]
    assert "to 30% / √20 = 6.71%" in ran(NAME, *FEW, "--accuracy", "latency=30%, n=20")


def test_a_decision_and_a_pair_are_told() -> None:
    text = ran(NAME, "--budget", "emissions < 10 t", "--loss", "5", "--pair", "latency,users")
    assert "Measure both latency and users (perfectly): it is expected to narrow to a factor of 13." in text
    assert "P(emissions < 10 t) = 0.8863(3)." in text
    assert "A loss is 5 for going ahead with a budget that is exceeded, and 1 for holding back" in text
    assert "The better decision now is to go ahead, with an expected loss of 0.568(2)" in text
    rows = text.partition("known ")[2].splitlines()[1:]
    assert [row.split("  ")[0] for row in rows[:3]] == ["nothing more", "latency and users", "users"]
    assert rows[11].split() == ["everything", "perfectly", "0", "0.568(2)"]


def test_json_csv_and_file_have_the_same_numbers(tmp_path: Path) -> None:
    out = tmp_path / "measured.nc"
    asked = (NAME, *FEW, "--budget", "emissions < 10 t", "--quiet")
    data = json.loads(ran(*asked, "--json", "--out", str(out)))
    rows = list(csv.DictReader(io.StringIO(ran(*asked, "--csv"))))
    with xr.open_datatree(out, engine="h5netcdf") as tree:
        held = tree.load()
    assert held.attrs["hash"] == data["hash"]
    for each in data["measurements"]:
        name, share = each["inputs"][0], each["outputs"]["emissions"]["width_expected_over_now"]
        row = next(
            row
            for row in rows
            if (row["measurement"], row["output"]) == (name, "emissions") and "over width" in row["statistic"]
        )
        assert (float(row["value"]), float(row["error"])) == (share["value"], share["error"])
        stored = held["measurements"].sel(measurement=name)
        assert (stored["emissions"].item(), stored["emissions_error"].item()) == (share["value"], share["error"])
        worth = next(row for row in rows if (row["measurement"], row["statistic"]) == (name, "value of information"))
        assert float(worth["value"]) == each["information_value"]["value"]
        assert held["decision"]["information_value"].sel(measurement=name).item() == each["information_value"]["value"]
    assert held["decision"]["probability"].item() == data["decision"]["probability"]["value"]
    assert held["decision"].attrs == {"budget": "emissions < 10 t", "loss": 1.0}


def test_the_first_coordinate_is_said() -> None:
    text = ran("bert/by-region", *FEW)
    assert "At region central_us, the first of 4 coordinates; --choice picks another." in text
    assert "the first of" not in ran("bert/by-region", *FEW, "--choice", "region=norway")


def test_inputs_that_the_output_does_not_depend_on_are_named() -> None:
    assert "energy does not depend on carbon_intensity, nor on what correlates with it." in ran(
        NAME, *FEW, "--output", "energy"
    )


@pytest.mark.parametrize("more", [[], ["--budget", "emissions < 3 t"], ["--json"], ["--csv"]])
def test_without_an_uncertain_input_there_is_nothing_to_measure(more: list[str]) -> None:
    names = [name for name, given in load(NAME).inputs.items() if given.varies]
    text = ran(NAME, *FEW, *(part for name in names for part in ("--fix", name)), *more)
    assert more[:1] in (["--json"], ["--csv"]) or "No input has the nature ignorance" in text


def test_an_unknown_output_is_refused() -> None:
    with pytest.raises(InvalidInput, match="--output emission: no output is called so; did you mean 'emissions'"):
        ran(NAME, "--output", "emission")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--json", "--csv"], "--json and --csv are mutually exclusive; choose one"),
        (["--loss", "5"], "--loss requires --budget, the budget to decide on"),
    ],
)
def test_options_that_do_not_fit_are_refused(arguments: list[str], message: str) -> None:
    with pytest.raises(click.UsageError, match=message):
        ran(NAME, *arguments)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--out", "measured.txt"], r"measured\.txt: must end in \.nc or \.nc4"),
        (["--pair", "latency"], "--pair 'latency': must be two inputs"),
        (
            ["--budget", "emissions < 10 t", "--loss", "0"],
            "loss: must be a number above 0 and at most 1,000,000, got 0.0",
        ),
        (["--accuracy", "latency=x"], "--accuracy 'latency=x'"),
    ],
)
def test_wrong_input_is_refused(arguments: list[str], message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        ran(NAME, *arguments)
