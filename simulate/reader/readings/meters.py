"""What the rows of a table say of the meters that wrote them: that there are several, or that one was switched off."""

from __future__ import annotations

import re

import numpy as np

from ...files.csv_header import ColumnError
from ...files.tables.table import CsvTable
from ...units.vocabulary import vocabulary
from .ordered import Readings

#: Names of columns that tell meters apart, beside those of counted devices.
_IDENTITIES = (
    "index", "idx", "entity", "device", "uuid", "bus", "bus_id", "host", "node", "socket", "meter", "sensor",
    "name", "id",
)  # fmt: skip
#: The fewest rounds of meters that take turns.
_ROUNDS = 3
#: Where IPMI says whether what it reads is measured: a power reading that is deactivated is some number.
_STATE, _ACTIVE = "Power reading state is", "activated"
_REMEDY = "choose the rows of one with `where: {%s: …}`, or add them up with `each: %s`"


def check_bursts(readings: Readings) -> None:
    """Raise ColumnError if readings come in bursts of equal size, as those of several meters do."""
    widths = np.diff(readings.times)
    if len(widths) < 6:
        return
    short = float(np.quantile(widths, 0.25))
    long = np.flatnonzero(widths > 10 * max(short, 1e-9))
    sizes = np.diff(long)
    if len(sizes) >= 2 and sizes.max() == sizes.min() and len(long) > 2:
        rule = f"the readings of {readings.file} come in bursts of {sizes[0]}: are there several meters?"
        raise ColumnError(f"{rule} {_REMEDY % ('COLUMN', 'COLUMN')}")


def check_turns(table: CsvTable) -> None:
    """Raise ColumnError if the rows are of several meters that take turns, for rows without times."""
    rows = [row for row in table.rows if not row.is_blank]
    identity = re.compile(rf"(?<![a-z])(?:{'|'.join((*_IDENTITIES, *vocabulary().symbols))})(?![a-z])")
    for index, column in enumerate(table.header.cells):
        if not identity.search(column.lower()):
            continue
        cells = [row.cells[index] for row in rows]
        first = list(dict.fromkeys(cells))
        rounds = len(cells) // len(first)
        if len(first) > 1 and rounds >= _ROUNDS and cells[: rounds * len(first)] == first * rounds:
            shown = ", ".join(first[:3]) + (", ..." if len(first) > 3 else "")
            rule = f"the rows of {table.path.name} take turns between {shown} in column {column!r}"
            raise ColumnError(f"{rule}; {_REMEDY % (column, column)}")


def check_active(table: CsvTable) -> None:
    """Raise ColumnError for readings of IPMI while the reading was deactivated."""
    if _STATE not in table.header.cells:
        return
    index = table.index(_STATE)
    idle = next((row for row in table.rows if row.cells[index] != _ACTIVE), None)
    if idle:
        rule = f"{idle.position(table.path, index)}: the reading is {idle.cells[index] or 'of an unknown state'}"
        raise ColumnError(
            f"{rule}, so its number is no measurement; add `where: {{{_STATE}: {_ACTIVE}}}` to leave it out"
        )
