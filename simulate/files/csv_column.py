"""The numbers of one column of a CSV file, whose first line names its columns."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path

from ..cache import dependencies
from .csv_header import NUMBER, ColumnError, index_of
from .csv_rows import BrokenRow, Row, rows
from .decode import NotText, decoded

#: The largest number that is read, in base units; squares and ratios of larger ones overflow.
LARGEST = 1e100
#: Letters of a cell that a message shows.
_SHOWN = 40
_MARKED = re.compile(r"[+-]?\d[\d.]*[,'\s]\d[\d.,'\s]*", re.ASCII)
_UNITED = re.compile(r"[+-]?[\d.,]*\d([eE][+-]?\d+)?\s*[^\d\s.,].*|[^\d\s.,+-]+\s*[\d.,]+", re.ASCII)


def complete(path: Path, column: str) -> list[float]:
    """The numbers of a column of which every row must have one, as each row is a step of time.

    Blank rows at the end are no steps. Raises ColumnError where the file is no CSV text, has no such column or several,
    at a row of more or fewer cells than the header, and at a cell that is no finite number.
    """
    values = []
    for value, place in _readings(path, column):
        if value is None:
            rule = "must be a number, got nothing, and without it all later steps would move"
            raise ColumnError(f"{place}: {rule}; write one, or delete the line if no step is missing")
        values.append(value)
    return values


def measured(path: Path, column: str) -> tuple[list[float], list[str]]:
    """The numbers of a column of readings, and the places of the rows that have none.

    Raises ColumnError as `complete` does, but for a missing number.
    """
    readings = list(_readings(path, column))
    return [value for value, _ in readings if value is not None], [place for value, place in readings if value is None]


def _readings(path: Path, column: str) -> Iterator[tuple[float | None, str]]:
    """The number of each row after the header; None and its place where the cell, or the whole row, is blank."""
    try:
        yield from _cells(path, column, decoded(dependencies.content(path)))
    except OSError as error:
        raise ColumnError(f"{path.name} cannot be read: {(error.strerror or str(error)).lower()}") from None
    except NotText as error:
        remedy = error.remedy or "save it as CSV text in UTF-8"
        raise ColumnError(f"{path.name}:{error.line}:{error.column}: {error}; {remedy}") from None
    except BrokenRow as error:
        remedy = "close every quote, and quote the whole cell or none of it"
        raise ColumnError(f"{path.name}:{error.line}:1: is no CSV: {error}; {remedy}") from None


def _cells(path: Path, column: str, text: str) -> Iterator[tuple[float | None, str]]:
    """As `_readings`; blank rows are held back until another follows, since those at the end do not count."""
    lines = rows(text)
    header = next(lines, Row([], 1, ""))
    index = index_of(column.strip(), header, path, text)
    blanks: list[str] = []
    for row in lines:
        if row.is_blank:
            blanks.append(row.at(path, index if len(row.cells) > index else 0))
            continue
        yield from ((None, place) for place in blanks)
        blanks.clear()
        yield _reading(row, index, path, wanted=len(header.cells))


def _reading(row: Row, index: int, path: Path, *, wanted: int) -> tuple[float | None, str]:
    if len(row.cells) != wanted:
        remedy = "; thousands have no comma, and a text with one stands in quotes" if len(row.cells) > wanted else ""
        rule = f"must have {wanted} cells as the header has, got {len(row.cells)}{remedy}"
        raise ColumnError(f"{path.name}:{row.line}: {rule}")
    cell = row.cells[index]
    if not cell:
        return None, row.at(path, index)
    value = float(cell) if NUMBER.fullmatch(cell) else math.nan
    if not abs(value) <= LARGEST:
        raise ColumnError(f"{row.at(path, index)}: must be a finite number, got {cell[:_SHOWN]!r}{_remedy(cell)}")
    return value, ""


def _remedy(cell: str) -> str:
    """What to write in place of a cell that is no number."""
    if NUMBER.fullmatch(cell):
        return f"; numbers reach {LARGEST:g}"
    if _MARKED.fullmatch(cell):
        return "; use a decimal point, and nothing between thousands"
    if _UNITED.fullmatch(cell):
        return "; write the number alone, and its unit as `unit:` of the input"
    return ""
