"""The units of an input's entry, stated with its numbers or beside them, and entries with a unit at every number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ... import units
from ...grammar.input_entries import InputEntry
from ...grammar.laws.context import Units
from ...grammar.laws.registry import KEYS
from ...grammar.laws.unit_inference import spell, spelled, unit_of_nominal, units_of
from ...units import ONE, Unit, UnitError
from .profiles import column_unit

Raw = Mapping[str, Any]
"""An input's entry as in a file, with shorthand expanded."""


def shown_unit(entry: InputEntry, expected: Unit | None) -> Unit:
    """The unit an input is shown in: its `unit`, else that of its nominal value, else the first of its law.

    A nominal value without a unit has the unit of the law. Raises UnitError for an invalid unit, and Ambiguous if the
    law has several.
    """
    if entry.unit:
        return units.unit(entry.unit)
    if entry.nominal is None:
        return next(iter(units_of(entry.law, expected) or units_of(entry.law)), ONE)
    bare = unit_of_nominal(entry.nominal, entry.law, Units(expected=expected))
    return units.number(entry.nominal, bare=bare, like=expected)[1]


def units_around(entry: Raw) -> Units:
    """The units of an entry outside its law.

    >>> units_around({"nominal": "8 L/km", "unit": "mL/m"}).own.text, units_around({"p5": 1, "p95": "2 W"}).own
    ('mL/m', None)
    """
    try:
        unit = units.unit(str(entry["unit"])) if entry.get("unit") else None
    except UnitError:  # reported when the entry itself is read
        unit = None
    return Units(unit or units.stated_unit(entry.get("nominal")), unit)


def states_unit(entry: Raw) -> bool:
    """Whether an entry has a unit anywhere, the name of a profile's column included."""
    profile = entry.get("profile")
    column = column_unit(str(profile.get("column", ""))) if isinstance(profile, dict) else ""
    return bool(units_around(entry).own or units_of(law_keys(entry)) or units.stated_unit(f"1 {column}"))


def with_units(entry: Raw) -> dict[str, Any]:
    """The entry with a unit at every number, so that it keeps its meaning beside another unit."""
    around, law = units_around(entry), law_keys(entry)
    nominal = {"nominal": spell(entry["nominal"], _unit_of_nominal(entry))} if "nominal" in entry else {}
    return {**entry, **nominal, **spelled(law, around)}


def _unit_of_nominal(entry: Raw) -> Unit | None:
    """The unit of a nominal value without one; None if that is ambiguous, which is reported when it is read."""
    try:
        return unit_of_nominal(entry["nominal"], law_keys(entry), Units(said=units_around(entry).said))
    except units.Ambiguous:
        return None


def in_plain_unit(nominal: Any, stated: list[Unit]) -> Any:
    """A nominal value without a unit, in percent if that is a unit of the law, so that it keeps its value."""
    plain = next((unit for unit in stated if not unit.dimension), None)
    if not plain or units.stated_unit(nominal):
        return nominal
    try:
        return f"{plain.restated(units.number(nominal)[0]):.15g} {plain.text}"
    except UnitError:  # reported when the nominal value itself is read
        return nominal


def law_keys(entry: Raw) -> dict[str, Any]:
    """The keys of an entry that state its law."""
    return {key: value for key, value in entry.items() if key in KEYS}
