"""The first line of a CSV file, which names its columns: which is meant, or why none is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from ..problems import did_you_mean
from .csv_rows import BrokenRow, Row, rows

#: What may separate columns by mistake, and its name.
_SEPARATORS = {"\t": "tabs", ";": "semicolons", "|": "bars"}
#: Lines that are searched for a header that is not the first.
_SEARCHED = 50
#: A number as a cell holds it.
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


class ColumnError(ValueError):
    """What is wrong with a column or a cell of it, and where."""


def index_of(column: str, header: Row, path: Path, text: str) -> int:
    """Which cell of each row belongs to `column`, by the first row of the `text` of the file at `path`.

    Raises ColumnError where the header does not name it, or names it more than once.
    """
    found = [index for index, name in enumerate(header.cells) if name == column]
    if not found:
        raise ColumnError(_absent(header, column, path, text))
    if len(found) > 1:
        first, second = (header.at(path, index) for index in found[:2])
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
    if not header.is_blank and all(map(NUMBER.fullmatch, header.cells)):
        return f"{path.name}:1:1: no column {column!r}; line 1 holds numbers, and must name the columns"
    return f"no column {column!r} in {path.name}; {did_you_mean(column, filter(None, header.cells))}"


def _found(column: str, text: str) -> tuple[int, str] | None:
    """The first line that has `column` among its cells, and what separates them; a row of data has numbers too."""
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
