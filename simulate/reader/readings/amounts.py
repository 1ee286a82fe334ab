"""Amounts in the rows of a table: one of each row, or of each group of rows, and no part beside its whole."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ...files.csv_header import ColumnError
from ...files.tables.table import CsvTable
from .ordered import Doubled

#: What separates the name of a whole from that of its part.
_PART = "."

Values = Sequence[float | None]


@dataclass(frozen=True)
class AmountReader:
    """Reads the amounts of a `column`; `values` reads those of a table, in base units.

    With `each`, the rows with the same text in that column are one amount, of which `doubled` says which to take. Rows
    without an amount are refused unless `omit`.
    """

    column: str
    values: Callable[[CsvTable], Values]
    each: str
    doubled: Doubled
    omit: bool

    def read(self, groups: Mapping[str, CsvTable]) -> list[float]:
        """The amounts of all groups.

        Raises ColumnError if there are none, for an empty cell, for a row that is a part of another, and for a group of
        several amounts unless it is said which to take.
        """
        self._check_nesting(groups)
        amounts = [amount for name, table in groups.items() for amount in self._of_group(name, table)]
        if not amounts:
            raise ColumnError(f"column {self.column!r} has no amounts")
        return amounts

    def _of_group(self, name: str, table: CsvTable) -> list[float]:
        values = self.values(table)
        self._check_empty(table, values)
        found = [value for value in values if value is not None]
        return [self._one_of(found, name, table)] if self.each and len(found) > 1 else found

    def _one_of(self, amounts: Sequence[float], name: str, table: CsvTable) -> float:
        if self.doubled == "refuse":
            rule = f"{table.path.name} has {len(amounts)} amounts for {self.each} {name!r}"
            raise ColumnError(f"{rule}; state `doubled: last` if each row holds those before it, or `first` or `mean`")
        taken = {"first": amounts[0], "last": amounts[-1]}
        return taken.get(self.doubled, math.fsum(amounts) / len(amounts))

    def _check_empty(self, table: CsvTable, values: Values) -> None:
        rows = zip(table.rows, values, strict=True)
        empty = next((row for row, value in rows if value is None and not row.is_blank), None)
        if empty and not self.omit:
            position = empty.position(table.path, table.index(self.column))
            raise ColumnError(f"{position}: has no amount; select rows with `where`, or state `gaps: omit`")

    def _check_nesting(self, groups: Mapping[str, CsvTable]) -> None:
        """Raise ColumnError for rows that are parts of others, such as the steps ``7.batch`` of a job ``7``."""
        rows = [row for table in groups.values() for row in table.rows if not row.is_blank]
        table = next(iter(groups.values()))
        for index, column in enumerate(table.header.cells):
            names = {row.cells[index] for row in rows}
            if part := next((each for each in sorted(names) if _whole(each) in names and each[-1].isalpha()), ""):
                rule = f"row {part!r} of {table.path.name} is a part of {_whole(part)!r}, which would count twice"
                raise ColumnError(f"{rule}; select rows with `where: {{{column}: {_whole(part)}}}`")


def _whole(name: str) -> str | None:
    """What the name says that it is a part of; None if it is whole."""
    whole, mark, _ = name.partition(_PART)
    return whole if mark else None
