"""How many digits a number gets: none beyond its Monte Carlo error, six if it is exact, two in what people quote.

A *place* is the power of ten of the last digit that is printed: -2 for hundredths.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

MOST_SIGNIFICANT = 6
#: Digits a float holds for certain: no error shows more.
MOST_HELD = 15
QUOTED_SIGNIFICANT = 2
#: A narrow no-break space, which no line is broken at and nobody takes for a decimal point.
THOUSANDS = "\u202f"
_LARGEST_PLAIN, _SMALLEST_PLAIN = Decimal("1e9"), Decimal("1e-4")


def number(value: float, error: float = 0.0) -> str:
    """`value` rounded to the place of its error's leading digit; an exact one (error 0) to six significant digits.

    >>> number(3.09124, 0.0006), number(3.8244), number(-0.0, 0.3), number(29166.7, 30)
    ('3.0912', '3.8244', '0.0', '29\u202f170')
    """
    if not math.isfinite(value):
        return str(value)
    return rounded(value, place(value, error), strip=error == 0)


def with_error(value: float, error: float) -> str:
    """`value` with its standard error in units of the last digit, in brackets, as metrology writes it.

    >>> with_error(3.09124, 0.00058), with_error(29166.7, 30), with_error(2e30, 1e28)
    ('3.0912(6)', '29\u202f170(30)', '2.00(1)e30')
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
    ('1001', '1005', '1009')
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
    finest = _place_of(apart, 2) if apart and math.isfinite(apart) else MOST_SIGNIFICANT
    return rounded(value, min(_place_of(value, QUOTED_SIGNIFICANT + 1), finest), strip=True)


def significant(value: float, digits: int) -> str:
    """`value` with so many significant digits, zeros behind the decimal point left out.

    >>> significant(3.8244, 3), significant(0, 3), significant(1.5e12, 3)
    ('3.82', '0', '1.5e12')
    """
    return rounded(value, _place_of(value, digits), strip=True) if math.isfinite(value) else str(value)


def place(value: float, error: float) -> int:
    """The last place of `value` worth printing beside a standard error; one significant digit where none is known."""
    if not math.isfinite(error):
        return _place_of(value, 1)
    if error == 0:
        return _place_of(value, MOST_SIGNIFICANT)
    return max(_place_of(error, 1), _place_of(value, MOST_HELD)) if value else _place_of(error, 1)


def rounded(value: float, place: int, *, strip: bool = False) -> str:
    """A finite `value` to 10**`place`, thousands set apart; `strip` leaves out zeros behind the decimal point.

    >>> rounded(1234567.8, 0), rounded(0.25, -3), rounded(-0.004, -2), rounded(6.02214e23, 21)
    ('1\u202f234\u202f568', '0.250', '0.00', '6.02e23')
    """
    exact = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(place))
    if exact and not _SMALLEST_PLAIN <= abs(exact) < _LARGEST_PLAIN:
        return _scientific(exact, strip=strip)
    decimals = max(0, -place) if exact else min(max(0, -place), MOST_SIGNIFICANT)
    text = f"{abs(exact):.{decimals}f}"
    return ("-" if exact < 0 else "") + _grouped(_stripped(text) if strip else text)


def _quoted(value: float, error: float, span: float, scale: float) -> str:
    if not math.isfinite(value):
        return str(value)
    if span == 0:
        return significant(value, QUOTED_SIGNIFICANT + 1)
    wanted = min(_place_of(scale, QUOTED_SIGNIFICANT), _place_of(span, 1))
    return rounded(value, max(wanted, place(value, error)))


def _place_of(value: float, digits: int) -> int:
    """The place of the last of so many significant digits, after rounding to them: 9.96 in two is 10."""
    return int(f"{abs(value):.{digits - 1}e}".partition("e")[2]) - (digits - 1)


def _brackets(error: float, place: int, exponent: int) -> str:
    """``(6)``: the error in units of the last digit, or in full where that digit stands left of the decimal point."""
    steps = round(Decimal(repr(float(error))).scaleb(-place))
    full = steps * 10 ** (place - exponent) if place > exponent else steps
    return f"({_grouped(str(full))})" if steps else ""


def _scientific(exact: Decimal, *, strip: bool) -> str:
    """``1.20e-5``, its digits those of the decimal."""
    digits, exponent = f"{exact:e}".lower().split("e")
    return f"{_stripped(digits) if strip else digits}e{int(exponent)}"


def _stripped(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def samples(count: int) -> str:
    """How many samples, in full.

    >>> samples(1), samples(1_000_000_000)
    ('1 sample', '1\u202f000\u202f000\u202f000 samples')
    """
    return f"{_grouped(str(count))} sample{'s' if count != 1 else ''}"


def _grouped(text: str) -> str:
    """Thousands set apart in numbers of five digits and more: 1234 reads well as it is."""
    whole, point, decimals = text.partition(".")
    return (f"{int(whole):,}".replace(",", THOUSANDS) if len(whole) > 4 else whole) + point + decimals
