"""The values of a sweep as people write them: ``0.3..0.9:7``, ``100..400 W:7log``, or a list with or without units."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import SupportsFloat

from ... import units
from ...units import Unit, UnitError
from ...units.numeral import split

#: The most values of one sweep.
MOST_VALUES = 1000
#: The grounds of an input that is held at a value.
GROUNDS = {"source": "a value of the sweep", "evidence": "assumed"}
GRAMMAR = "write `low..high:count`, such as 0.3..0.9:7 or 100..400 W:7log, or a list, such as 0.3,0.5,0.7"
_RANGE = re.compile(r"(?P<low>.+?)\.\.(?P<high>.+?)(?::\s*(?P<count>[^:]*?)\s*(?P<log>log)?\s*)?")
#: Values between the ends of a range are rounded to this share of the step, so that labels are short and exact.
_ROUNDING = 1e-3


def read_values(stated: object, bare: Unit, expected: Unit | None) -> tuple[Unit, tuple[str, ...]]:
    """The unit of a sweep, and the digits of each of its values in that unit.

    One unit, written with any of the values, is that of all; without one, they are in the unit `bare`. Raises UnitError
    for anything that is no sweep, for a unit other than that `expected`, and for a value that occurs twice.

    >>> read_values("0.1..0.4 kW:3log", units.unit("W"), units.unit("W"))[1]
    ('0.1', '0.2', '0.4')
    >>> [read_values(each, units.ONE, units.ONE)[1] for each in ("0.3..0.9:4", "30,50 %", [0.5, 1])]
    [('0.3', '0.5', '0.7', '0.9'), ('30', '50'), ('0.5', '1')]
    """
    found = _RANGE.fullmatch(stated) if isinstance(stated, str) else None
    texts = [found["low"].strip(), found["high"].strip()] if found else [_text(each) for each in _listed(stated)]
    pairs = [_split(text) for text in texts]
    unit = _unit(texts, bare)
    unit = units.require(unit, expected or unit, stated=next(filter(units.stated_unit, texts), texts[0]))
    digits = tuple(_shortest(float(each)) for each, _ in pairs)
    if found:
        digits = tuple(_between(digits, found))
    _check(digits, unit)
    return unit, digits


def label(digits: str, unit: Unit) -> str:
    """The label of a value, which is read as the same number: ``0.3``, ``100 W``."""
    return f"{digits} {unit.text}".rstrip()


def _listed(stated: object) -> Sequence[object]:
    """The values of a list."""
    if isinstance(stated, str):
        return stated.split(",")
    try:
        values: list[object] = list(stated)  # type: ignore[call-overload]
    except TypeError:
        raise UnitError(f"must be several values, got {stated!r}; {GRAMMAR}") from None
    if not values:
        raise UnitError(f"must be at least one value; {GRAMMAR}")
    return values


def _text(value: object) -> str:
    """One value as text."""
    if isinstance(value, str) and value.strip():
        return value.strip()
    if isinstance(value, SupportsFloat) and not isinstance(value, bool) and math.isfinite(value):
        return _shortest(float(value))
    raise UnitError(f"has the value {value!r}, which is not a number; {GRAMMAR}")


def _split(text: str) -> tuple[str, str]:
    """The digits and the unit of one value."""
    try:
        found = split(text, "must be numbers")
        units.number(text)
    except UnitError as error:
        raise UnitError(f"{error}; {GRAMMAR}") from None
    return found


def _unit(texts: Sequence[str], bare: Unit) -> Unit:
    """The unit of all values."""
    stated = units.distinct(unit for text in texts if (unit := units.stated_unit(text)))
    if len(stated) > 1:
        raise UnitError(f"has the units {' and '.join(unit.text for unit in stated)}; write all values in one")
    return units.unit_of_all(texts, own=bare) or bare


def _between(ends: Sequence[str], found: re.Match[str]) -> Iterator[str]:
    """The digits of each value of a range: its ends are exact, the others rounded."""
    (low, high), count = map(Fraction, ends), found["count"]
    if not (count or "").isdecimal() or not 2 <= int(count) <= MOST_VALUES:
        got = f"got {count!r}" if count else "which is missing"
        raise UnitError(f"needs the number of values, from 2 to {MOST_VALUES:,}, after a colon, {got}; {GRAMMAR}")
    if low == high:
        raise UnitError(f"must have two different ends, got {found[0]}")
    if found["log"] and not (low > 0 and high > 0):
        raise UnitError(f"must have ends above 0 to be spaced by ratios, got {found[0]}; omit `log`")
    last = int(count) - 1
    yield ends[0]
    for k in range(1, last):
        value, step = (_by_ratio if found["log"] else _by_difference)(low, high, Fraction(k, last), last)
        yield _shortest(float(_rounded(value, step)))
    yield ends[1]


def _by_difference(low: Fraction, high: Fraction, share: Fraction, last: int) -> tuple[Fraction, float]:
    """The value at a share of a range of even steps, and its distance from the next."""
    return low + (high - low) * share, float(abs(high - low)) / last


def _by_ratio(low: Fraction, high: Fraction, share: Fraction, last: int) -> tuple[Fraction, float]:
    """The value at a share of a range of even ratios, and about its distance from the next."""
    ratio = math.log(float(high)) - math.log(float(low))
    value = float(low) * math.exp(ratio * float(share))
    return Fraction(value), value * abs(ratio) / last


def _rounded(value: Fraction, step: float) -> Fraction:
    """A value rounded to a power of ten that is at most a thousandth of the step."""
    quantum = Fraction(10) ** math.floor(math.log10(step * _ROUNDING))
    return round(value / quantum) * quantum


def _shortest(value: float) -> str:
    """The shortest digits that mean a float."""
    return repr(value + 0.0).removesuffix(".0")


def _check(digits: Sequence[str], unit: Unit) -> None:
    """Raise UnitError for too many values, and for one that occurs twice."""
    if len(digits) > MOST_VALUES:
        raise UnitError(f"has {len(digits):,} values, and a sweep at most {MOST_VALUES:,}; take fewer")
    first: set[str] = set()
    for each in digits:
        if each in first:
            raise UnitError(f"has the value {label(each, unit)} twice; omit one, or take fewer values")
        first.add(each)
