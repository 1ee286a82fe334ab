"""How the law of measured values in a file is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import numpy as np
from pydantic import WithJsonSchema

from ...cache import dependencies
from ...files.csv_column import measured
from ...files.csv_header import ColumnError
from ...files.tables.numerals import AmbiguousDecimals
from ...laws.base import Distribution, LawError
from ...laws.empirical import empirical
from ...laws.multiple import multiple
from .context import Context
from .entry import LawEntry
from .fields import Flag, Text, reads, text
from .law import Law


def _file(raw: object, context: Context) -> Path:
    """The path of a file beside the scenario."""
    path = (context.folder or Path()) / text(raw, context)
    if path.is_dir():
        raise LawError(f"must be a CSV file, got the folder {raw}")
    if not path.is_file():
        raise LawError(f"{dependencies.missing(path)}, got {raw}; paths are relative to the scenario's folder")
    return path


class EmpiricalEntry(LawEntry):
    """The values in a CSV column, each in the input's unit: smoothed by a kernel, or as they are."""

    csv: Annotated[Path, reads(_file), WithJsonSchema({"type": "string"})]
    column: Text
    smooth: Flag = True

    example = {"csv": "measured.csv", "column": "power", "smooth": True}

    def law(self, context: Context) -> Distribution:
        """The law of the column; a blank cell is a missing reading, which is left out with a warning."""
        values = numbers(self.csv, self.column, context.warn)
        return empirical(multiple(np.array(values), context.own.to_base(1)), smooth=self.smooth)


def numbers(path: Path, column: str, warn: Callable[[str], None]) -> list[float]:
    """The numbers of a column; `warn` is called with the count of blank cells."""
    try:
        values, missing = measured(path, column)
    except AmbiguousDecimals as error:
        rule = str(error).rpartition("; ")[0]
        raise LawError([(("column",), f"{rule}; write numbers without marks between thousands")]) from None
    except ColumnError as error:
        raise LawError([(("column",), str(error))]) from None
    if missing:
        rows = f"{len(missing):,} of {len(values) + len(missing):,} rows of column {column!r}"
        warn(f"no number in {rows}, the first at {missing[0]}; rows without one are left out")
    if len(values) < 2:
        raise LawError([(("column",), f"needs at least two numbers, got {len(values)}")])
    return values


LAWS = (Law("empirical", "values in a CSV column: smoothed by a kernel, or as they are", (EmpiricalEntry,)),)
