"""Rows of several meters, and of one that was switched off."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbonspan.simulate.files.csv_header import ColumnError
from carbonspan.simulate.files.tables.table import CsvTable, read_table
from carbonspan.simulate.reader.readings.meters import check_active, check_turns


def table(folder: Path, head: str, rows: list[str]) -> CsvTable:
    (folder / "x.csv").write_text("\n".join([head, *rows]) + "\n")
    return read_table(folder / "x.csv", ["p"])


@pytest.mark.parametrize("head", ["gpu", "Entity", "GPU index", "meter_id", "Name"])
def test_rows_that_take_turns_are_of_several_meters(tmp_path: Path, head: str) -> None:
    made = table(tmp_path, f"{head},p", ["a,1", "b,2"] * 3 + ["a,1"])
    with pytest.raises(ColumnError, match=f"take turns between a, b in column '{head}'; choose .* or add them up with"):
        check_turns(made)


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("gpu,p", ["0,1"] * 9),
        ("gpu,p", ["0,1", "1,2"] * 2),
        ("gpu,p", ["0,1", "1,2", "0,1", "0,1"] * 3),
        ("state,p", ["on,1", "off,2"] * 9),
        ("hour,p", ["0,1", "1,2", "2,3"] * 9),
    ],
)
def test_other_rows_are_of_one(tmp_path: Path, head: str, rows: list[str]) -> None:
    check_turns(table(tmp_path, head, rows))


@pytest.mark.parametrize(("state", "said"), [("deactivated", "deactivated"), ("", "of an unknown state")])
def test_a_reading_that_is_switched_off_is_no_measurement(tmp_path: Path, state: str, said: str) -> None:
    made = table(tmp_path, "p,Power reading state is", ["220,activated", f"220,{state}"])
    with pytest.raises(ColumnError, match=f"x.csv:3:5: the reading is {said}, so .*state is: activated}}` to leave it"):
        check_active(made)
    check_active(made.where({"Power reading state is": "activated"}))
    check_active(table(tmp_path, "p", ["1"]))
