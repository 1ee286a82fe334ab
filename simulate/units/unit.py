"""Units as a person writes them, in coherent base units: s, m, kg, A, K, and each counted thing on its own.

A counted thing and the kilogram of a substance are dimensions like any other. pint parses a text once; the result is
kept between processes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
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
    """A unit as written, the coherent base units one of it holds (exactly), and its dimension.

    >>> unit("kWh").to_base(2)
    7200000.0
    """

    text: str
    factor: Fraction
    dimension: Dimension

    def to_base(self, value: float | Fraction) -> float:
        """`value` of this unit in base units: a float counts as the decimal that it prints as, and is rounded once.

        So one number is one float, however it is written: 400 g and 0.4 kg, 57 % and 0.57.
        """
        exact = value if isinstance(value, Fraction) else Fraction(repr(float(value)))
        return _nearest(exact * self.factor)

    @overload
    def from_base(self, value: float) -> float: ...
    @overload
    def from_base(self, value: NDArray[np.float64]) -> NDArray[np.float64]: ...
    def from_base(self, value: float | NDArray[np.float64]) -> float | NDArray[np.float64]:
        """`value` in base units, a number or an array, as the nearest floats in this unit."""
        over, under = self.factor.as_integer_ratio()
        if over == 1 and under <= _EXACT:  # one operation, which floats round correctly
            return value * float(under)
        if under == 1 and over <= _EXACT:
            return value / float(over)
        return _divided(value, self.factor)

    def restated(self, value: float) -> float:
        """A number that somebody wrote, held in base units, in this unit again: its digits come back, up to 15.

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


def unit(text: str) -> Unit:
    """The unit that `text` writes: products, quotients and whole powers of names; a blank text is a plain number.

    It may be written as people do, ``g CO₂e/kWh``, and as `readable` prints it.

    Raises UnitError for a text that is no such product and for an undefined name.

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
    """`value`, in base units, as people say it in `unit`.

    >>> spoken(3824.4, unit("tCO2e")), spoken(65_000, unit("tree"))
    ('3.8244 t CO2e', '65,000 trees')
    """
    return counted(significant(unit.from_base(value), digits), readable(unit.text))


def kind(dimension: Dimension) -> str:
    """What a number of this dimension is called; empty where it has no name of its own.

    >>> kind(unit("J/s").dimension)
    'a power'
    """
    if not dimension:
        return "a plain number"
    quantities = vocabulary().quantities.items()
    return next((name for name, units in quantities if unit(units[0]).dimension == dimension), "")


def choose(value: float, dimension: Dimension) -> Unit:
    """The unit in which `value`, in base units, reads best: the largest of which it holds at least one.

    Counted things stay as they are: 864 J per query reads in Wh/query.

    >>> choose(4.27e10, unit("J").dimension).text, choose(3600, unit("J/query").dimension).text
    ('MWh', 'Wh/query')
    """
    for scale in vocabulary().quantities.values():
        own = unit(scale[0]).dimension
        rest = _quotient(dimension, own)
        if _counts(rest) and rest.keys().isdisjoint(dict(own)):
            return _largest(abs(value), [unit(text + _suffix(rest)) for text in scale])
    return coherent(dimension)


def coherent(dimension: Dimension) -> Unit:
    """The base unit of a dimension, in words people know: one of it needs no factor.

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
    """The largest of `scale` that `value` holds at least once; for zero, the one nearest the base unit."""
    if not 0 < value < math.inf:
        return min(scale, key=lambda unit: abs(math.log(unit.factor)))
    return max((unit for unit in scale if value >= unit.factor * (1 - 1e-9)), key=_factor, default=scale[0])


def _factor(unit: Unit) -> Fraction:
    return unit.factor


def _counts(powers: dict[str, Fraction]) -> bool:
    """Whether only counted things are left."""
    return not any(map(is_physical, powers))


def _quotient(dimension: Dimension, divisor: Dimension) -> dict[str, Fraction]:
    """What is left of a dimension when `divisor` is taken out."""
    powers = {name: Fraction(power) for name, power in dimension}
    for name, power in divisor:
        powers[name] = powers.get(name, Fraction(0)) - Fraction(power)
    return {name: power for name, power in powers.items() if power}


def _suffix(powers: dict[str, Fraction]) -> str:
    """``*gpu/word**2`` for what multiplies and divides a unit."""
    ordered = sorted(powers.items(), key=lambda item: (item[1] < 0, item[0]))
    signs = ("*" if power > 0 else "/" for _, power in ordered)
    return "".join(
        f"{sign}{name}" + (f"**{abs(power)}" if abs(power) != 1 else "")
        for sign, (name, power) in zip(signs, ordered, strict=True)
    )
