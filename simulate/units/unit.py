"""Units as written, and their meaning in coherent base units: s, m, kg, A, K, and one for each counted thing.

A counted thing and the kilogram of a substance are dimensions like any other. pint parses a text once; the result is
kept between processes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, overload

from .definitions import Dimension, is_physical
from .notation import meaning
from .number_format import significant
from .spoken import counted, readable, typed
from .vocabulary import vocabulary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_EXACT = 2**53  # whole numbers up to here are floats


@dataclass(frozen=True)
class Unit:
    """A unit as written, its exact factor to coherent base units, and its dimension.

    >>> unit("kWh").to_base(2)
    7200000.0
    """

    text: str
    factor: Fraction
    dimension: Dimension

    def to_base(self, value: float | Fraction) -> float:
        """`value` in this unit, converted to base units: a float counts as the decimal that it prints as.

        The result is rounded once, so that 400 g and 0.4 kg, or 57 % and 0.57, are the same float.
        """
        exact = value if isinstance(value, Fraction) else Fraction(repr(float(value)))
        return _nearest(exact * self.factor)

    @overload
    def from_base(self, value: float) -> float: ...
    @overload
    def from_base(self, value: NDArray[np.float64]) -> NDArray[np.float64]: ...
    def from_base(self, value: float | NDArray[np.float64]) -> float | NDArray[np.float64]:
        """`value` in base units, a number or an array, converted to the nearest floats in this unit."""
        over, under = self.factor.as_integer_ratio()
        if over == 1 and under <= _EXACT:  # one operation, which floats round correctly
            return value * float(under)
        if under == 1 and over <= _EXACT:
            return value / float(over)
        return _divided(value, self.factor)

    def restated(self, value: float) -> float:
        """A number in base units, converted back to this unit with the digits that were written, up to 15.

        >>> unit("kg/kWh").restated(unit("kg/kWh").to_base(0.47))
        0.47
        """
        nearest = self.from_base(value)
        short = float(f"{nearest:.15g}")
        return short if math.isfinite(short) and self.to_base(short) == value else nearest


def _nearest(exact: Fraction) -> float:
    """The float nearest to `exact`, infinite beyond the largest."""
    try:
        return float(exact)
    except OverflowError:
        return math.inf if exact > 0 else -math.inf


def _divided(value: float | NDArray[np.float64], factor: Fraction) -> float | NDArray[np.float64]:
    """`value` by `factor`, rounded once."""
    if isinstance(value, float | int):
        return _nearest(Fraction(value) / factor) if math.isfinite(value) else value
    import numpy as np

    return np.reshape([_divided(float(each), factor) for each in value.flat], value.shape)


ONE = Unit("", Fraction(1), ())
"""The unit of a plain number."""


@lru_cache(maxsize=4096)
def unit(text: str) -> Unit:
    """The unit in `text`: products, quotients and whole powers of names; blank text is that of a plain number.

    It may also be written as people do, ``g CO₂e/kWh``, and as `readable` prints it.

    Raises UnitError for text that is no such product and for an undefined name.

    >>> unit("gpu*s/word").dimension
    (('gpu', '1'), ('s', '1'), ('word', '-1'))
    """
    text = typed(text.strip())
    if text in {"", "1"}:
        return ONE
    return Unit(text, *meaning(text))


def display(value: float, unit: Unit, *, digits: int = 6) -> str:
    """`value`, in base units, as a file writes it in `unit`.

    >>> display(3824.4, unit("t"))
    '3.8244 t'
    """
    return f"{unit.from_base(value):.{digits}g} {unit.text}".rstrip()


def spoken(value: float, unit: Unit, *, digits: int = 6) -> str:
    """`value`, in base units, as people read it in `unit`.

    >>> spoken(3824.4, unit("tCO2e")), spoken(65_000, unit("tree"))
    ('3.8244 t CO2e', '65,000 trees')
    """
    return counted(significant(unit.from_base(value), digits), readable(unit.text))


def kind(dimension: Dimension) -> str:
    """The name of a quantity of this dimension; empty if it has none.

    >>> kind(unit("J/s").dimension)
    'a power'
    """
    if not dimension:
        return "a plain number"
    quantities = vocabulary().quantities.items()
    return next((name for name, units in quantities if unit(units[0]).dimension == dimension), "")


def choose(value: float, dimension: Dimension) -> Unit:
    """The unit to show `value` in, given in base units: the largest preferred one of which it holds at least one.

    Counted things are kept: 864 J per query is shown in Wh/query.

    >>> choose(4.27e10, unit("J").dimension).text, choose(3600, unit("J/query").dimension).text
    ('MWh', 'Wh/query')
    """
    scale = _scale(dimension)
    return _largest(abs(value), scale) if scale else coherent(dimension)


@lru_cache(maxsize=1024)
def _scale(dimension: Dimension) -> list[Unit]:
    """The preferred units of a dimension, with the counted things in it; empty if there are none."""
    for scale in vocabulary().quantities.values():
        own = unit(scale[0]).dimension
        rest = _quotient(dimension, own)
        if _counts(rest) and rest.keys().isdisjoint(dict(own)):
            return [unit(text + _suffix(rest)) for text in scale]
    return []


def coherent(dimension: Dimension) -> Unit:
    """The unit of factor 1 of a dimension, with the vocabulary's coherent units where they fit.

    >>> coherent(unit("kWh/word").dimension).text, coherent(unit("kg*km").dimension).text
    ('J/word', 'kg*m')
    """
    for derived in vocabulary().coherent:
        rest = _quotient(dimension, unit(derived).dimension)
        if _counts(rest):
            return Unit(derived + _suffix(rest), Fraction(1), dimension)
    text = _suffix(_quotient(dimension, ()))
    return Unit(f"1{text}" if text.startswith("/") else text.removeprefix("*"), Fraction(1), dimension)


def _largest(value: float, scale: list[Unit]) -> Unit:
    """The largest of `scale` that is at most `value`; for zero, the one nearest the base unit."""
    if not 0 < value < math.inf:
        return min(scale, key=lambda unit: abs(math.log(unit.factor)))
    return max((unit for unit in scale if value >= unit.factor * (1 - 1e-9)), key=_factor, default=scale[0])


def _factor(unit: Unit) -> Fraction:
    return unit.factor


def _counts(powers: dict[str, Fraction]) -> bool:
    """Whether only counted things are left."""
    return not any(map(is_physical, powers))


def _quotient(dimension: Dimension, divisor: Dimension) -> dict[str, Fraction]:
    """The powers of a dimension divided by another."""
    powers = {name: Fraction(power) for name, power in dimension}
    for name, power in divisor:
        powers[name] = powers.get(name, Fraction(0)) - Fraction(power)
    return {name: power for name, power in powers.items() if power}


def _suffix(powers: dict[str, Fraction]) -> str:
    """Powers as text behind a unit: ``*gpu/word**2``."""
    ordered = sorted(powers.items(), key=lambda item: (item[1] < 0, item[0]))
    signs = ("*" if power > 0 else "/" for _, power in ordered)
    return "".join(
        f"{sign}{name}" + (f"**{abs(power)}" if abs(power) != 1 else "")
        for sign, (name, power) in zip(signs, ordered, strict=True)
    )
