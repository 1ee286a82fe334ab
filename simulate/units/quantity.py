"""A number with its unit as a file writes it: read exactly, compared with the expected unit."""

from __future__ import annotations

import math
from fractions import Fraction

from ..files.floats import TOO_SMALL, vanishes
from .compatibility import require
from .notation import LONGEST_TEXT, UnitError
from .numeral import split
from .unit import ONE, Unit, unit


def number(value: object, *, bare: Unit | None = None, like: Unit | None = None) -> tuple[float, Unit]:
    """A number of a scenario, converted to base units, and its unit; a bare number has the unit `bare`.

    `like` is the expected unit, for the message.

    Raises UnitError unless `value` is a finite number with a unit that can be read.

    >>> number("0.5 kWh")[0]
    1800000.0
    >>> number("400 g/kWh")[0] == number("0.4 kg/kWh")[0]
    True
    """
    exact, meant = _read(value, bare or ONE, _wanted(like or bare))
    result = math.inf if exact is None else meant.to_base(exact)
    if not math.isfinite(result):
        raise UnitError(f"must be finite, got {value if isinstance(value, str | float) else result}")
    if exact and not result:
        raise UnitError(f"{TOO_SMALL} in base units, got {value}")
    return result, meant


def quantity(value: object, expected: Unit | None, *, bare: Unit | None = None) -> tuple[float, Unit]:
    """A number of a scenario, converted to base units, and its unit, compatible with `expected` unless that is None.

    A bare number has the unit `bare`. Raises UnitError as `number` and `require` do.

    >>> quantity("852 lb/MWh", unit("kgCO2e/J"))[1].dimension == unit("gCO2e/kWh").dimension
    True
    """
    found, given = number(value, bare=bare, like=expected)
    return found, require(given, expected or given, stated=str(value))


def stated_unit(value: object) -> Unit | None:
    """The unit that is written in `value`; None for a bare number and for text that cannot be read.

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
    """The rule for a number of `unit`, for a message."""
    if unit is None:
        return "must be a number with a unit, such as 0.3 kWh"
    if not unit.dimension:
        return "must be a plain number"
    return f"must be a number with a unit, such as 0.3 {unit.text}"


def _read(value: object, bare: Unit, wanted: str) -> tuple[Fraction | None, Unit]:
    """The exact number as written, or None unless it is finite, and its unit."""
    if isinstance(value, str) and len(value) <= LONGEST_TEXT:
        digits, text = split(value.strip(), wanted)
        return _exact(digits), unit(text) if text else bare
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _exact(repr(value)) if isinstance(value, float) else Fraction(value), bare
    raise UnitError(f"{wanted}, got {str(value)[:LONGEST_TEXT]!r}")


def _exact(digits: str) -> Fraction | None:
    """The exact number of `digits`; None beyond floats; UnitError below them. Their digits could fill the memory."""
    rounded = float(digits)
    if not math.isfinite(rounded):
        return None
    if vanishes(rounded, digits):
        raise UnitError(f"{TOO_SMALL}, got {digits[:LONGEST_TEXT]}")
    return Fraction(digits) if rounded else Fraction(0)
