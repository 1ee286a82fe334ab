from __future__ import annotations

import json

import pytest

from carbonspan.simulate.cli import main
from carbonspan.simulate.shipped import catalog


def test_a_row_is_shown_with_its_belief_and_its_grounds(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["catalog", "FALK"]) == 0
    lines = capsys.readouterr().out.splitlines()
    (row,) = [line for line in lines if line.startswith("gpu/a100-sxm4-40/embodied-falk  ")]
    assert "127.6 kg CO2e/GPU; gsd: 1.6" in row
    assert "2025; embodied, life cycle assessment of a dismantled card; derived; falk-2025*" in row
    assert "* unverified: not read, but quoted from another text that cites it" in lines
    about = "gpu/a100-sxm4-40/embodied-falk: NVIDIA A100 SXM4 40 GB; the chip is 81 % of it"
    assert any(line.startswith(about) for line in lines)


def test_nothing_is_starred_where_every_source_was_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["catalog", "wecc-2020"]) == 0
    assert "*" not in capsys.readouterr().out


def test_all_rows_are_shown_without_words_and_without_notes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["catalog"]) == 0
    shown = capsys.readouterr().out.splitlines()
    first = [line.split()[0] for line in shown[1:] if "/" in line.split("  ")[0]]
    assert first == list(catalog.rows())


def test_json_holds_the_row_and_what_a_scenario_takes_from_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["catalog", "norway", "ember", "2024", "gsd", "--json"]) == 0
    row = next(each for each in json.loads(capsys.readouterr().out) if each["id"] == "grid/no-2024-ember")
    assert (row["value"], row["unit"], row["belief"], row["year"]) == ("31", "gCO2e/kWh", "gsd: 1.16", "2024")
    assert (row["entry"]["nominal"], row["entry"]["gsd"], row["entry"]["source"]) == (31, 1.16, "ember")


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_nothing_found_is_wrong_input(more: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["catalog", "norwey", *more]) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "no row of the catalog mentions 'norwey'; did you mean 'norway'?\n")
