"""One input's entry with another laid over it: how options of an axis, `set` and ``--set`` replace what a file says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import units
from ..grammar.entries import expand
from ..grammar.laws.context import Units
from ..grammar.laws.registry import KEYS, TRUNCATE
from ..grammar.laws.unit_inference import has_bare, spell, spelled, unit_of_nominal, units_of
from ..units import Unit, UnitError
from .profiles import column_unit

Raw = Mapping[str, Any]

_LAWS = set(KEYS) - {TRUNCATE}
_WHOLE = {"nominal", "catalog", "profile", "from"}
_BESIDE_LAW = {TRUNCATE, "unit"}
_VALUE = _WHOLE | _BESIDE_LAW | _LAWS
#: What a catalog row says nothing about.
_BESIDE_ROWS = ("factors", "nature", "over")


def overlay(below: Any, above: Any) -> Any:
    """The entry `above`, with what it leaves out taken from `below`; both as a file has them, shorthand or not.

    A nominal value alone makes a constant; a law alone keeps the nominal value, `truncate` or `unit` alone the law too.
    A catalog row takes the place of all but the factors, nature and period. An entry that states no unit has the unit
    of what it replaces; numbers of both are never read in the unit of either.

    Raises UnitError where `above` states no unit and what it replaces has several, and where its nominal value may be
    in the unit of its own law or in that of what it replaces.

    >>> overlay({"nominal": "0.35 gpu*s/word", "gsd": 2, "evidence": "assumed"}, 0.2)
    {'evidence': 'assumed', 'nominal': 0.2, 'unit': 'gpu*s/word'}
    """
    below, above = expand(below), expand(above)
    if not isinstance(below, dict) or not isinstance(above, dict):
        return above
    if not above.keys() & (_VALUE - _BESIDE_LAW):
        return _beside(below, above)
    merged = {**_kept(below, above), **above}
    _check_nominal(below, above)
    if not above.keys() & {"catalog", "from"} and not _states_unit(above) and (unit := _beneath(below, above)):
        merged["unit"] = unit.text
    return merged


def believes(entry: Raw) -> bool:
    """Whether an entry gives a value or a law, and not only grounds, factors or a note.

    >>> believes({"gsd": 1.2}), believes({"factors": ["grid_error"], "note": "as before"})
    (True, False)
    """
    return bool(entry.keys() & _VALUE)


def beside_row(row: Raw, entry: Raw) -> dict[str, Any]:
    """A catalog row's entry with what a file says beside its id laid over it.

    A law takes the place of the row's; a nominal value, or `truncate`, leaves the row's law as it is.

    >>> beside_row({"nominal": 40, "unit": "g/kWh", "gsd": 1.2}, {"nominal": "0.05 kg/kWh"})
    {'nominal': '0.05 kg/kWh', 'unit': 'g/kWh', 'gsd': 1.2}
    """
    if entry.keys() & _LAWS:
        merged: dict[str, Any] = overlay(row, entry)
        return merged
    is_cut = units_of({TRUNCATE: entry.get(TRUNCATE)}) or ("unit" in entry and TRUNCATE in entry)
    own = _spelled(entry)
    own.pop("unit", None)
    return {**(_spelled(row) if is_cut else row), **own}


def number_over(below: Any, above: Any) -> Any:
    """A number of the functional unit in place of another, whose unit it has unless it states one.

    >>> number_over("1 day", 7), number_over("1 day", "2 hour")
    ('7 day', '2 hour')
    """
    return spell(above, units.stated_unit(below))


def units_around(entry: Raw) -> Units:
    """The units that an entry states outside its law.

    >>> units_around({"nominal": "8 L/km", "unit": "mL/m"}).own.text, units_around({"p5": 1, "p95": "2 W"}).own
    ('mL/m', None)
    """
    try:
        said = units.unit(str(entry["unit"])) if entry.get("unit") else None
    except UnitError:  # which is noted where the entry itself is read
        said = None
    return Units(said or units.stated_unit(entry.get("nominal")), said)


def _kept(below: Raw, above: Raw) -> dict[str, Any]:
    """What an entry with a value of its own leaves of the one beneath."""
    if "catalog" in above:
        return {key: below[key] for key in _BESIDE_ROWS if key in below}
    kept = {key: value for key, value in below.items() if key not in _VALUE}
    if not above.keys() & _WHOLE and "nominal" in below:
        kept["nominal"] = _in_plain_unit(_spelled(below)["nominal"], units_of(_law(above)))
    return kept


def _check_nominal(below: Raw, above: Raw) -> None:
    """Raise UnitError for a bare nominal value that may be in the unit beneath, though its law states another."""
    around = Units(units_around(below).own, units_around(above).said)
    try:
        unit_of_nominal(above.get("nominal"), _law(above), around)
    except units.Ambiguous as error:
        raise UnitError(f"nominal {error}") from error


def _in_plain_unit(nominal: Any, stated: list[Unit]) -> Any:
    """A nominal value that states no unit, in percent where the law over it is, so that it is not read as one."""
    plain = next((unit for unit in stated if not unit.dimension), None)
    if not plain or units.stated_unit(nominal):
        return nominal
    try:
        return f"{plain.restated(units.number(nominal)[0]):.15g} {plain.text}"
    except UnitError:  # which is noted where the nominal value itself is read
        return nominal


def _beside(below: Raw, above: Raw) -> dict[str, Any]:
    """Both entries, where `above` has no value: a unit that it states is not that of the law beneath.

    Raises UnitError for a unit without a number, and where plain numbers beneath would be read in the unit.
    """
    if "unit" in above and TRUNCATE not in above:
        raise UnitError(f"states the unit {above['unit']} and no number; write the number with its unit")
    if not _states_unit(above):
        return {**below, **above}
    kept = _spelled(below)
    is_bare = "nominal" in kept and not units.stated_unit(kept["nominal"])
    if is_bare or has_bare({key: value for key, value in _law(kept).items() if key not in above}):
        raise UnitError("states a unit over plain numbers; write plain numbers, or state the whole law in that unit")
    return {**kept, **_spelled(above)}


def _beneath(below: Raw, above: Raw) -> Unit | None:
    """The unit of an entry that states none: what it replaces has it."""
    own, law = units_around(below).own, units_of(_law(below))
    found = units.distinct([*([own] if own else []), *(law if not own or has_bare(_law(above)) else [])])
    if len(found) > 1:
        rule = f"states no unit, and what it replaces has {' and '.join(unit.text for unit in found)}"
        raise UnitError(f"{rule}; write its unit")
    return next(iter(found), None)


def _states_unit(entry: Raw) -> bool:
    """Whether an entry states a unit anywhere; the column of a profile may be called after one."""
    profile = entry.get("profile")
    column = column_unit(str(profile.get("column", ""))) if isinstance(profile, dict) else ""
    return bool(units_around(entry).own or units_of(_law(entry)) or units.stated_unit(f"1 {column}"))


def _spelled(entry: Raw) -> dict[str, Any]:
    """An entry that keeps its meaning beside another unit: every number with its own."""
    around, law = units_around(entry), _law(entry)
    nominal = {"nominal": spell(entry["nominal"], _unit_of_nominal(entry))} if "nominal" in entry else {}
    return {**entry, **nominal, **spelled(law, around)}


def _unit_of_nominal(entry: Raw) -> Unit | None:
    """The unit of a bare nominal value; None where it may be one or another, which is noted where it is read."""
    try:
        return unit_of_nominal(entry["nominal"], _law(entry), Units(said=units_around(entry).said))
    except units.Ambiguous:
        return None


def _law(entry: Raw) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key in KEYS}
