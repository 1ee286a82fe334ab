"""One input's entry laid over another: how options of an axis, `set` and ``--set`` replace parts of an entry."""

from __future__ import annotations

from typing import Any

from ... import units
from ...grammar.input_entries import expand
from ...grammar.laws.context import Units
from ...grammar.laws.registry import KEYS, TRUNCATE
from ...grammar.laws.unit_inference import has_bare, spell, unit_of_nominal, units_of
from ...units import Unit, UnitError
from .entry_units import Raw, in_plain_unit, law_keys, states_unit, units_around, with_units

_LAWS = set(KEYS) - {TRUNCATE}
_WHOLE = {"nominal", "catalog", "profile", "log", "from"}
_BESIDE_LAW = {TRUNCATE, "unit"}
_VALUE = _WHOLE | _BESIDE_LAW | _LAWS
#: The keys that a catalog row does not have.
_BESIDE_ROWS = ("factors", "nature", "over")


def overlay(below: Any, above: Any) -> Any:
    """The entry `above` with the keys it lacks taken from `below`; both as in a file, shorthand included.

    A nominal value alone makes a constant; a law alone keeps the nominal value; `truncate` or `unit` alone keep the
    law too. A catalog row replaces everything but factors, nature and period. An entry without a unit has the unit of
    the entry below; the numbers of each entry are read in its own units.

    Raises UnitError if `above` has no unit and `below` has several, and if the nominal value of `above` may be in the
    unit of its own law or in that of `below`.

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
    if not above.keys() & {"catalog", "from"} and not states_unit(above) and (unit := _beneath(below, above)):
        merged["unit"] = unit.text
    return merged


def believes(entry: Raw) -> bool:
    """Whether an entry gives a value or a law, not only grounds, factors or a note.

    >>> believes({"gsd": 1.2}), believes({"factors": ["grid_error"], "note": "as before"})
    (True, False)
    """
    return bool(entry.keys() & _VALUE)


def beside_row(row: Raw, entry: Raw) -> dict[str, Any]:
    """A catalog row's entry with the keys that a file gives beside its id laid over it.

    A law replaces that of the row; a nominal value or `truncate` keeps the row's law.

    >>> beside_row({"nominal": 40, "unit": "g/kWh", "gsd": 1.2}, {"nominal": "0.05 kg/kWh"})
    {'nominal': '0.05 kg/kWh', 'unit': 'g/kWh', 'gsd': 1.2}
    """
    if entry.keys() & _LAWS:
        merged: dict[str, Any] = overlay(row, entry)
        return merged
    is_cut = units_of({TRUNCATE: entry.get(TRUNCATE)}) or ("unit" in entry and TRUNCATE in entry)
    own = with_units(entry)
    own.pop("unit", None)
    return {**(with_units(row) if is_cut else row), **own}


def number_over(below: Any, above: Any) -> Any:
    """A number of the functional unit that replaces another, with the unit of the other unless it has its own.

    >>> number_over("1 day", 7), number_over("1 day", "2 hour")
    ('7 day', '2 hour')
    """
    return spell(above, units.stated_unit(below))


def _kept(below: Raw, above: Raw) -> dict[str, Any]:
    """The keys of `below` that remain under an entry with a value or a law."""
    if "catalog" in above:
        return {key: below[key] for key in _BESIDE_ROWS if key in below}
    kept = {key: value for key, value in below.items() if key not in _VALUE}
    if not above.keys() & _WHOLE and "nominal" in below:
        kept["nominal"] = in_plain_unit(with_units(below)["nominal"], units_of(law_keys(above)))
    return kept


def _check_nominal(below: Raw, above: Raw) -> None:
    """Raise UnitError if the nominal value of `above` has no unit and may be in that of its law or of `below`."""
    around = Units(units_around(below).own, units_around(above).said)
    try:
        unit_of_nominal(above.get("nominal"), law_keys(above), around)
    except units.Ambiguous as error:
        raise UnitError(f"nominal {error}") from error


def _beside(below: Raw, above: Raw) -> dict[str, Any]:
    """The entry `above`, which has neither value nor law, laid over `below`.

    Raises UnitError for a unit without a number, and if numbers of `below` without a unit would be read in it.
    """
    if "unit" in above and TRUNCATE not in above:
        raise UnitError(f"has the unit {above['unit']} without a number; write the number with its unit")
    if not states_unit(above):
        return {**below, **above}
    kept = with_units(below)
    is_bare = "nominal" in kept and not units.stated_unit(kept["nominal"])
    if is_bare or has_bare({key: value for key, value in law_keys(kept).items() if key not in above}):
        raise UnitError("has a unit over plain numbers; write plain numbers, or give the whole law in that unit")
    return {**kept, **with_units(above)}


def _beneath(below: Raw, above: Raw) -> Unit | None:
    """The unit of an entry without one: that of the entry below."""
    own, law = units_around(below).own, units_of(law_keys(below))
    found = units.distinct([*([own] if own else []), *(law if not own or has_bare(law_keys(above)) else [])])
    if len(found) > 1:
        rule = f"has no unit, and the entry it replaces has {' and '.join(unit.text for unit in found)}"
        raise UnitError(f"{rule}; write its unit")
    return next(iter(found), None)
