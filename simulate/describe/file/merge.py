"""One input's entry with another laid over it: how options of an axis, `set` and ``--set`` replace what a file says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..laws.registry import KEYS, TRUNCATE
from ..units import UnitError, number
from .grammar import expand

Raw = Mapping[str, Any]

_LAWS = set(KEYS) - {TRUNCATE}
_WHOLE = {"nominal", "catalog", "profile", "from"}
_VALUE = _WHOLE | {"unit"} | set(KEYS)
#: What a catalog row says nothing about.
_BESIDE_ROWS = ("factors", "nature", "over")


def overlay(below: Any, above: Any) -> Any:
    """The entry `above`, with what it leaves unsaid taken from `below`; both as a file has them, shorthand or not.

    A nominal value alone makes a constant; a law alone keeps the nominal value, and `truncate` alone the law; bare
    numbers keep the unit. A catalog row takes the place of all but the factors, nature and period.

    >>> overlay({"nominal": "0.35 gpu*s/word", "gsd": 2, "evidence": "assumed"}, 0.2)
    {'evidence': 'assumed', 'nominal': 0.2, 'unit': 'gpu*s/word'}
    """
    below, above = expand(below), expand(above)
    if not isinstance(below, dict) or not isinstance(above, dict):
        return above
    kept = {key: value for key, value in below.items() if key not in _VALUE}
    if not above.keys() & (_VALUE - {TRUNCATE}):
        kept = dict(below)
    elif "catalog" in above:
        kept = {key: below[key] for key in _BESIDE_ROWS if key in below}
    elif not above.keys() & _WHOLE and "nominal" in below:
        kept["nominal"] = _with_unit(below)
    merged = {**kept, **above}
    unit = stated_unit(below)
    if above.keys() & _VALUE and unit and not stated_unit(above) and not above.keys() & {"catalog", "from"}:
        merged["unit"] = unit
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
    own = {key: value for key, value in entry.items() if key != "unit"}
    if "nominal" in own:
        own["nominal"] = _with_unit(entry)
    if isinstance(own.get(TRUNCATE), list):
        own[TRUNCATE] = [end if end is None else _with_unit({**entry, "nominal": end}) for end in own[TRUNCATE]]
    return {**row, **own}


def stated_unit(entry: Raw) -> str:
    """The unit an entry's bare numbers have, as its author wrote it; empty where none is said or it cannot be read.

    >>> stated_unit({"p5": 0.15, "p95": "0.6 gpu*s/word"})
    'gpu*s/word'
    """
    said = [entry.get("unit"), _unit_of(entry.get("nominal"))]
    return next((str(unit) for unit in (*said, *map(_unit_of, _law_numbers(entry))) if unit), "")


def _law_numbers(entry: Raw) -> Iterator[Any]:
    waiting = [value for key, value in entry.items() if key in KEYS]
    while waiting:
        value = waiting.pop(0)
        members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        waiting.extend(members)
        if isinstance(value, str):
            yield value


def _unit_of(value: Any) -> str:
    try:
        return number(value)[1].text
    except UnitError:
        return ""


def _with_unit(entry: Raw) -> Any:
    """An entry's nominal value that keeps its meaning when the entry's unit changes."""
    nominal, unit = entry["nominal"], entry.get("unit")
    return f"{nominal} {unit}" if unit and not _unit_of(nominal) else nominal
