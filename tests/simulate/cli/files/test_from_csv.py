"""Scenarios from spreadsheets and back, as the commands do it."""

from __future__ import annotations

from pathlib import Path

import click
import openpyxl
import pytest
from click.testing import CliRunner, Result

from carbonspan.simulate.cli.files import from_csv, to_csv, to_xlsx
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load

OURS = "name,low,best,high,unit,p5,p95\nrequests,,,,query,1000,2000\nfootprint,1,2,4,g/query,,\n"
MODEL = """\
from typing import Annotated

def ours(
    requests: Annotated[float, "query"], footprint: Annotated[float, "kgCO2e/query"]
) -> Annotated[float, "kgCO2e"]:
    return requests * footprint
"""


def invoke(command: click.Command, *arguments: object) -> Result:
    return CliRunner().invoke(command, list(map(str, arguments)), standalone_mode=False, catch_exceptions=False)


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    (tmp_path / "ours.py").write_text(MODEL)
    path = tmp_path / "ours.csv"
    path.write_text(OURS)
    return path


def test_a_table_becomes_a_scenario_file(ours: Path) -> None:
    out = ours.with_name("ours.yaml")
    said = invoke(from_csv.command, ours, "--model", "ours.py:ours", "--evidence", "assumed", "--out", out).stderr
    assert (
        "footprint: low, best and high are taken as the least, the most likely and the greatest value of a PERT" in said
    )
    assert out.read_text().startswith("# From ours.csv.")
    scenario = load(str(out))
    assert scenario.title == "ours"
    assert scenario.inputs["requests"].stated == "p5: 1000, p95: 2000"


def test_an_implausible_value_is_warned_of(ours: Path) -> None:
    table = "name,nominal,unit\nenergy,1,MWh\npue,1.2,\ncarbon_intensity,400,kg/kWh\n"
    ours.write_text(table)
    said = invoke(from_csv.command, ours, "--model", "training.by_energy", "--evidence", "assumed").stderr
    assert "warning: ours: inputs.carbon_intensity: nominal value 400 kg/kWh is above what a carbon intensity" in said


def test_an_argument_without_a_row_is_reported_with_the_file(ours: Path) -> None:
    ours.write_text("name,nominal,unit\nrequests,1,query\n")
    with pytest.raises(InvalidInput, match=r"ours\.csv: inputs: must give every argument of .*; missing: footprint"):
        invoke(from_csv.command, ours, "--model", "ours.py:ours", "--evidence", "assumed")


def test_a_file_is_never_replaced(ours: Path) -> None:
    out = ours.with_name("ours.yaml")
    out.write_text("mine")
    with pytest.raises(InvalidInput, match="exists already"):
        invoke(from_csv.command, ours, "--model", "ours.py:ours", "--evidence", "assumed", "--out", out)
    assert out.read_text() == "mine"


def test_the_functional_unit_needs_a_name_and_a_value(ours: Path) -> None:
    with pytest.raises(click.UsageError, match="--per day: write NAME=VALUE"):
        invoke(from_csv.command, ours, "--per", "day")


def test_a_scenario_becomes_csv_and_a_workbook(tmp_path: Path) -> None:
    text = invoke(to_csv.command, "chatgpt/by-words").stdout
    assert '\ninputs,users,1e6,person,gsd: 3,,,,,,,,assumed,"pointon-2023, ubs-2023","A million' in text
    book = tmp_path / "words.xlsx"
    invoke(to_xlsx.command, "chatgpt/by-words", "--out", book)
    rows = {row[1]: row for row in openpyxl.load_workbook(book).active.iter_rows(values_only=True)}
    assert rows["users"][2:5] == (1_000_000, "person", "gsd: 3")
    assert rows["latency"][2] == 0.35
    (tmp_path / "words.csv").write_text(text)
    for file in (book, tmp_path / "words.csv"):
        assert invoke(from_csv.command, file).stdout.count("evidence:") == 9


def test_a_table_is_written_to_a_file(tmp_path: Path) -> None:
    out = tmp_path / "words.csv"
    invoke(to_csv.command, "chatgpt/by-words", "--out", out)
    assert out.read_text() == invoke(to_csv.command, "chatgpt/by-words").stdout
