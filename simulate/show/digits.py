"""How many digits a number gets: none beyond its Monte Carlo error, six if it is exact, two in what people quote.

A *place* is the power of ten of the last digit that is printed: -2 for hundredths.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from ..describe.numerals import MOST_SIGNIFICANT, grouped, place_of, rounded, significant

#: Digits a float holds for certain: no error shows more.
MOST_HELD = 15
QUOTED_SIGNIFICANT = 2


def number(value: float, error: float = 0.0) -> str:
    """`value` rounded to the place of its error's leading digit; an exact one (error 0) to six significant digits.

    >>> number(3.09124, 0.0006), number(3.8244), number(-0.0, 0.3), number(29166.7, 30)
    ('3.0912', '3.8244', '0.0', '29,170')
    """
    if not math.isfinite(value):
        return str(value)
    return rounded(value, place(value, error), strip=error == 0)


def with_error(value: float, error: float) -> str:
    """`value` with its standard error in units of the last digit, in brackets, as metrology writes it.

    >>> with_error(3.09124, 0.00058), with_error(29166.7, 30), with_error(2e30, 1e28)
    ('3.0912(6)', '29,170(30)', '2.00(1)e30')
    """
    text = number(value, error)
    if not math.isfinite(value) or not 0 < error < math.inf:
        return text
    if place(value, error) < -MOST_SIGNIFICANT and text.strip("0.") == "":
        return f"0({significant(error, 1)})"
    mantissa, e, exponent = text.partition("e")
    return f"{mantissa}{_brackets(error, place(value, error), int(exponent or 0))}{e}{exponent}"


def quoted(values: Sequence[float], errors: Sequence[float], *, apart: float | None = None) -> tuple[str, ...]:
    """An interval's ends and what lies between them, for a headline: two significant digits each.

    They get more where the ends would look alike, or numbers that lie `apart` from each other, and fewer where the
    Monte Carlo error allows no more.

    >>> quoted((1.234, 3.0912, 7.91), (0, 0, 0))
    ('1.2', '3.1', '7.9')
    >>> quoted((1001.2, 1005.1, 1009.3), (0, 0, 0))
    ('1,001', '1,005', '1,009')
    """
    finite = [value for value in values if math.isfinite(value)] or [0.0]
    span = apart or max(finite) - min(finite)
    scales = [max(map(abs, finite))] * len(values) if min(finite) < 0 else values
    given = zip(values, errors, scales, strict=True)
    return tuple(_quoted(value, error, span, scale) for value, error, scale in given)


def compared(value: float, apart: float) -> str:
    """An exact `value` beside numbers that lie `apart` from each other: three significant digits, or more to tell it.

    >>> compared(3.8244, 6.5), compared(100.0213, 0.2)
    ('3.82', '100.02')
    """
    if not math.isfinite(value):
        return str(value)
    finest = place_of(apart, 2) if apart and math.isfinite(apart) else MOST_SIGNIFICANT
    return rounded(value, min(place_of(value, QUOTED_SIGNIFICANT + 1), finest), strip=True)


def place(value: float, error: float) -> int:
    """The last place of `value` worth printing beside a standard error; one significant digit where none is known."""
    if not math.isfinite(error):
        return place_of(value, 1)
    if error == 0:
        return place_of(value, MOST_SIGNIFICANT)
    return max(place_of(error, 1), place_of(value, MOST_HELD)) if value else place_of(error, 1)


def _quoted(value: float, error: float, span: float, scale: float) -> str:
    if not math.isfinite(value):
        return str(value)
    if span == 0:
        return significant(value, QUOTED_SIGNIFICANT + 1)
    wanted = min(place_of(scale, QUOTED_SIGNIFICANT), place_of(span, 1))
    return rounded(value, max(wanted, place(value, error)))


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
