"""Units as a person writes them, in coherent base units: s, m, kg, A, K, and each counted thing on its own.

A gpu, a word, a query, a person and a kilogram of CO2-equivalent are dimensions like any other. pint knows what a text
means; it is asked once, and its answer is kept between processes.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction

from ..numerals import divisor, multiple, significant
from .definitions import Dimension
from .notation import LONGEST_TEXT, UnitError, meaning
from .words import counted, readable

__all__ = [
    "ONE",
    "Dimension",
    "Unit",
    "UnitError",
    "choose",
    "coherent",
    "compatible",
    "display",
    "kind",
    "number",
    "require",
    "spoken",
    "unit",
]

_DIGITS = r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
_NUMBER = re.compile(rf"({_DIGITS})\s*(.*)")
_BETWEEN = re.compile(r".*\S\s+to\s+\S.*")
_HALF = re.compile(r"to\s.*|.*\sto")
_DASHED = re.compile(rf"({_DIGITS})\s*(?:-|–|—|\.\.+|…)\s*({_DIGITS})(.*)")

# What a dimension is called, and its readable units from small to large. The first that fits wins, so what is most
# specific stands first.
_KINDS = {
    "a carbon intensity": ("gCO2e/kWh",),
    "an amount of gpu time": ("gpu*s", "gpu*hour"),
    "a mass of CO2e": ("mgCO2e", "gCO2e", "kgCO2e", "tCO2e", "ktCO2e", "MtCO2e"),
    "an energy": ("Wh", "kWh", "MWh", "GWh", "TWh"),
    "a power": ("mW", "W", "kW", "MW", "GW"),
    "a mass": ("mg", "g", "kg", "t", "kt", "Mt"),
    "a volume": ("mL", "L", "m**3"),
    "a length": ("mm", "m", "km"),
    "a time": ("ms", "s", "hour", "day", "year"),
}
_PHYSICAL = {"s", "m", "kg", "A", "K", "kgCO2e"}


@dataclass(frozen=True)
class Unit:
    """A unit as written, the coherent base units one of it holds, and its dimension.

    >>> unit("kWh").to_base(2)
    7200000.0
    """

    text: str
    factor: float
    dimension: Dimension

    def to_base(self, value: float) -> float:
        """`value` of this unit in base units; a whole divisor is divided by, so that 57 % is 0.57 exactly."""
        return multiple(value, self.factor)

    def from_base(self, value: float) -> float:
        """`value` in base units as a number of this unit."""
        return value * divisor(self.factor) if divisor(self.factor) else value / self.factor


ONE = Unit("", 1.0, ())
"""The unit of a plain number."""


def unit(text: str) -> Unit:
    """The unit that `text` writes: products, quotients and whole powers of names; a blank text is a plain number.

    Raises UnitError for a text that is no such product and for a name nobody defined.

    >>> unit("gpu*s/word").dimension
    (('gpu', '1'), ('s', '1'), ('word', '-1'))
    """
    text = text.strip()
    if text in {"", "1"}:
        return ONE
    return Unit(text, *meaning(text))


def number(value: object, *, unit: Unit | None = None, like: Unit | None = None) -> tuple[float, Unit]:
    """The number a scenario writes, in base units, with its unit; a bare number takes `unit`, else it has none.

    `like` is what the unit of a number should be that is none, for the message; `unit` unless said otherwise.

    Raises UnitError for what is no finite number or has a unit that cannot be read.

    >>> number("0.5 kWh")[0]
    1800000.0
    >>> number(85, unit=unit("%"))[0]
    0.85
    """
    stated, meant = _read(value, unit or ONE, _wanted(like or unit))
    result = meant.to_base(stated)
    if not math.isfinite(result):
        raise UnitError(f"must be finite, got {value if isinstance(value, str) else stated}")
    return result, meant


def compatible(given: Unit, expected: Unit) -> bool:
    """Whether a number in `given` may stand where `expected` is: a plain mass may stand for a mass of CO2e.

    >>> compatible(unit("kg/kWh"), unit("gCO2e/J")), compatible(unit("kgCO2e"), unit("kg"))
    (True, False)
    """
    return given.dimension in (expected.dimension, _as_plain_mass(expected.dimension))


def require(given: Unit, expected: Unit, *, stated: str = "") -> None:
    """Nothing, where `given` may stand for `expected`; `stated` is what the user wrote, for the message.

    >>> require(unit("kW"), unit("kWh"))  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    UnitError: is a power (kW) where an energy is expected (kWh)
    """
    if compatible(given, expected):
        return
    got = f"; got {stated}" if stated else ""
    wanted = expected.text or "a plain number"
    if not given.text:
        raise UnitError(f"needs a unit such as {wanted}{got}")
    known, sought = kind(given.dimension), kind(expected.dimension)
    if known and sought:
        raise UnitError(f"is {known} ({given.text}) where {sought} is expected ({expected.text or 'no unit'}){got}")
    raise UnitError(f"has the unit {given.text} where {wanted} is expected{got}")


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
    return next((name for name, units in _KINDS.items() if unit(units[0]).dimension == dimension), "")


def choose(value: float, dimension: Dimension) -> Unit:
    """The unit in which `value`, in base units, reads best: the largest of which it holds at least one.

    Counted things stay as they are: 864 J per query reads in Wh/query.

    >>> choose(4.27e10, unit("J").dimension).text, choose(3600, unit("J/query").dimension).text
    ('MWh', 'Wh/query')
    """
    for scale in _KINDS.values():
        own = unit(scale[0]).dimension
        rest = _quotient(dimension, own)
        if rest.keys().isdisjoint(_PHYSICAL | dict(own).keys()):
            return _largest(abs(value), [unit(text + _suffix(rest)) for text in scale])
    return coherent(dimension)


def coherent(dimension: Dimension) -> Unit:
    """The base unit of a dimension, in words people know: one of it needs no factor.

    >>> coherent(unit("kWh/word").dimension).text, coherent(unit("kg*km").dimension).text
    ('J/word', 'kg*m')
    """
    for derived in ("J", "W", "kgCO2e/J"):
        rest = _quotient(dimension, unit(derived).dimension)
        if rest.keys().isdisjoint(_PHYSICAL):
            return Unit(derived + _suffix(rest), 1.0, dimension)
    text = _suffix(_quotient(dimension, ()))
    return Unit(f"1{text}" if text.startswith("/") else text.removeprefix("*"), 1.0, dimension)


def _largest(value: float, scale: list[Unit]) -> Unit:
    """The largest of `scale` that `value` holds at least once; for zero, the one nearest the base unit."""
    if not 0 < value < math.inf:
        return min(scale, key=lambda unit: abs(math.log(unit.factor)))
    return max((unit for unit in scale if value >= unit.factor * (1 - 1e-9)), key=_factor, default=scale[0])


def _factor(unit: Unit) -> float:
    return unit.factor


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


def _wanted(unit: Unit | None) -> str:
    """What a number must be that is one of `unit`."""
    if unit is None:
        return "must be a number with a unit, such as 0.3 kWh"
    if not unit.dimension:
        return "must be a plain number"
    return f"must be a number with a unit, such as 0.3 {unit.text}"


def _read(value: object, default: Unit, wanted: str) -> tuple[float, Unit]:
    """A number as stated, and the unit it is stated in."""
    if isinstance(value, str) and len(value) <= LONGEST_TEXT:
        stated, text = _split(value.strip(), wanted)
        return float(stated), unit(text) if text else default
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _as_float(value), default
    raise UnitError(f"{wanted}, got {str(value)[:LONGEST_TEXT]!r}")


def _as_float(value: float) -> float:
    try:
        return float(value)
    except OverflowError:  # an integer of more than 308 digits
        return math.inf


def _split(text: str, wanted: str) -> tuple[str, str]:
    """The number and the unit in ``3e8 word/day``."""
    _refuse_range(text)
    found = _NUMBER.fullmatch(text)
    if not found:
        raise UnitError(f"{wanted}, got {text!r}")
    if re.match(r"[,_']|(?!1\s*/)[0-9]", found[2]):
        raise UnitError(f"digits stand together, without separators, as in 1287.5 MWh; got {text!r}")
    return found[1], found[2]


def _refuse_range(text: str) -> None:
    """Nothing, where a text means one number; a range means two, and is written with ``to`` between them."""
    if _BETWEEN.fullmatch(text):
        raise UnitError(f"must be one number, got the range {text!r}")
    if _HALF.fullmatch(text):
        raise UnitError(f"a range has two ends and is written `1.2 to 1.5`; got {text!r}")
    if found := _DASHED.fullmatch(text):
        raise UnitError(f"a range is written `{found[1]} to {found[2]}{found[3]}`; got {text!r}")


def _as_plain_mass(dimension: Dimension) -> Dimension:
    """`dimension` with kilograms of CO2e counted as kilograms."""
    powers: dict[str, Fraction] = {}
    for name, power in dimension:
        plain = "kg" if name == "kgCO2e" else name
        powers[plain] = powers.get(plain, Fraction(0)) + Fraction(power)
    return tuple(sorted((name, str(power)) for name, power in powers.items() if power))
