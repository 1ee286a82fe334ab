"""The cells of one column of a CSV file, and numbers read off them."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator
from pathlib import Path

from . import reads
from .problems import did_you_mean


class ColumnError(ValueError):
    """What is wrong with a column or a cell of it, and where."""


def cells(path: Path, column: str) -> Iterator[tuple[int, str]]:
    """The column's cells from the first row on, each with its line; a cell that is missing is empty.

    Raises ColumnError where the file is no CSV text or has no such column.
    """
    try:
        with io.StringIO(reads.content(path).decode("utf-8-sig"), newline="") as file:
            rows = csv.DictReader(file)
            names = rows.fieldnames or []
            if len(names) == 1 and ";" in names[0]:
                raise ColumnError(f"{path.name} has semicolons between its columns; part them by commas")
            if column not in names:
                raise ColumnError(f"no column {column!r} in {path.name}; {did_you_mean(column, names)}")
            for row in rows:
                yield rows.line_num, (row[column] or "").strip()
    except (UnicodeDecodeError, csv.Error) as error:
        raise ColumnError(f"{path.name} is no CSV text in UTF-8: {error}") from None


def finite(cell: str, *, path: Path, line: int) -> float:
    """The number in a cell; ColumnError where it is none, or not finite."""
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ColumnError(f"{path.name}:{line}: must be a finite number, got {cell!r}")
    return value
