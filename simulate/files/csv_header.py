"""The header of a CSV file: the index of a column, or why there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from ..problems import did_you_mean
from .csv_rows import BrokenRow, Row, rows

#: What separates cells.
SEPARATORS = (",", "\t", ";", "|")
#: Lines searched for a header that is not the first.
_SEARCHED = 50
#: A number as a cell contains it.
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


class ColumnError(ValueError):
    """A problem with a column or one of its cells, with its position."""


def separator_of(text: str, columns: Sequence[str] = ()) -> str:
    r"""The character that separates cells: one with which the header has all `columns`, else the one it has most often.

    The header is the first line that is not blank; what is quoted does not count.

    >>> separator_of("hour;g", ["g"]), separator_of("hour|a,b", ["hour"]), separator_of("name\tlow")
    (';', '|', '\t')
    """
    line = next((line for line in text.splitlines() if line.strip()), "")
    if columns:
        for each in SEPARATORS:
            if set(columns) <= set(_names(line, each)):
                return each
    bare = re.sub(r'"[^"]*"', "", line)
    return max(SEPARATORS, key=bare.count)


def index_of(column: str, header: Row, below: Sequence[Row], path: Path) -> int:
    """The index of `column` in the `header` of the file at `path`, whose other rows are `below`.

    Raises ColumnError unless the header names it exactly once.
    """
    found = [index for index, name in enumerate(header.cells) if name == column]
    if not found:
        raise ColumnError(_missing(header, column, below, path))
    if len(found) > 1:
        first, second = (header.position(path, index) for index in found[:2])
        raise ColumnError(f"{second}: duplicate column {column!r}, first at {first}; rename one")
    return found[0]


def _missing(header: Row, column: str, below: Sequence[Row], path: Path) -> str:
    """Why the header does not name `column`: it is a title, there is no header, or the column has another name."""
    if line := _line_of(column, below):
        above = f"line {header.line}" if line == header.line + 1 else f"lines {header.line} to {line - 1}"
        rule = f"line {header.line} looks like a title: the header must be the first line"
        return f"{path.name}:{header.line}:1: {rule}; delete {above}"
    if any(map(NUMBER.fullmatch, header.cells)):
        rule = f"no column {column!r}; line {header.line} contains numbers, but must name the columns"
        return f"{path.name}:{header.line}:1: {rule}"
    return f"no column {column!r} in {path.name}; {did_you_mean(column, filter(None, header.cells))}"


def _line_of(column: str, below: Sequence[Row]) -> int:
    """The first line with a cell `column`, 0 if there is none; a line with numbers is data, not a header."""
    for row in below[:_SEARCHED]:
        for separator in SEPARATORS:
            names = _names(row.text.strip(), separator)
            if column in names and not any(map(NUMBER.fullmatch, names)):
                return row.line
    return 0


def _names(line: str, separator: str) -> Sequence[str]:
    try:
        return next(rows(line, separator=separator)).cells
    except (BrokenRow, StopIteration):
        return ()
