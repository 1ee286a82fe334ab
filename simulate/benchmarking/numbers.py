"""Times and their spread as people read them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from ..units.number_format import rounded, significant, significant_digit

_DIGITS = 3
#: Units of time for people, the largest first [s].
_UNITS = {"s": 1.0, "ms": 1e-3, "µs": 1e-6, "ns": 1e-9}


def percent(share: float) -> str:
    """A small share: with one decimal below ten percent.

    >>> percent(0.0123), percent(0.25), percent(float("nan"))
    ('1.2 %', '25 %', '')
    """
    if not math.isfinite(share):
        return ""
    return f"{100 * share:.{1 if share < 0.0995 else 0}f} %"


def spread(share: float) -> str:
    """How far repetitions spread; empty for a single one.

    >>> spread(0.0123)
    '± 1.2 %'
    """
    return f"± {percent(share)}" if math.isfinite(share) else ""


def noise(share: float) -> str:
    """A noise, which says nothing beyond a factor of two.

    >>> noise(0.031), noise(7.2), noise(float("nan"))
    ('± 3.1 %', 'over 100 %', '')
    """
    return "over 100 %" if share > 1 else spread(share)


def three_digits(value: float) -> str:
    """A number to three significant digits; zeros stay, so that a column has the same digits.

    >>> three_digits(13.7), three_digits(1.999), three_digits(1234.5)
    ('13.7', '2.00', '1,230')
    """
    return rounded(value, significant_digit(value, _DIGITS)) if math.isfinite(value) else ""


def hundredths(values: Sequence[float]) -> list[str]:
    """Numbers of a column, all with two decimals, or none if one has four digits before them.

    >>> hundredths([0.186, 13.7]), hundredths([13.7, 1234.5])
    (['0.19', '13.70'], ['14', '1,234'])
    """
    digit = 0 if max(values) >= 1000 else -2
    return [rounded(value, digit) for value in values]


def unit_of(seconds: Iterable[float]) -> tuple[str, float]:
    """The unit in which a column of times is readable, and its length [s]: the largest that none of them is far below.

    >>> unit_of([0.04, 0.2]), unit_of([1.5, 12.0])
    (('ms', 0.001), ('s', 1.0))
    """
    least = min(seconds)
    return next(((unit, length) for unit, length in _UNITS.items() if least >= length / 10), ("ns", 1e-9))


def factor(ratio: float) -> str:
    """How many times as much.

    >>> factor(1.0312), factor(12.34)
    ('1.03', '12.3')
    """
    return f"{ratio:.2f}" if ratio < 10 else significant(ratio, _DIGITS)


def time(seconds: float) -> str:
    """A time with its unit.

    >>> time(0.0412), time(12.3456)
    ('41 ms', '12 s')
    """
    unit, length = next((each for each in _UNITS.items() if seconds >= each[1]), ("ns", 1e-9))
    return f"{significant(seconds / length, 2)} {unit}"
