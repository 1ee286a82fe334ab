"""Numbers whose text no float holds: what is too small to be told from 0."""

from __future__ import annotations

import re

#: The rule that such a number breaks.
TOO_SMALL = "must be at least 5e-324 in size, or 0"
_MANTISSA = re.compile(r"[^eE]*")


def vanishes(value: float, text: str) -> bool:
    """Whether `value`, read from `text`, is 0 although the text is another number.

    >>> vanishes(0.0, "1e-400"), vanishes(0.0, "0e-5")
    (True, False)
    """
    return value == 0 and any(digit in "123456789" for digit in _MANTISSA.match(text)[0])  # type: ignore[index]
