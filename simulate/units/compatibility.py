"""Which unit a number may have where another one is expected: the same dimension, or a plain mass for one of CO2e."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from .definitions import Dimension
from .notation import UnitError
from .unit import Unit, kind


def compatible(given: Unit, expected: Unit) -> bool:
    """Whether a number in `given` may stand where `expected` is: a plain mass may stand for a mass of CO2e.

    >>> from . import unit
    >>> compatible(unit("kg/kWh"), unit("gCO2e/J")), compatible(unit("kgCO2e"), unit("kg"))
    (True, False)
    """
    return given.dimension in (expected.dimension, _as_plain_mass(expected.dimension))


def require(given: Unit, expected: Unit, *, stated: str = "") -> Unit:
    """`given` where `expected` is wanted: a plain mass becomes one of CO2e there, whose text stays as it is.

    Raises UnitError unless the two are compatible; `stated` is what the user wrote, for the message.

    >>> from . import unit
    >>> require(unit("kW"), unit("kWh"))  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    UnitError: is a power (kW) where an energy is expected (kWh)
    """
    if compatible(given, expected):
        return replace(given, dimension=expected.dimension)
    got = f"; got {stated}" if stated else ""
    wanted = expected.text or "a plain number"
    if not given.text:
        raise UnitError(f"needs a unit such as {wanted}{got}")
    known, sought = kind(given.dimension), kind(expected.dimension)
    if known and sought:
        raise UnitError(f"is {known} ({given.text}) where {sought} is expected ({expected.text or 'no unit'}){got}")
    raise UnitError(f"has the unit {given.text} where {wanted} is expected{got}")


def same_scale(first: Unit, second: Unit) -> bool:
    """Whether a number means the same in both units; a mass of CO2e is a mass here.

    >>> from . import unit
    >>> same_scale(unit("kg/kWh"), unit("gCO2e/Wh")), same_scale(unit("kg"), unit("g"))
    (True, False)
    """
    return first.factor == second.factor and _as_plain_mass(first.dimension) == _as_plain_mass(second.dimension)


def _as_plain_mass(dimension: Dimension) -> Dimension:
    """`dimension` with kilograms of CO2e counted as kilograms."""
    powers: dict[str, Fraction] = {}
    for name, power in dimension:
        plain = "kg" if name == "kgCO2e" else name
        powers[plain] = powers.get(plain, Fraction(0)) + Fraction(power)
    return tuple(sorted((name, str(power)) for name, power in powers.items() if power))
