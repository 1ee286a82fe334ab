"""A column's values in base units, with the unit that its cells, its head or the scenario states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ... import units
from ...files.tables.numerals import SUFFIXES, CellNumber, cell_numbers, units_of
from ...files.tables.table import CsvTable
from ...units import Unit, UnitError

_BRACKETS = re.compile(r"[\[(]([^\])]*)[\])]")


def unit_of_head(column: str, wanted: Sequence[Unit]) -> Unit | None:
    """The unit in a column's name that fits one of those `wanted`; None if there is none, or several.

    >>> unit_of_head("power.draw [W]", [units.unit("kW")]).text, unit_of_head("power_W", [units.unit("kW")]).text
    ('W', 'W')
    >>> unit_of_head("gCO2e_kWh", [units.unit("kgCO2e/J")]).text, unit_of_head("power", [units.unit("kW")])
    ('gCO2e/kWh', None)
    """
    fitting = [unit for text in _candidates(column) if (unit := parsed(text)) and unit.dimension]
    found = units.distinct(unit for unit in fitting if any(units.compatible(unit, each) for each in wanted))
    return found[0] if len(found) == 1 else None


def _candidates(column: str) -> Iterator[str]:
    yield from (found.strip() for found in _BRACKETS.findall(column))
    yield column.replace("_", "/", 1)
    yield from (word for word in _BRACKETS.sub(" ", column).split() if "/" in word)
    yield re.split(r"[_ ]", column.strip())[-1]


def parsed(text: str) -> Unit | None:
    """The unit of a text in a file, whose capitals may differ, as in ``Watts``; None if it is none."""
    for each in (text, text.lower()):
        try:
            return units.unit(each)
        except UnitError:
            continue
    return None


def read_column(
    table: CsvTable, column: str, wanted: Sequence[Unit], *, stated: str = "", decimal: str = ""
) -> tuple[list[float | None], Unit]:
    """The values of a column in base units, None where a cell has none, and their unit.

    A number has the unit of its cell, else the unit `stated`, else that of the column's head, else that of all cells
    with one. Raises ColumnError for a cell that is no number, and UnitError if the unit is missing, unknown, or none of
    those `wanted`.
    """
    found = cell_numbers(table, column, decimal=decimal)
    below = table.units.get(column.strip(), "")
    bare = units.unit(stated) if stated else (below and parsed(below)) or unit_of_head(column, wanted)
    _check_name(bare, f"{column} [{below}]" if below else column)
    own = {text: _unit_of_cells(text, column, wanted) for text in units_of(found) if text and text not in SUFFIXES}
    distinct = units.distinct(own.values())
    bare = bare or (distinct[0] if len(distinct) == 1 else None)
    if bare is None and not own and found and wanted and not wanted[0].dimension:
        bare = units.ONE
    if bare is None and any(each and (not each.unit or each.unit in SUFFIXES) for each in found):
        examples = " or ".join(f"`unit: {units.coherent(each.dimension).text}`" for each in reversed(wanted))
        raise UnitError(f"the numbers of column {column!r} have no unit; state it, such as {examples or '`unit: W`'}")
    shown = bare or next(iter(distinct), units.ONE)
    _check_wanted(shown, wanted, column)
    in_base = {each: _value(each, own, bare or units.ONE) for each in set(found) if each}  # readings recur
    return [each and in_base[each] for each in found], shown


def _value(number: CellNumber, own: Mapping[str, Unit], bare: Unit) -> float:
    if number.unit in own:
        return own[number.unit].to_base(number.value)
    return bare.to_base(number.value * SUFFIXES.get(number.unit, 1.0))


def _unit_of_cells(text: str, column: str, wanted: Sequence[Unit]) -> Unit:
    unit = parsed(text)
    if unit is None:
        raise UnitError(f"the cells of column {column!r} have the unknown unit {text!r}")
    _check_wanted(unit, wanted, column)
    return unit


def _check_wanted(unit: Unit, wanted: Sequence[Unit], column: str) -> None:
    if wanted and not any(units.compatible(unit, each) for each in wanted):
        choices = " or ".join(each.text or "a plain number" for each in wanted)
        raise UnitError(f"column {column!r} is in {unit.text or 'plain numbers'} where {choices} is expected")


def _check_name(stated: Unit | None, column: str) -> None:
    """Raise UnitError if the column's name is another unit of the same kind."""
    named = unit_of_head(column, [stated]) if stated else None
    if stated and named and named.factor != stated.factor:
        rule = f"is {stated.text}, but the column is named {column}"
        raise UnitError(f"{rule}; omit `unit`, or rename the column")
