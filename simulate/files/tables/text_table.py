"""The rows of a text file that is a table: CSV, columns aligned with spaces, or records of `name: value`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from itertools import islice
from pathlib import Path

from ...cache import dependencies
from ..csv_header import NUMBER, separator_of
from ..csv_rows import BrokenRow, Row, rows
from ..decode import NotText, clean


class TableError(ValueError):
    """Why a file is no table, with line and column from 1; both are 0 where it cannot be opened."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.line, self.column = line, column


@dataclass(frozen=True)
class TextTable:
    """The rows of a table, blank ones included; the first that is not blank names the columns.

    `separator` is between cells: a character, a space for aligned columns, a colon for records. `units` are those that
    a line below the header states, by column.
    """

    rows: Sequence[Row]
    separator: str
    units: Mapping[str, str] = field(default_factory=dict)


def read_text_table(path: Path, columns: Sequence[str] = ()) -> TextTable:
    """The table in the text file at `path`.

    Cells of CSV text are separated by the comma, semicolon, tab or bar with which the header has all `columns`, else by
    the one that it has most often. A header that is written again, as by a meter that was started again, is no row.
    Raises TableError if the file cannot be read, or is not CSV text.
    """
    text = _text_of(path)
    return _printed(text) or _records(text) or _separated(text, columns)


def _text_of(path: Path) -> str:
    try:
        return clean(dependencies.content(path))
    except OSError as error:
        raise TableError(f"cannot be read: {(error.strerror or str(error)).lower()}") from None
    except NotText as error:
        remedy = error.remedy or "save it as CSV text in UTF-8"
        raise TableError(f"{error}; {remedy}", error.line, error.column) from None


def _separated(text: str, columns: Sequence[str]) -> TextTable:
    separator = separator_of(text, columns)
    try:
        found = list(rows(text, separator=separator))
    except BrokenRow as error:
        remedy = "close every quote, and quote whole cells only"
        raise TableError(f"invalid CSV: {error}; {remedy}", error.line, 1) from None
    return TextTable(_without_repeated_headers(found), separator)


def _without_repeated_headers(found: list[Row]) -> list[Row]:
    header = next((row for row in found if not row.is_blank), None)
    if header is None or any(map(NUMBER.fullmatch, header.cells)):
        return found
    return [row for row in found if row is header or row.cells != header.cells]


_HEADER = re.compile(r"#\s*([^\W\d].*)")
#: The first word of a line of units that has no mark of its own, as of `dcgmi dmon`.
_IDENTIFIER = "ID"
#: The column whose cells are a kind and a number, such as ``GPU 0``.
_ENTITY = "entity"


def _printed(text: str) -> TextTable | None:
    """The table that `nvidia-smi dmon` or `dcgmi dmon` prints; None for any other text.

    The header begins with ``#``, a line of units follows, and both are printed again and again.
    """
    header = _HEADER.fullmatch(text.lstrip().partition("\n")[0].strip())
    if not header:
        return None
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    names = _cells(header[1])
    units = _cells(lines[1][1].strip().lstrip("#")) if len(lines) > 1 and _is_of_units(lines[1][1]) else []
    body = [(number, line) for number, line in lines[1:] if not _is_head(line, names, units)]
    if not body or not _is_like(body[0][1], header[1], names):
        return None
    stated = dict(zip(names, units, strict=True)) if len(units) == len(names) else {}
    separator = "," if "," in header[1] else " "
    found = [Row(names, *lines[0], separator), *(_row(*each, names, separator) for each in body)]
    return TextTable(found, separator, stated)


def _is_like(line: str, header: str, names: list[str]) -> bool:
    """Whether a line is a row below a header, and the header thus no remark above a table."""
    if (
        len(names) < 2
        or line.lstrip().startswith("#")
        or ("," in line) != ("," in header)
        or re.search(r"[;|\t]", line)
    ):
        return False
    return len(_cells(line)) in (len(names), len(names) + (names[0].lower() == _ENTITY))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split(",")] if "," in line else line.split()


def _is_of_units(line: str) -> bool:
    return line.lstrip().startswith("#") or line.split(maxsplit=1)[0] == _IDENTIFIER


def _is_head(line: str, names: list[str], units: list[str]) -> bool:
    """Whether a line is the header or the units, again."""
    return _cells(line.strip().lstrip("#")) in (names, units)


def _row(number: int, line: str, names: list[str], separator: str) -> Row:
    """The cells of a line. Raises TableError for another header."""
    if line.lstrip().startswith("#"):
        raise TableError("another header begins here; split the file", number, 1)
    cells = _cells(line)
    if len(cells) == len(names) + 1 and names[0].lower() == _ENTITY:
        cells = [" ".join(cells[:2]), *cells[2:]]
    return Row(cells, number, line, separator)


_RECORD = re.compile(r"\s*([^\W\d][^:,;|\t]*?)\s*:\s+(\S.*?)\s*")
#: Two parts of a record in one line, as `ipmitool` writes them where it forgets to end the line.
_TOGETHER = re.compile(r"\s{2,}(?=[^\W\d][\w ]*:\s)")
#: The fewest lines that make a text a list of records.
_FEWEST = 3


def _records(text: str) -> TextTable | None:
    """The records that `ipmitool dcmi power reading` prints, one after the other; None for any other text.

    A record is lines of ``name: value``; the next begins where a name recurs.
    """
    parts = list(islice(_parts(text), _FEWEST))
    if len(parts) < _FEWEST or not all(_RECORD.fullmatch(part) for _, part in parts):
        return None
    found: list[dict[str, tuple[str, int]]] = [{}]
    for number, part in _parts(text):
        match = _RECORD.fullmatch(part)
        if not match:
            rule = f"must be a name and a value, such as {parts[0][1].strip()!r}, got {part[:40]!r}"
            raise TableError(rule, number, 1)
        if match[1] in found[-1]:
            found.append({})
        found[-1][match[1]] = (match[2], number)
    names = list(dict.fromkeys(name for record in found for name in record))
    header = _of_record(names, {name: (name, 1) for name in names})
    return TextTable([header, *(_of_record(names, each) for each in found)], ":")


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """The parts of records that are not blank, with their lines."""
    for number, line in enumerate(StringIO(text), start=1):
        yield from ((number, part) for part in _TOGETHER.split(line.rstrip("\r\n")) if part.strip())


def _of_record(names: Sequence[str], record: Mapping[str, tuple[str, int]]) -> Row:
    first = next(iter(record.values()))[1]
    cells = [record.get(name, ("", first)) for name in names]
    return Row([text for text, _ in cells], first, "", ":", tuple((line, 1) for _, line in cells))
