"""A number with its unit, as a file writes it: read exactly, held against the unit that is expected."""

from __future__ import annotations

import math
from fractions import Fraction

from .compatibility import require
from .notation import LONGEST_TEXT, UnitError
from .numeral import split
from .unit import ONE, Unit, unit


def number(value: object, *, bare: Unit | None = None, like: Unit | None = None) -> tuple[float, Unit]:
    """The number a scenario writes, in base units, with its unit; a bare number has the unit `bare`, if given.

    `like` is a unit that the number should have, for the message.

    Raises UnitError for what is no finite number or has a unit that cannot be read.

    >>> number("0.5 kWh")[0]
    1800000.0
    >>> number("400 g/kWh")[0] == number("0.4 kg/kWh")[0]
    True
    """
    exact, meant = _read(value, bare or ONE, _wanted(like or bare))
    result = math.inf if exact is None else meant.to_base(exact)
    if not math.isfinite(result):
        raise UnitError(f"must be finite, got {value if isinstance(value, str | float) else result}")
    return result, meant


def quantity(value: object, expected: Unit | None, *, bare: Unit | None = None) -> tuple[float, Unit]:
    """The number a scenario writes where `expected` is wanted (None: anything), in base units, with its unit.

    A bare number has the unit `bare`, if given. Raises UnitError as `number` and `require` do.

    >>> quantity("852 lb/MWh", unit("kgCO2e/J"))[1].dimension == unit("gCO2e/kWh").dimension
    True
    """
    found, given = number(value, bare=bare, like=expected)
    return found, require(given, expected or given, stated=str(value))


def stated_unit(value: object) -> Unit | None:
    """The unit that is written in `value` itself; None where it has none, or cannot be read.

    >>> stated_unit("3 kWh").text, stated_unit(3), stated_unit("3 kwh")
    ('kWh', None, None)
    """
    if not isinstance(value, str):
        return None
    try:
        meant = number(value)[1]
    except UnitError:
        return None
    return meant if meant.text else None


def _wanted(unit: Unit | None) -> str:
    """What a number must be that is one of `unit`."""
    if unit is None:
        return "must be a number with a unit, such as 0.3 kWh"
    if not unit.dimension:
        return "must be a plain number"
    return f"must be a number with a unit, such as 0.3 {unit.text}"


def _read(value: object, bare: Unit, wanted: str) -> tuple[Fraction | None, Unit]:
    """A number as written, exactly, or None where it is not finite; and the unit it is written in."""
    if isinstance(value, str) and len(value) <= LONGEST_TEXT:
        digits, text = split(value.strip(), wanted)
        return _exact(digits), unit(text) if text else bare
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _exact(repr(value)) if isinstance(value, float) else Fraction(value), bare
    raise UnitError(f"{wanted}, got {str(value)[:LONGEST_TEXT]!r}")


def _exact(digits: str) -> Fraction | None:
    """What `digits` write; an exponent that no float has makes None of them, or 0, not a number of so many digits."""
    rounded = float(digits)
    if not math.isfinite(rounded):
        return None
    return Fraction(digits) if rounded else Fraction(0)
