"""Numbers with as many digits as their Monte Carlo error supports: six if exact.

A `digit` is the power of ten of the last digit that is printed: -2 for hundredths.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from ..language import counted_phrase, value_of
from ..units.number_format import MOST_SIGNIFICANT, grouped, nearest, rounded, significant, significant_digit

#: Digits that a float always holds; an error never shows more.
MOST_HELD = 15
QUOTED_SIGNIFICANT = 2
#: A zero whose last digit is in this range is written in full, with its error in units of that digit.
_IS_PLAIN = (-MOST_SIGNIFICANT, 8)


def number(value: float, error: float = 0.0) -> str:
    """`value` rounded to the first digit of its error; an exact one (error 0) to six significant digits.

    >>> number(3.09124, 0.0006), number(3.8244), number(-0.0, 0.3), number(29166.7, 30)
    ('3.0912', '3.8244', '0.0', '29,170')
    """
    if not math.isfinite(value):
        return str(value)
    digit = last_digit(value, error)
    return rounded(value, digit, strip=error == 0 or digit < _IS_PLAIN[0])


def with_error(value: float, error: float) -> str:
    """`value` with its standard error in brackets, in units of the last digit (GUM, 7.2.2).

    >>> with_error(3.09124, 0.00058), with_error(29166.7, 30), with_error(2e30, 1e28), with_error(3.1, 12)
    ('3.0912(6)', '29,170(30)', '2.00(1)e30', '3(12)')
    """
    return _bracketed(value, error, last_digit(value, error)) if math.isfinite(value) else str(value)


def with_error_or_none(value: float, error: float) -> str:
    """`value` with its standard error; one within two errors of 0 is ``0 ± 0.004``, an exact 0 is ``0``.

    >>> with_error_or_none(0.3021, 0.0012), with_error_or_none(0.001, 0.002), with_error_or_none(0.0, 0.0)
    ('0.302(1)', '0 ± 0.004', '0')
    """
    if abs(value) > 2 * error:
        return with_error(value, error)
    return f"0 ± {significant(2 * error, 1)}" if error else "0"


def _bracketed(value: float, error: float, digit: int) -> str:
    """`value` rounded to 10**`digit` with its error; an exact one has none."""
    text = rounded(value, digit, strip=error == 0)
    if not 0 < error < math.inf:
        return text
    if value_of(text) == 0 and not _IS_PLAIN[0] <= digit <= _IS_PLAIN[1]:
        return f"0({significant(error, 1)})"
    mantissa, e, exponent = text.partition("e")
    return f"{mantissa}{_brackets(error, digit, int(exponent or 0))}{e}{exponent}"


def in_order(values: Sequence[float], errors: Sequence[float]) -> tuple[str, ...]:
    """Ascending values with their errors in brackets, which ascend as printed too.

    Each is rounded by its error, and more finely if it would otherwise print on the wrong side of another.

    >>> in_order((3.09124, 7.91), (0.00058, 0.02)), in_order((14, 14.4), (0.1, 10))
    (('3.0912(6)', '7.91(2)'), ('14.0(1)', '14(10)'))
    """
    found = ordered(values, [last_digit(value, error) for value, error in zip(values, errors, strict=True)])
    return tuple(map(_bracketed, values, errors, found))


def quoted(values: Sequence[float], errors: Sequence[float]) -> tuple[str, ...]:
    """The ascending numbers of an interval as sentences, tables and pictures quote them.

    They have as few digits as move none of them by more than a fortieth of the interval's width, but at least two
    significant ones, and no more than the Monte Carlo error supports. A number that may be zero is rounded by the
    width alone: one smaller than its error or, between ends of both signs, than a fortieth of the width.

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
    found = [
        common if abs(value) < max(error, zero) else _quoted_digit(value, error, common) for value, error, zero in given
    ]
    return tuple(map(_short, values, ordered(values, found)))


def _short(value: float, digit: int) -> str:
    """`value` rounded to 10**`digit`; zero has no decimals."""
    text = rounded(value, digit)
    return text if value_of(text) else "0"


def ordered(values: Sequence[float], digits: Sequence[int]) -> list[int]:
    """Digits to which ascending values can be rounded and still ascend: `digits`, or finer ones where these fail.

    >>> ordered((14.0, 14.4), (0, 1))
    [0, 0]
    """
    found = list(digits)
    while crossed := [i for i in range(1, len(found)) if _cross(values[i - 1 : i + 1], found[i - 1 : i + 1])]:
        first, second = crossed[0] - 1, crossed[0]
        found[first if found[first] > found[second] else second] -= 1
    return found


def compared(value: float, apart: float) -> str:
    """An exact `value` beside numbers that differ by `apart`: three significant digits, or more to distinguish it.

    >>> compared(3.8244, 6.5), compared(100.0213, 0.2)
    ('3.82', '100.02')
    """
    if not math.isfinite(value):
        return str(value)
    least = significant_digit(value, QUOTED_SIGNIFICANT + 1)
    needed = significant_digit(apart, 2) if apart and math.isfinite(apart) else least
    return rounded(value, min(least, needed), strip=True)


def last_digit(value: float, error: float) -> int:
    """The last digit of `value` that a standard error supports; the first one if no digit is known.

    A value smaller than its error keeps one significant digit; less than a tenth of the error counts as zero.
    """
    if not math.isfinite(error):
        return significant_digit(value, 1)
    if error == 0:
        return significant_digit(value, MOST_SIGNIFICANT)
    if abs(value) < error / 10:
        return significant_digit(error, 1)
    return max(min(significant_digit(error, 1), significant_digit(value, 1)), significant_digit(value, MOST_HELD))


def _common(values: Sequence[float], half: float) -> int:
    """The coarsest digit that moves no value by more than a fortieth of the width, which is twice `half`."""
    first = significant_digit(half, 1) + 1
    return next(digit for digit in range(first, first - 4, -1) if _moved(values, digit) <= half / 20)


def _moved(values: Sequence[float], digit: int) -> float:
    """How far rounding moves one of `values` at most."""
    exact = (Decimal(repr(float(value))) for value in values)
    return max(abs(float(each - nearest(value, _two(value, digit)))) for each, value in zip(exact, values, strict=True))


def _two(value: float, digit: int) -> int:
    """`digit`, or a finer one that leaves two significant digits."""
    return min(digit, significant_digit(value, QUOTED_SIGNIFICANT)) if value else digit


def _quoted_digit(value: float, error: float, common: int) -> int:
    wanted = _two(value, common)
    return max(wanted, significant_digit(error, 1)) if error else wanted


def _cross(values: Sequence[float], digits: Sequence[int]) -> bool:
    first, second = map(nearest, values, digits)
    return first > second


def _brackets(error: float, digit: int, exponent: int) -> str:
    """``(6)``: the error in units of the last digit, or in full if that digit is left of the decimal point."""
    steps = round(Decimal(repr(float(error))).scaleb(-digit))
    full = steps * 10 ** (digit - exponent) if digit > exponent else steps
    return f"({grouped(str(full))})" if steps else ""


def base_points(count: int) -> str:
    """A number of base points of indices in full.

    >>> base_points(131_072)
    '131,072 base points'
    """
    return counted_phrase(count, "{count} base point", "{count} base points")


def samples(count: int) -> str:
    """A number of samples in full.

    >>> samples(1), samples(1_000_000_000)
    ('1 sample', '1,000,000,000 samples')
    """
    return counted_phrase(count, "{count} sample", "{count} samples")
