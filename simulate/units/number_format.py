"""Numbers as people write them: so many digits, thousands set apart by commas, powers of ten where it takes them.

A *place* is the power of ten of the last digit that is printed: -2 for hundredths.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Value = TypeVar("Value", float, "NDArray[np.float64]")

MOST_SIGNIFICANT = 6
_LARGEST_PLAIN, _SMALLEST_PLAIN = Decimal("1e9"), Decimal("1e-4")
#: Digits before a decimal point, in a text; those of a number with an exponent, a date or a name are left alone.
_WHOLE = re.compile(r"(?<![\w.,-])\d{4,}(?![\w,-]|\.\d+[eE])")


def multiple(value: Value, factor: float) -> Value:
    """`value` times `factor`; a whole divisor is divided by, so that 57 times 0.01 is 0.57 exactly.

    >>> multiple(57.0, 0.01), 57 * 0.01
    (0.57, 0.5700000000000001)
    """
    by = divisor(factor)
    return value / by if by else value * factor


def divisor(factor: float) -> float:
    """How many times `factor` goes into one, where that is a whole number; else 0.

    >>> divisor(0.01), divisor(3.0), divisor(0.3)
    (100.0, 0.0, 0.0)
    """
    whole = float(round(1 / factor)) if 1e-15 < factor < 1 else 0.0
    return whole if whole and 1 / whole == factor else 0.0


def significant(value: float, digits: int) -> str:
    """`value` with so many significant digits, zeros behind the decimal point left out.

    >>> significant(3.8244, 3), significant(11870.8, 6), significant(0, 3), significant(1.5e12, 3)
    ('3.82', '11,870.8', '0', '1.5e12')
    """
    return rounded(value, place_of(value, digits), strip=True) if math.isfinite(value) else str(value)


def rounded(value: float, place: int, *, strip: bool = False) -> str:
    """A finite `value` to 10**`place`, thousands set apart; `strip` leaves out zeros behind the decimal point.

    >>> rounded(1234567.8, 0), rounded(0.25, -3), rounded(-0.004, -2), rounded(6.02214e23, 21)
    ('1,234,568', '0.250', '0.00', '6.02e23')
    """
    exact = nearest(value, place)
    if exact and not _SMALLEST_PLAIN <= abs(exact) < _LARGEST_PLAIN:
        return _scientific(exact, strip=strip)
    decimals = max(0, -place) if exact else min(max(0, -place), MOST_SIGNIFICANT)
    text = f"{abs(exact):.{decimals}f}"
    return ("-" if exact < 0 else "") + grouped(_stripped(text) if strip else text)


def nearest(value: float, place: int) -> Decimal:
    """A finite `value` rounded to 10**`place`, the shortest decimal that reads as it being rounded.

    >>> nearest(0.15, -1), nearest(1133.0, 1)
    (Decimal('0.2'), Decimal('1.13E+3'))
    """
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(place))


def place_of(value: float, digits: int) -> int:
    """The place of the last of so many significant digits, after rounding to them: 9.96 in two is 10."""
    return int(f"{abs(value):.{digits - 1}e}".partition("e")[2]) - (digits - 1)


def grouped(text: str) -> str:
    """The digits of a number with its thousands set apart.

    >>> grouped("11870.8"), grouped("552")
    ('11,870.8', '552')
    """
    whole, point, decimals = text.partition(".")
    return f"{int(whole):,}{point}{decimals}"


def grouping(text: str) -> str:
    """A text with the thousands of its numbers set apart, no digit of theirs changed; for numbers somebody wrote.

    >>> grouping("at least 65000 trees"), grouping("29167.5 h"), grouping("3e8 words"), grouping("2024-11")
    ('at least 65,000 trees', '29,167.5 h', '3e8 words', '2024-11')
    """
    return _WHOLE.sub(lambda found: f"{int(found[0]):,}", text)


def _scientific(exact: Decimal, *, strip: bool) -> str:
    """``1.20e-5``, its digits those of the decimal."""
    digits, exponent = f"{exact:e}".lower().split("e")
    return f"{_stripped(digits) if strip else digits}e{int(exponent)}"


def _stripped(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
