"""The rows of a CSV text (RFC 4180: commas, double quotes), each with its lines, so that a cell has its place."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_CELL = re.compile(r'\s*"(?:[^"]|"")*"[^,\n]*|[^,\n]*')


class BrokenRow(ValueError):
    """A row that cannot be told from the next: the line where it begins, and why."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


class Row(NamedTuple):
    """The cells of a row, without blanks around them, and the text it was read from, which begins in `line`."""

    cells: list[str]
    line: int
    text: str

    @property
    def is_blank(self) -> bool:
        """Whether nothing is in it, commas aside, as in the rows that spreadsheets write below a table."""
        return not any(self.cells)

    def place(self, index: int) -> tuple[int, int]:
        r"""The line and the column, from 1, where cell `index` begins.

        >>> [row.place(1) for row in rows('hour,power\n"0, noon",100')]
        [(1, 6), (2, 11)]
        """
        at = 0
        for _ in range(index):
            found = _CELL.match(self.text, at)
            at = found.end() + 1 if found else at
        before = self.text[:at]
        return self.line + before.count("\n"), at - before.rfind("\n")

    def at(self, path: Path, index: int) -> str:
        """Where cell `index` is, for a message: ``grid.csv:3:1``."""
        line, column = self.place(index)
        return f"{path.name}:{line}:{column}"


def rows(text: str, *, separator: str = ",") -> Iterator[Row]:
    """Every row of `text`, blank lines included.

    Raises BrokenRow at a quoted cell that does not end, or that something else follows.
    """
    lines = io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")).readlines()
    reader, done = csv.reader(lines, delimiter=separator, strict=True, skipinitialspace=True), 0
    try:
        for cells in reader:
            line, done = done + 1, reader.line_num
            yield Row([cell.strip() for cell in cells], line, "".join(lines[line - 1 : done]))
    except csv.Error as error:
        raise BrokenRow(done + 1, str(error)) from None
