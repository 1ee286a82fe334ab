"""The numbers of one column of a CSV file, whose first line names its columns."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from ..cache import reads
from .decode import NotText, decoded
from .numerals import LARGEST
from .problems import did_you_mean
from .rows import BrokenRow, Row, rows

#: What may stand between columns by mistake, and its name.
_SEPARATORS = {"\t": "tabs", ";": "semicolons", "|": "bars"}
#: Lines that are searched for a header that is not the first.
_SEARCHED = 50
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_MARKED = re.compile(r"[+-]?\d[\d.]*[,'\s]\d[\d.,'\s]*", re.ASCII)
_UNITED = re.compile(r"[+-]?[\d.,]*\d([eE][+-]?\d+)?\s*[^\d\s.,].*|[^\d\s.,+-]+\s*[\d.,]+", re.ASCII)


class ColumnError(ValueError):
    """What is wrong with a column or a cell of it, and where."""


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
    """The number of each row after the header; None and its place where the cell, or the whole row, is blank.

    Blank rows at the end are left out.
    """
    try:
        text = decoded(reads.content(path))
        lines = rows(text)
        header = next(lines, Row([], 1, ""))
        index = _index(header, column.strip(), path, text)
        blanks: list[str] = []
        for row in lines:
            if row.is_blank:
                blanks.append(_at(path, row, index if len(row.cells) > index else 0))
                continue
            yield from ((None, place) for place in blanks)
            blanks.clear()
            yield _reading(row, index, path, wanted=len(header.cells))
    except OSError as error:
        raise ColumnError(f"{path.name} cannot be read: {(error.strerror or str(error)).lower()}") from None
    except NotText as error:
        remedy = error.remedy or "save it as CSV text in UTF-8"
        raise ColumnError(f"{path.name}:{error.line}:{error.column}: {error}; {remedy}") from None
    except BrokenRow as error:
        remedy = "close every quote, and quote the whole cell or none of it"
        raise ColumnError(f"{path.name}:{error.line}:1: is no CSV: {error}; {remedy}") from None


def _index(header: Row, column: str, path: Path, text: str) -> int:
    """Which cell of each row belongs to `column`."""
    found = [index for index, name in enumerate(header.cells) if name == column]
    if not found:
        raise ColumnError(_absent(header, column, path, text))
    if len(found) > 1:
        first, second = (_at(path, header, index) for index in found[:2])
        raise ColumnError(
            f"{second}: the column {column!r} is in the header more than once, first at {first}; rename one"
        )
    return found[0]


def _absent(header: Row, column: str, path: Path, text: str) -> str:
    """Why the first line does not name `column`: a title, other separators, no header, or another name."""
    if elsewhere := _found(column, text):
        line, separator = elsewhere
        return "; ".join(filter(None, (_titled(header, line, path), _separated(separator, path))))
    if (one := next(iter(header.cells), "")) and len(header.cells) == 1:
        for separator in _SEPARATORS:
            if separator in one:
                return _separated(separator, path)
    if not header.is_blank and all(map(_NUMBER.fullmatch, header.cells)):
        return f"{path.name}:1:1: no column {column!r}; line 1 holds numbers, and must name the columns"
    return f"no column {column!r} in {path.name}; {did_you_mean(column, filter(None, header.cells))}"


def _found(column: str, text: str) -> tuple[int, str] | None:
    """The first line that has `column` among its cells, and what separates them; a row of data has numbers too."""
    lines = islice(text.splitlines(), _SEARCHED)
    for number, line in enumerate(lines, start=1):
        for separator in (",", *_SEPARATORS):
            names = _names(line, separator)
            if column in names and (number == 1 or not any(map(_NUMBER.fullmatch, names))):
                return number, separator
    return None


def _names(line: str, separator: str) -> Sequence[str]:
    try:
        return next(rows(line, separator=separator)).cells
    except (BrokenRow, StopIteration):
        return ()


def _titled(header: Row, line: int, path: Path) -> str:
    """The fault of a header that is not the first line; nothing where it is."""
    if line == 1:
        return ""
    kind = "is blank" if header.is_blank else "looks like a title"
    above = "line 1" if line == 2 else f"lines 1 to {line - 1}"
    return f"{path.name}:1:1: line 1 {kind}: the header must be line 1; delete {above}"


def _separated(separator: str, path: Path) -> str:
    if separator not in _SEPARATORS:
        return ""
    remedy = "separate them by commas, and write decimals with a point"
    return f"the columns of {path.name} are separated by {_SEPARATORS[separator]}; {remedy}"


def _reading(row: Row, index: int, path: Path, *, wanted: int) -> tuple[float | None, str]:
    if len(row.cells) != wanted:
        remedy = "; thousands have no comma, and a text with one stands in quotes" if len(row.cells) > wanted else ""
        rule = f"must have {wanted} cells as the header has, got {len(row.cells)}{remedy}"
        raise ColumnError(f"{path.name}:{row.line}: {rule}")
    cell = row.cells[index]
    if not cell:
        return None, _at(path, row, index)
    value = float(cell) if _NUMBER.fullmatch(cell) else math.nan
    if not abs(value) <= LARGEST:
        raise ColumnError(f"{_at(path, row, index)}: must be a finite number, got {cell!r}{_remedy(cell)}")
    return value, ""


def _remedy(cell: str) -> str:
    """What to write in place of a cell that is no number."""
    if _NUMBER.fullmatch(cell):
        return f"; numbers reach {LARGEST:g}"
    if _MARKED.fullmatch(cell):
        return "; use a decimal point, and nothing between thousands"
    if _UNITED.fullmatch(cell):
        return "; write the number alone, and its unit as `unit:` of the input"
    return ""


def _at(path: Path, row: Row, index: int) -> str:
    """``grid.csv:3:1``."""
    line, column = row.place(index)
    return f"{path.name}:{line}:{column}"
