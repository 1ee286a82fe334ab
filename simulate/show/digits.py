"""How many digits a number gets: none beyond its Monte Carlo error, six if it is exact, two in what people quote.

A *place* is the power of ten of the last digit that is printed: -2 for hundredths.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from ..units.number_format import MOST_SIGNIFICANT, grouped, nearest, place_of, rounded, significant

#: Digits a float holds for certain: no error shows more.
MOST_HELD = 15
QUOTED_SIGNIFICANT = 2
#: Between these places a zero is written in full, with its error in units of the last digit.
_IS_PLAIN = (-MOST_SIGNIFICANT, 8)


def number(value: float, error: float = 0.0) -> str:
    """`value` rounded to the place of its error's leading digit; an exact one (error 0) to six significant digits.

    >>> number(3.09124, 0.0006), number(3.8244), number(-0.0, 0.3), number(29166.7, 30)
    ('3.0912', '3.8244', '0.0', '29,170')
    """
    if not math.isfinite(value):
        return str(value)
    at = place(value, error)
    return rounded(value, at, strip=error == 0 or at < _IS_PLAIN[0])


def with_error(value: float, error: float) -> str:
    """`value` with its standard error in units of the last digit, in brackets, as metrology writes it.

    >>> with_error(3.09124, 0.00058), with_error(29166.7, 30), with_error(2e30, 1e28), with_error(3.1, 12)
    ('3.0912(6)', '29,170(30)', '2.00(1)e30', '3(12)')
    """
    return _bracketed(value, error, place(value, error)) if math.isfinite(value) else str(value)


def _bracketed(value: float, error: float, at: int) -> str:
    """`value` rounded to 10**`at`, with its error; an exact one has none."""
    text = rounded(value, at, strip=error == 0)
    if not 0 < error < math.inf:
        return text
    if text.strip("-0.") == "" and not _IS_PLAIN[0] <= at <= _IS_PLAIN[1]:
        return f"0({significant(error, 1)})"
    mantissa, e, exponent = text.partition("e")
    return f"{mantissa}{_brackets(error, at, int(exponent or 0))}{e}{exponent}"


def in_order(values: Sequence[float], errors: Sequence[float]) -> tuple[str, ...]:
    """Ascending values with their errors in brackets, ascending as they are printed.

    Each is rounded as its error has it, and more finely only where it would else lie on the wrong side of another.

    >>> in_order((3.09124, 7.91), (0.00058, 0.02)), in_order((14, 14.4), (0.1, 10))
    (('3.0912(6)', '7.91(2)'), ('14.0(1)', '14(10)'))
    """
    places = ordered(values, [place(value, error) for value, error in zip(values, errors, strict=True)])
    return tuple(map(_bracketed, values, errors, places))


def quoted(values: Sequence[float], errors: Sequence[float]) -> tuple[str, ...]:
    """The ascending numbers of an interval as they are quoted, be it in a sentence, in a table or in a picture.

    They get as few digits as move none of them by more than a fortieth of the interval's width, but two significant
    ones at least, and fewer where the Monte Carlo error allows no more. What is no more than zero is rounded as the
    width has it: what is smaller than its error, and between ends of both signs a fortieth of the width.

    >>> quoted((1.234, 3.0912, 7.91), (0, 0, 0)), quoted((940.3, 1026, 1133), (1, 1, 1))
    (('1.2', '3.1', '7.9'), ('940', '1,030', '1,130'))
    >>> quoted((-1.64, 0.004, 1.66), (0.03, 0.02, 0.03))
    ('-1.6', '0', '1.7')
    """
    half = values[-1] / 2 - values[0] / 2
    if half == 0:
        return tuple(map(number, values))
    common = _common(values, half)
    between = half / 20 if values[0] < 0 < values[-1] else 0.0
    zeros = (0.0, *[between] * (len(values) - 2), 0.0)
    given = zip(values, errors, zeros, strict=True)
    places = [
        common if abs(value) < max(error, zero) else _quoted_place(value, error, common) for value, error, zero in given
    ]
    return tuple(map(_short, values, ordered(values, places)))


def _short(value: float, at: int) -> str:
    """`value` rounded to 10**`at`; a zero has no digits behind it."""
    text = rounded(value, at)
    return text if text.strip("-0.") else "0"


def ordered(values: Sequence[float], places: Sequence[int]) -> list[int]:
    """Places at which ascending values ascend when rounded: the `places`, or finer ones where they would not.

    >>> ordered((14.0, 14.4), (0, 1))
    [0, 0]
    """
    found = list(places)
    while crossed := [i for i in range(1, len(found)) if _cross(values[i - 1 : i + 1], found[i - 1 : i + 1])]:
        first, second = crossed[0] - 1, crossed[0]
        found[first if found[first] > found[second] else second] -= 1
    return found


def compared(value: float, apart: float) -> str:
    """An exact `value` beside numbers that lie `apart` from each other: three significant digits, or more to tell it.

    >>> compared(3.8244, 6.5), compared(100.0213, 0.2)
    ('3.82', '100.02')
    """
    if not math.isfinite(value):
        return str(value)
    least = place_of(value, QUOTED_SIGNIFICANT + 1)
    return rounded(value, min(least, place_of(apart, 2)) if apart and math.isfinite(apart) else least, strip=True)


def place(value: float, error: float) -> int:
    """The last place of `value` worth printing beside a standard error; one significant digit where none is known.

    A value smaller than its error keeps one significant digit, unless it is less than a tenth of it: that is no more
    than zero.
    """
    if not math.isfinite(error):
        return place_of(value, 1)
    if error == 0:
        return place_of(value, MOST_SIGNIFICANT)
    if abs(value) < error / 10:
        return place_of(error, 1)
    return max(min(place_of(error, 1), place_of(value, 1)), place_of(value, MOST_HELD))


def _common(values: Sequence[float], half: float) -> int:
    """The coarsest place that moves no value by more than a fortieth of the width, twice the `half`."""
    first = place_of(half, 1) + 1
    return next(at for at in range(first, first - 4, -1) if all(_moved(each, at) <= half / 20 for each in values))


def _moved(value: float, at: int) -> float:
    at = min(at, place_of(value, QUOTED_SIGNIFICANT)) if value else at
    return abs(float(Decimal(repr(float(value))) - nearest(value, at)))


def _quoted_place(value: float, error: float, common: int) -> int:
    wanted = min(common, place_of(value, QUOTED_SIGNIFICANT)) if value else common
    return max(wanted, place_of(error, 1)) if error else wanted


def _cross(values: Sequence[float], places: Sequence[int]) -> bool:
    first, second = map(nearest, values, places)
    return first > second


def _brackets(error: float, place: int, exponent: int) -> str:
    """``(6)``: the error in units of the last digit, or in full where that digit stands left of the decimal point."""
    steps = round(Decimal(repr(float(error))).scaleb(-place))
    full = steps * 10 ** (place - exponent) if place > exponent else steps
    return f"({grouped(str(full))})" if steps else ""


def samples(count: int) -> str:
    """How many samples, in full.

    >>> samples(1), samples(1_000_000_000)
    ('1 sample', '1,000,000,000 samples')
    """
    return f"{grouped(str(count))} sample{'s' if count != 1 else ''}"
