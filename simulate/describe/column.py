"""The cells of one column of a CSV file, and numbers read off them."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..cache import reads
from .problems import did_you_mean


class ColumnError(ValueError):
    """What is wrong with a column or a cell of it, and where."""


def cells(path: Path, column: str) -> Iterator[tuple[int, str]]:
    """The column's cells from the first row on, each with its line.

    Raises ColumnError where the file is no CSV text or has no such column, and at a row of more or fewer cells than the
    header: a comma between thousands makes two cells of one number.
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
                if None in row or None in row.values():
                    raise ColumnError(_ragged(row, path, rows.line_num, len(names)))
                yield rows.line_num, row[column].strip()
    except (UnicodeDecodeError, csv.Error) as error:
        raise ColumnError(f"{path.name} is no CSV text in UTF-8: {error}") from None


def _ragged(row: Mapping[str | None, Any], path: Path, line: int, wanted: int) -> str:
    """What to say of a row with more or fewer cells than the header; what is too many stands under None."""
    extra = row.get(None, ())
    count = wanted + len(extra) - sum(cell is None for cell in row.values())
    remedy = "; thousands have no comma, and a text with one stands in quotes" if extra else ""
    return f"{path.name}:{line}: must have {wanted} cells as the header has, got {count}{remedy}"


def finite(cell: str, *, path: Path, line: int) -> float:
    """The number in a cell; ColumnError where it is none, or not finite."""
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ColumnError(f"{path.name}:{line}: must be a finite number, got {cell!r}")
    return value
