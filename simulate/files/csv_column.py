"""The numbers of one column of a CSV file with a header."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .csv_header import ColumnError
from .csv_rows import Row
from .tables.numerals import MISSING, CellNumber, cell_numbers
from .tables.table import SHOWN, CsvTable, read_table

#: The largest number that is read, in base units; squares and ratios of larger ones overflow.
LARGEST = 1e100


def complete(path: Path, column: str, *, decimal: str = "") -> list[float]:
    """The numbers of a column in which every row must have one, because each row is a time step.

    Blank rows at the end are ignored. `decimal` is the mark before decimals, where the cells do not tell. Raises
    ColumnError if the file is not CSV text, does not have exactly one such column, or has a row with more or fewer
    cells than the header, or a cell that is not a finite number.
    """
    values = []
    for value, position in _numbers(path, column, decimal):
        if value is None:
            rule = "must be a number, got an empty cell, which would shift all later steps"
            raise ColumnError(f"{position}: {rule}; write a number, or delete the line if no step is missing")
        values.append(value)
    return values


def measured(path: Path, column: str) -> tuple[list[float], list[str]]:
    """The numbers of a column of measurements, and the positions of empty cells.

    Raises ColumnError as `complete` does, except for empty cells.
    """
    found = list(_numbers(path, column, ""))
    numbers = [value for value, _ in found if value is not None]
    return numbers, [position for value, position in found if value is None]


def _numbers(path: Path, column: str, decimal: str) -> Iterator[tuple[float | None, str]]:
    """The number in each row after the header; None and its position if the cell or the whole row is blank."""
    table = read_table(path, [column])
    index = table.index(column)
    for row, reading in zip(table.rows, cell_numbers(table, column, decimal=decimal), strict=True):
        if reading:
            yield _plain(reading, row, index, table), ""
        else:
            has_cell = len(row.cells) > index
            if has_cell and row.cells[index].lower() in MISSING - {""}:
                raise ColumnError(_refused(row, index, table))
            yield None, row.position(path, index if has_cell else 0)


def _plain(reading: CellNumber, row: Row, index: int, table: CsvTable) -> float:
    """A number that is finite and has no unit."""
    if reading.unit:
        raise ColumnError(f"{_refused(row, index, table)}; write only the number, and its unit as `unit:` of the input")
    if not abs(reading.value) <= LARGEST:
        raise ColumnError(f"{_refused(row, index, table)}; the largest number is {LARGEST:g}")
    return reading.value


def _refused(row: Row, index: int, table: CsvTable) -> str:
    cell = re.sub(r"\s+", " ", row.cells[index])
    return f"{row.position(table.path, index)}: must be a finite number, got {cell[:SHOWN]!r}"
