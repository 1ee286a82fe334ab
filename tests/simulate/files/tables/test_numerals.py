"""Numbers of cells: which mark is before decimals, what is missing, and units behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbonspan.simulate.files.csv_header import ColumnError
from carbonspan.simulate.files.tables.numerals import AmbiguousDecimals, CellNumber, cell_numbers
from carbonspan.simulate.files.tables.table import CsvTable, read_table


def table(folder: Path, *cells: str, separator: str = ";") -> CsvTable:
    path = folder / "x.csv"
    path.write_text("\n".join([f"n{separator}v", *(f"0{separator}{cell}" for cell in cells)]) + "\n")
    return read_table(path, ["v"])


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["290,15", "1.290,15"], [290.15, 1290.15]),
        (["290.15", "1,290.15"], [290.15, 1290.15]),
        (["1.234.567", "1,5"], [1234567.0, 1.5]),
        (["1 234,5", "2"], [1234.5, 2.0]),
        (["0,125", "2.000,5"], [0.125, 2000.5]),
        (["-1,5e3", "+,5"], [-1500.0, 0.5]),
        (["1.234", "1.5"], [1.234, 1.5]),
        (["1.234", "1,5"], [1234.0, 1.5]),
    ],
)
def test_all_cells_of_a_column_tell_its_marks(tmp_path: Path, cells: list[str], values: list[float]) -> None:
    assert [each and each.value for each in cell_numbers(table(tmp_path, *cells), "v")] == values


def test_units_and_missing_readings_are_told_apart(tmp_path: Path) -> None:
    cells = ["612.4 W", "[N/A]", "0.6 kW", "12.35M", "220 Watts", "N/A", "5 %"]
    assert cell_numbers(table(tmp_path, *cells), "v") == [
        CellNumber(612.4, "W"), None, CellNumber(0.6, "kW"), CellNumber(12.35, "M"), CellNumber(220, "Watts"), None,
        CellNumber(5, "%"),
    ]  # fmt: skip


@pytest.mark.parametrize("cells", [["1.234", "5.678"], ["1,234"], ["1,234", "17"]])
def test_what_may_be_either_is_refused_unless_stated(tmp_path: Path, cells: list[str]) -> None:
    made = table(tmp_path, *cells)
    with pytest.raises(AmbiguousDecimals, match=r"may be 1\.234 or 1234; state which mark is before decimals"):
        cell_numbers(made, "v")
    for mark in ".,":
        number = cell_numbers(made, "v", decimal=mark)[0]
        assert number is not None
        assert number.value == (1.234 if mark in cells[0] else 1234.0)


@pytest.mark.parametrize("cell", ["12.34.56", "1,2,3", "1 23", "W 5", "3-4", "1_000", "٣", "1.234.5,6", ".", "5;6"])
def test_what_is_no_number_is_refused_with_its_position(tmp_path: Path, cell: str) -> None:
    with pytest.raises(ColumnError, match=r"x\.csv:2"):
        cell_numbers(table(tmp_path, cell), "v")


def test_rows_are_selected_and_grouped_by_other_columns(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("gpu,v\n0,1\n1,2\n\n0,3\n")
    made = read_table(tmp_path / "x.csv", ["gpu", "v"])
    assert [row.cells[1] for row in made.where({"gpu": "0"}).rows] == ["1", "3"]
    assert {name: len(group.rows) for name, group in made.groups("gpu").items()} == {"0": 2, "1": 1}
    with pytest.raises(ColumnError, match=r"no row of x\.csv has '7' in column 'gpu', which has '0', '1'"):
        made.where({"gpu": "7"})
