"""Numbers as text: rounded, with commas between thousands and an exponent for very large and very small ones.

In a picture in another language they have its decimal sign and its separators.

A `digit` is the power of ten of a digit: -2 for hundredths.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal

from ..language import numeral

MOST_SIGNIFICANT = 6
_LARGEST_PLAIN, _SMALLEST_PLAIN = Decimal("1e9"), Decimal("1e-4")
#: The largest power of e that a float holds, about.
_LARGEST_EXPONENT = 700.0
#: Four or more digits before a decimal point in a text, unless part of a number with an exponent, a date or a name.
_WHOLE = re.compile(r"(?<![\w.,-])\d{4,}(?![\w,-]|\.\d+[eE])")
#: A number in a text, its thousands grouped or not, unless part of a date or a name.
_NUMBER = re.compile(r"(?<![\w.,-])\d+(?:,\d{3})*(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w-]|[.,]\d)")


def significant(value: float, digits: int) -> str:
    """`value` rounded to `digits` significant digits, without trailing zeros.

    >>> significant(3.8244, 3), significant(11870.8, 6), significant(0, 3), significant(1.5e12, 3)
    ('3.82', '11,870.8', '0', '1.5e12')
    """
    return rounded(value, significant_digit(value, digits), strip=True) if math.isfinite(value) else str(value)


def significant_exp(exponent: float, digits: int) -> str:
    """E to the power of `exponent`, as `significant` prints it, also where no float holds it.

    >>> significant_exp(math.log(3.8244), 3), significant_exp(400 * math.log(10), 2), significant_exp(920.9999, 2)
    ('3.82', '1e400', '9.7e399')
    """
    if exponent < _LARGEST_EXPONENT:
        return significant(math.exp(exponent), digits)
    tens = f"{Decimal(exponent).exp():.{digits - 1}e}"
    number, _, power = tens.partition("e")
    return numeral(f"{_stripped(number)}e{int(power)}")


def rounded(value: float, digit: int, *, strip: bool = False) -> str:
    """A finite `value` rounded to 10**`digit`, with commas between thousands; `strip` removes trailing zeros.

    >>> rounded(1234567.8, 0), rounded(0.25, -3), rounded(-0.004, -2), rounded(6.02214e23, 21)
    ('1,234,568', '0.250', '0.00', '6.02e23')
    """
    exact = nearest(value, digit)
    if exact and not _SMALLEST_PLAIN <= abs(exact) < _LARGEST_PLAIN:
        return _scientific(exact, strip=strip)
    decimals = max(0, -digit) if exact else min(max(0, -digit), MOST_SIGNIFICANT)
    text = f"{abs(exact):.{decimals}f}"
    text = _stripped(text) if strip else text
    return ("-" if exact < 0 else "") + numeral(_grouped(text))


def nearest(value: float, digit: int) -> Decimal:
    """The shortest decimal of a finite `value`, rounded to 10**`digit`.

    >>> nearest(0.15, -1), nearest(1133.0, 1)
    (Decimal('0.2'), Decimal('1.13E+3'))
    """
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(digit))


def significant_digit(value: float, digits: int) -> int:
    """The last of `digits` significant digits of `value`, after rounding to them: 9.96 with two of them is 10.

    >>> significant_digit(3.8244, 3), significant_digit(9.96, 2)
    (-2, 0)
    """
    return int(f"{abs(value):.{digits - 1}e}".partition("e")[2]) - (digits - 1)


def grouped(text: str) -> str:
    """The digits of a number with commas between thousands.

    >>> grouped("11870.8"), grouped("552")
    ('11,870.8', '552')
    """
    return numeral(_grouped(text))


def _grouped(text: str) -> str:
    whole, point, decimals = text.partition(".")
    return f"{int(whole):,}{point}{decimals}"


def grouping(text: str) -> str:
    """A text of the user's with commas between the thousands of its numbers, whose digits stay.

    >>> grouping("at least 65000 trees"), grouping("29167.5 h"), grouping("3e8 words"), grouping("2024-11")
    ('at least 65,000 trees', '29,167.5 h', '3e8 words', '2024-11')
    """
    text = _WHOLE.sub(lambda found: f"{int(found[0]):,}", text)
    return _NUMBER.sub(lambda found: numeral(found[0]), text)


def _scientific(exact: Decimal, *, strip: bool) -> str:
    """A decimal with an exponent, all its digits kept: ``1.20e-5``."""
    digits, exponent = f"{exact:e}".lower().split("e")
    return numeral(f"{_stripped(digits) if strip else digits}e{int(exponent)}")


def _stripped(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
