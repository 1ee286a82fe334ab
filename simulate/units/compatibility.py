"""Whether a number may have one unit where another is expected: the same dimension, or a plain mass for a substance."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from .definitions import Dimension, plain
from .notation import UnitError
from .unit import Unit, kind


def compatible(given: Unit, expected: Unit) -> bool:
    """Whether a number in `given` is accepted where `expected` is expected: a plain mass is, for that of a substance.

    >>> from . import unit
    >>> compatible(unit("kg/kWh"), unit("gCO2e/J")), compatible(unit("kgCO2e"), unit("kg"))
    (True, False)
    """
    return given.dimension == expected.dimension or given.dimension == _as_plain_mass(expected.dimension)


def require(given: Unit, expected: Unit, *, stated: str = "") -> Unit:
    """`given` with the dimension of `expected`: a plain mass becomes one of a substance; the text stays.

    Raises UnitError unless the two are compatible; `stated` is what the user wrote, for the message.

    >>> from . import unit
    >>> require(unit("kW"), unit("kWh"))  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    UnitError: is a power (kW) where an energy is expected (kWh)
    """
    if given.dimension == expected.dimension:
        return given
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
    """Whether a number means the same in both units; the mass of a substance counts as plain mass.

    >>> from . import unit
    >>> same_scale(unit("kg/kWh"), unit("gCO2e/Wh")), same_scale(unit("kg"), unit("g"))
    (True, False)
    """
    return first.factor == second.factor and _as_plain_mass(first.dimension) == _as_plain_mass(second.dimension)


@lru_cache(maxsize=1024)
def _as_plain_mass(dimension: Dimension) -> Dimension:
    """`dimension` with kilograms of a substance counted as kilograms."""
    powers: dict[str, Fraction] = {}
    for name, power in dimension:
        powers[plain(name)] = powers.get(plain(name), Fraction(0)) + Fraction(power)
    return tuple(sorted((name, str(power)) for name, power in powers.items() if power))
