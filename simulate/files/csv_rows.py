"""The rows of a CSV text (RFC 4180, and other separators), with the line and column of each cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

_CELL = {mark: re.compile(rf'\s*"(?:[^"]|"")*"[^{mark}\n]*|[^{mark}\n]*') for mark in (",", ";", "\t", "|")}
_WORD = re.compile(r"[^\s#]\S*")


class BrokenRow(ValueError):
    """A row whose end cannot be found: the line on which it begins, and why."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


class Row(NamedTuple):
    """The stripped cells of a row, and the text they were read from, which begins on `line`.

    `positions` are the lines and columns of its cells, if they do not follow from the text.
    """

    cells: list[str]
    line: int
    text: str
    separator: str = ","
    positions: Sequence[tuple[int, int]] = ()

    @property
    def is_blank(self) -> bool:
        """Whether all cells are empty, as in the rows that spreadsheets append to a table."""
        return not any(self.cells)

    def line_and_column(self, index: int) -> tuple[int, int]:
        r"""The line and column, from 1, where cell `index` begins.

        >>> [row.line_and_column(1) for row in rows('hour,power\n"0, noon",100')]
        [(1, 6), (2, 11)]
        """
        if self.positions:
            return self.positions[index]
        return next(islice(self.lines_and_columns(), index, None))

    def lines_and_columns(self) -> Iterator[tuple[int, int]]:
        """The line and column, from 1, where each cell begins: all of them take no longer than the last one."""
        if self.positions:
            yield from self.positions
        elif self.separator == " ":
            starts = [word.start() + 1 for word in _WORD.finditer(self.text)]
            spare = len(starts) - len(self.cells)
            yield from ((self.line, starts[max(index + spare, 0) if index else 0]) for index in range(len(self.cells)))
        else:
            yield from self._separated()

    def _separated(self) -> Iterator[tuple[int, int]]:
        line, beginning, offset = self.line, 0, 0
        while True:
            yield line, offset - beginning + 1
            found = _CELL[self.separator].match(self.text, offset)
            end = found.end() + 1 if found else offset
            if breaks := self.text.count("\n", offset, end):
                line, beginning = line + breaks, self.text.rindex("\n", offset, end) + 1
            offset = end

    def position(self, path: Path, index: int) -> str:
        """The position of cell `index`, for a message: ``grid.csv:3:1``."""
        line, column = self.line_and_column(index)
        return f"{path.name}:{line}:{column}"


def rows(text: str, *, separator: str = ",") -> Iterator[Row]:
    """Every row of `text`, blank lines included.

    Raises BrokenRow for a quoted cell that is not closed or is followed by other text.
    """
    lines = io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")).readlines()
    reader, done = csv.reader(lines, delimiter=separator, strict=True, skipinitialspace=True), 0
    try:
        for cells in reader:
            line, done = done + 1, reader.line_num
            yield Row([cell.strip() for cell in cells], line, "".join(lines[line - 1 : done]), separator)
    except csv.Error as error:
        raise BrokenRow(done + 1, str(error)) from None
