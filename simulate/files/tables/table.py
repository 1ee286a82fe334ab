"""The rows of a CSV file with the columns that a scenario names, whatever separates them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ...cache import dependencies
from ..csv_header import ColumnError, index_of, separator_of
from ..csv_rows import BrokenRow, Row, rows
from ..decode import NotText, clean

#: Characters of a cell that a message shows.
SHOWN = 40


@dataclass(frozen=True)
class CsvTable:
    """The rows of the file at `path` below its header, without blank ones at the end; `separator` is between cells."""

    path: Path
    header: Row
    rows: Sequence[Row]
    separator: str
    text: str

    def index(self, column: str) -> int:
        """The index of a column. Raises ColumnError unless the header names it exactly once."""
        return index_of(column.strip(), self.header, self.path, self.text)

    def where(self, conditions: Mapping[str, str]) -> CsvTable:
        """The rows whose cells are the texts of `conditions`, by column.

        Raises ColumnError for an unknown column, and if there is no such row.
        """
        kept = list(self.rows)
        for column, wanted in conditions.items():
            index = self.index(column)
            found = [row for row in kept if not row.is_blank and row.cells[index] == str(wanted)]
            if not found:
                seen = sorted({row.cells[index] for row in kept if not row.is_blank})
                shown = ", ".join(map(repr, seen[:5])) + (", ..." if len(seen) > 5 else "")
                raise ColumnError(f"no row of {self.path.name} has {wanted!r} in column {column!r}, which has {shown}")
            kept = found
        return replace(self, rows=kept)

    def groups(self, column: str) -> dict[str, CsvTable]:
        """The rows with each text of a column, in order of first appearance; blank rows are in none."""
        index, found = self.index(column), dict[str, list[Row]]()
        for row in self.rows:
            if not row.is_blank:
                found.setdefault(row.cells[index], []).append(row)
        return {name: replace(self, rows=members) for name, members in found.items()}


def read_table(path: Path, columns: Sequence[str]) -> CsvTable:
    """The table in the CSV file at `path`, whose header names the `columns`.

    Cells are separated by the character with which the header has all these names: comma, semicolon, tab or bar.
    Raises ColumnError if the file cannot be read, is not CSV text, does not name each column once, or has a row with
    more or fewer cells than the header.
    """
    try:
        text = clean(dependencies.content(path))
        separator = separator_of([column.strip() for column in columns], text)
        found = list(rows(text, separator=separator))
    except OSError as error:
        raise ColumnError(f"{path.name} cannot be read: {(error.strerror or str(error)).lower()}") from None
    except NotText as error:
        remedy = error.remedy or "save it as CSV text in UTF-8"
        raise ColumnError(f"{path.name}:{error.line}:{error.column}: {error}; {remedy}") from None
    except BrokenRow as error:
        remedy = "close every quote, and quote whole cells only"
        raise ColumnError(f"{path.name}:{error.line}:1: invalid CSV: {error}; {remedy}") from None
    header, *body = found or [Row([], 1, "")]
    table = CsvTable(path, header, body, separator, text)
    for column in columns:
        table.index(column)
    while body and body[-1].is_blank:
        body.pop()
    _check_lengths(table)
    return table


def _check_lengths(table: CsvTable) -> None:
    """Raise ColumnError for the first row that is not blank and has another number of cells than the header.

    A bar at the end of every line, as `sacct --parsable` writes it, is in the header too.
    """
    wanted = len(table.header.cells)
    for row in table.rows:
        if len(row.cells) != wanted and not row.is_blank:
            remedy = "; use no thousands separator, and quote text with commas" if len(row.cells) > wanted else ""
            rule = f"must have {wanted} cells like the header, got {len(row.cells)}{remedy}"
            raise ColumnError(f"{table.path.name}:{row.line}: {rule}")
