"""The numbers of one column of a CSV file with a header."""

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
#: Characters of a cell that a message shows.
_SHOWN = 40
_THOUSANDS = re.compile(r"[+-]?\d[\d.]*[,'\s]\d[\d.,'\s]*", re.ASCII)
_WITH_UNIT = re.compile(r"[+-]?[\d.,]*\d([eE][+-]?\d+)?\s*[^\d\s.,].*|[^\d\s.,+-]+\s*[\d.,]+", re.ASCII)


def complete(path: Path, column: str) -> list[float]:
    """The numbers of a column in which every row must have one, because each row is a time step.

    Blank rows at the end are ignored. Raises ColumnError if the file is not CSV text, does not have exactly one such
    column, or has a row with more or fewer cells than the header, or a cell that is not a finite number.
    """
    values = []
    for value, position in _readings(path, column):
        if value is None:
            rule = "must be a number, got an empty cell, which would shift all later steps"
            raise ColumnError(f"{position}: {rule}; write a number, or delete the line if no step is missing")
        values.append(value)
    return values


def measured(path: Path, column: str) -> tuple[list[float], list[str]]:
    """The numbers of a column of measurements, and the positions of empty cells.

    Raises ColumnError as `complete` does, except for empty cells.
    """
    readings = list(_readings(path, column))
    numbers = [value for value, _ in readings if value is not None]
    return numbers, [position for value, position in readings if value is None]


def _readings(path: Path, column: str) -> Iterator[tuple[float | None, str]]:
    """The number in each row after the header; None and its position if the cell or the whole row is blank."""
    try:
        content = dependencies.content(path)
        if len(content) == dependencies.MOST:
            raise ColumnError(
                f"{path.name} must have fewer than {dependencies.MOST:,} bytes; write fewer digits or rows"
            )
        yield from _cells(path, column, decoded(content))
    except OSError as error:
        raise ColumnError(f"{path.name} cannot be read: {(error.strerror or str(error)).lower()}") from None
    except NotText as error:
        remedy = error.remedy or "save it as CSV text in UTF-8"
        raise ColumnError(f"{path.name}:{error.line}:{error.column}: {error}; {remedy}") from None
    except BrokenRow as error:
        remedy = "close every quote, and quote whole cells only"
        raise ColumnError(f"{path.name}:{error.line}:1: invalid CSV: {error}; {remedy}") from None


def _cells(path: Path, column: str, text: str) -> Iterator[tuple[float | None, str]]:
    """As `_readings`; blank rows are yielded once another row follows, so that those at the end are ignored."""
    lines = rows(text)
    header = next(lines, Row([], 1, ""))
    index = index_of(column.strip(), header, path, text)
    blanks: list[str] = []
    for row in lines:
        if row.is_blank:
            blanks.append(row.position(path, index if len(row.cells) > index else 0))
            continue
        yield from ((None, position) for position in blanks)
        blanks.clear()
        yield _reading(row, index, path, wanted=len(header.cells))


def _reading(row: Row, index: int, path: Path, *, wanted: int) -> tuple[float | None, str]:
    if len(row.cells) != wanted:
        remedy = "; use no thousands separator, and quote text with commas" if len(row.cells) > wanted else ""
        rule = f"must have {wanted} cells like the header, got {len(row.cells)}{remedy}"
        raise ColumnError(f"{path.name}:{row.line}: {rule}")
    cell = row.cells[index]
    if not cell:
        return None, row.position(path, index)
    value = float(cell) if NUMBER.fullmatch(cell) else math.nan
    if not abs(value) <= LARGEST:
        raise ColumnError(f"{row.position(path, index)}: must be a finite number, got {cell[:_SHOWN]!r}{_remedy(cell)}")
    return value, ""


def _remedy(cell: str) -> str:
    """How to correct a cell that is not a number."""
    if NUMBER.fullmatch(cell):
        return f"; the largest number is {LARGEST:g}"
    if _THOUSANDS.fullmatch(cell):
        return "; use a decimal point and no thousands separator"
    if _WITH_UNIT.fullmatch(cell):
        return "; write only the number, and its unit as `unit:` of the input"
    return ""
