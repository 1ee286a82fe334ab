"""The header of a CSV file: the index of a column, or why there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from ..problems import did_you_mean
from .csv_rows import BrokenRow, Row, rows

#: Separators other than commas, and their names.
_SEPARATORS = {"\t": "tabs", ";": "semicolons", "|": "bars"}
#: Lines searched for a header that is not on line 1.
_SEARCHED = 50
#: A number as a cell contains it.
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


class ColumnError(ValueError):
    """A problem with a column or one of its cells, with its position."""


def separator_of(columns: Sequence[str], text: str) -> str:
    """The character that separates cells: the first with which line 1 has all `columns`, else a comma.

    >>> separator_of(["g"], "hour;g"), separator_of(["g"], "hour,h")
    (';', ',')
    """
    line = next(iter(text.splitlines()), "")
    fitting = (each for each in (",", *_SEPARATORS) if set(columns) <= set(_names(line, each)))
    return next(fitting, ",")


def index_of(column: str, header: Row, path: Path, text: str) -> int:
    """The index of `column` in the `header` of the file at `path`, which contains `text`.

    Raises ColumnError unless the header names it exactly once.
    """
    found = [index for index, name in enumerate(header.cells) if name == column]
    if not found:
        raise ColumnError(_missing(header, column, path, text))
    if len(found) > 1:
        first, second = (header.position(path, index) for index in found[:2])
        raise ColumnError(f"{second}: duplicate column {column!r}, first at {first}; rename one")
    return found[0]


def _missing(header: Row, column: str, path: Path, text: str) -> str:
    """Why line 1 does not name `column`: a title, another separator, no header, or another name."""
    if elsewhere := _found(column, text):
        line, separator = elsewhere
        return "; ".join(filter(None, (_title_problem(header, line, path), _separator_problem(separator, path))))
    if (only := next(iter(header.cells), "")) and len(header.cells) == 1:
        for separator in _SEPARATORS:
            if separator in only:
                return _separator_problem(separator, path)
    if not header.is_blank and all(map(NUMBER.fullmatch, header.cells)):
        return f"{path.name}:1:1: no column {column!r}; line 1 contains numbers, but must name the columns"
    return f"no column {column!r} in {path.name}; {did_you_mean(column, filter(None, header.cells))}"


def _found(column: str, text: str) -> tuple[int, str] | None:
    """The first line with a cell `column`, and its separator; a line with numbers is data, not a header."""
    lines = islice(text.splitlines(), _SEARCHED)
    for number, line in enumerate(lines, start=1):
        for separator in (",", *_SEPARATORS):
            names = _names(line, separator)
            if column in names and (number == 1 or not any(map(NUMBER.fullmatch, names))):
                return number, separator
    return None


def _names(line: str, separator: str) -> Sequence[str]:
    try:
        return next(rows(line, separator=separator)).cells
    except (BrokenRow, StopIteration):
        return ()


def _title_problem(header: Row, line: int, path: Path) -> str:
    """The problem of a header that is on a later `line`; empty if it is on line 1."""
    if line == 1:
        return ""
    kind = "is blank" if header.is_blank else "looks like a title"
    above = "line 1" if line == 2 else f"lines 1 to {line - 1}"
    return f"{path.name}:1:1: line 1 {kind}: the header must be on line 1; delete {above}"


def _separator_problem(separator: str, path: Path) -> str:
    if separator not in _SEPARATORS:
        return ""
    remedy = "use commas between columns and a decimal point in numbers"
    return f"the columns of {path.name} are separated by {_SEPARATORS[separator]}; {remedy}"
