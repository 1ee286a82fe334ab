"""The numbers of a column's cells: decimal points or commas, thousands, units, and marks of missing readings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from ..csv_header import NUMBER, ColumnError
from ..csv_rows import Row
from ..floats import TOO_SMALL, vanishes
from .table import SHOWN, CsvTable

T = TypeVar("T")

#: What meters and exports write in place of a reading, in lower case.
MISSING = {
    "", "-", "--", "n/a", "[n/a]", "na", "n/e", "nan", "null", "none",
    "[not supported]", "not supported", "[unknown error]", "unknown error",
}  # fmt: skip
_REMEDY = 'state which mark is before decimals: `decimal: "."` or `decimal: ","`'
#: Letters behind a number that multiply it, as accounting of batch jobs writes them.
SUFFIXES = {"K": 1e3, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12}

#: Separators of files in which a single point is before decimals: a comma is taken, and meters print one.
_POINTED = {",", " ", ":"}
_SPACES = r" '’\u00a0\u202f"
_CELL = re.compile(
    rf"([+-]?)((?:[0-9.,]|[{_SPACES}](?=[0-9]))+)([eE][+-]?[0-9]+)?\s*((?:[^\W\d_]|[%‰°(\[/]).*)?", re.DOTALL
)
_GROUPS = {mark: re.compile(rf"[1-9]\d{{0,2}}(?:\{mark}\d{{3}})+") for mark in ".,"}
_SPACED = re.compile(rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?![{_SPACES}\d])")


class AmbiguousDecimals(ColumnError):
    """A column whose marks may be between thousands or before decimals."""


class CellNumber(NamedTuple):
    """A number of a cell, and the text behind it: a unit, or nothing."""

    value: float
    unit: str


class Parts(NamedTuple):
    """A cell in parts: sign, digits with their marks, exponent, and the text behind."""

    sign: str
    digits: str
    exponent: str
    unit: str


def cell_numbers(table: CsvTable, column: str, *, decimal: str = "") -> list[CellNumber | None]:
    """The number in each row of a column; None where a cell has none, such as ``N/A``.

    `decimal` is the mark before decimals, a point or a comma; without it, the cells of the whole column tell. Raises
    ColumnError for a cell that is no number, and if the mark cannot be told.
    """
    index = table.index(column)
    cells = [(row, row.cells[index] if index < len(row.cells) else "") for row in table.rows]
    if not decimal and table.separator in _POINTED and all(NUMBER.fullmatch(cell) for _, cell in cells):
        return [CellNumber(_float(cell, row, index, table), "") for row, cell in cells]
    split = [(row, None if cell.lower() in MISSING else _parts_of(cell, row, index, table)) for row, cell in cells]
    mark = decimal or _decimal_mark([(row, parts) for row, parts in split if parts], index, table)
    return [parts and CellNumber(_value(parts, mark, row, index, table), parts.unit) for row, parts in split]


def _parts_of(cell: str, row: Row, index: int, table: CsvTable) -> Parts:
    if not (found := split(cell)):
        raise _not_a_number(cell, row, index, table)
    return found


def split(cell: str) -> Parts | None:
    """The parts of a cell that begins with a number; None for any other.

    >>> split("1 234,5 kW"), split("3-4")
    (Parts(sign='', digits='1234,5', exponent='', unit='kW'), None)
    """
    found = _CELL.fullmatch(cell)
    if not found or not re.search("[0-9]", found[2]):
        return None
    digits = found[2]
    if re.search(rf"[{_SPACES}]", digits):
        if not _SPACED.match(digits):
            return None
        digits = re.sub(rf"[{_SPACES}]", "", digits)
    return Parts(found[1], digits, found[3] or "", (found[4] or "").strip())


def first_to_tell(cells: Iterable[tuple[T, Parts]], separator: str) -> dict[str, T]:
    """The first of the cells that tells a decimal point, a decimal comma, and that may have either, as ``?``."""
    first: dict[str, T] = {}
    for cell, parts in cells:
        first.setdefault(_told(parts, separator), cell)
    return first


def _decimal_mark(cells: Sequence[tuple[Row, Parts]], index: int, table: CsvTable) -> str:
    """The mark before decimals that the digits of all cells tell."""
    first = first_to_tell(cells, table.separator)
    if "." in first and "," in first:
        at = " and ".join(first[mark].position(table.path, index) for mark in ".,")
        raise ColumnError(f"{at}: one has a decimal point, the other a decimal comma; correct one of them")
    if "?" in first and not {".", ","} & first.keys():
        row = first["?"]
        raise AmbiguousDecimals(f"{row.position(table.path, index)}: {either(row.cells[index])}; {_REMEDY}")
    return "," if "," in first else "."


def either(cell: str) -> str:
    """What a cell may mean whose mark is before decimals or between thousands, for a message."""
    return f"{cell!r} may be {cell.replace(',', '.')} or {re.sub('[.,]', '', cell)}"


def _told(parts: Parts, separator: str) -> str:
    """The decimal mark that one cell tells, ``?`` if it may be either, and nothing without a mark."""
    digits = parts.digits
    if "." in digits and "," in digits:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    mark = "." if "." in digits else "," if "," in digits else ""
    if not mark:
        return ""
    other = "," if mark == "." else "."
    if digits.count(mark) > 1:
        return other
    if mark == "." and separator in _POINTED:
        return mark
    return "?" if _GROUPS[mark].fullmatch(digits) and not parts.exponent else mark


def plain(parts: Parts, mark: str) -> str:
    """The digits of a number whose decimals follow `mark`, with a point; empty if the marks are at wrong places.

    >>> plain(Parts("-", "1.234,5", "", ""), ","), plain(Parts("", "12.34", "", ""), ",")
    ('-1234.5', '')
    """
    other = "," if mark == "." else "."
    whole, _, decimals = parts.digits.partition(mark)
    if other in decimals or mark in decimals or (other in whole and not _GROUPS[other].fullmatch(whole)):
        return ""
    point = f".{decimals}" if decimals else ""
    return f"{parts.sign}{whole.replace(other, '') or '0'}{point}{parts.exponent}"


def _value(parts: Parts, mark: str, row: Row, index: int, table: CsvTable) -> float:
    """The number of a cell whose decimals follow `mark`; the other mark is between thousands."""
    if digits := plain(parts, mark):
        return _float(digits, row, index, table)
    raise _not_a_number(row.cells[index], row, index, table)


def _float(digits: str, row: Row, index: int, table: CsvTable) -> float:
    """The number of digits with a decimal point; raises ColumnError if no float tells it from 0."""
    value = float(digits)
    if value == 0 and vanishes(value, digits):
        raise ColumnError(f"{row.position(table.path, index)}: {TOO_SMALL}, got {row.cells[index][:SHOWN]!r}")
    return value


def _not_a_number(cell: str, row: Row, index: int, table: CsvTable) -> ColumnError:
    return ColumnError(f"{row.position(table.path, index)}: must be a finite number, got {cell[:SHOWN]!r}")


def units_of(found: Iterable[CellNumber | None]) -> list[str]:
    """The texts behind the numbers, each once, in order of first appearance; empty for a bare number."""
    return list(dict.fromkeys(reading.unit for reading in found if reading))
