"""Functions of numbers that a compiled formula calls in place of Python's and numpy's: for floats, the same values.

numba has some of them for arrays only, and others with another result: ``np.floor_divide(1.0, 0.1)`` is 10 in numba
and 9 in numpy. Importing this module teaches numba `item`; it is imported where formulas are compiled.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numba import types
from numba.extending import overload

from .jit import OPTIONS, element


@element
def where(condition: Any, x: Any, y: Any) -> Any:
    """`x` where `condition` holds, else `y`, as ``np.where`` picks between numbers.

    >>> where(1.7 > 1.0, 1.0, 0.0)
    1.0
    """
    return x if condition else y


@element
def clip(a: Any, a_min: Any, a_max: Any) -> Any:
    """`a` kept within limits, as by ``np.clip``; a limit that is None is left open. What is no number stays so.

    >>> clip(1.7, 0.0, 1.0), clip(-1.7, None, 1.0)
    (1.0, -1.7)
    """
    if a_min is not None:
        a = np.maximum(a, a_min)
    if a_max is not None:
        a = np.minimum(a, a_max)
    return a


@element
def rounded(a: Any, decimals: float = 0.0) -> Any:
    """`a` to so many decimals, halves to even, by the steps of ``np.round``: scaled, rounded to a whole, scaled back.

    >>> rounded(2.5), rounded(2.675, 2.0)
    (2.0, 2.68)
    """
    scale = 10.0 ** abs(decimals)
    if decimals < 0.0:
        return np.rint(a / scale) * scale
    return np.rint(a * scale) / scale if decimals > 0.0 else np.rint(a)


@element
def remainder(x: float, y: float) -> float:
    """What is left of `x` above whole multiples of `y`, with the sign of `y`: ``x % y``."""
    return x % y


@element
def floor_divide(x: float, y: float) -> float:
    """How many whole `y` are in `x`, rounded down: ``x // y``."""
    return x // y


@element
def divided(x: float, y: float) -> tuple[float, float]:
    """Both of them: ``divmod(x, y)``."""
    return x // y, x % y


@element
def interp(x: Any, xp: Any, fp: Any) -> Any:
    """The straight lines through (`xp`, `fp`), which increase in `xp`, at `x`; flat beyond both ends: ``np.interp``.

    >>> interp(1.5, np.array([1.0, 2.0]), np.array([10.0, 30.0]))
    20.0
    """
    last = len(xp) - 1
    if not x > xp[0]:
        return fp[0] if x <= xp[0] else x
    if x >= xp[last]:
        return fp[last]
    low, high = 0, last
    while high - low > 1:
        middle = (low + high) // 2
        if x >= xp[middle]:
            low = middle
        else:
            high = middle
    return (fp[high] - fp[low]) / (xp[high] - xp[low]) * (x - xp[low]) + fp[low]


def item(values: Any, index: float) -> Any:
    """The element of a tuple or an array at `index`, from the end where it is negative; NaN where there is none."""
    whole = index == np.floor(index) and -len(values) <= index < len(values)
    return values[int(index)] if whole else np.nan


@overload(item, prefer_literal=True, strict=False, jit_options={"forceinline": True, **OPTIONS})  # type: ignore[untyped-decorator]
def _item(values: Any, index: Any) -> Callable[..., Any]:
    if isinstance(values, types.BaseTuple) and isinstance(index, types.IntegerLiteral):
        place = index.literal_value + (values.count if index.literal_value < 0 else 0)
        return lambda values, index: values[place]
    return _checked


def _checked(values: Any, index: float) -> Any:
    """As `item`: compiled code has no bounds of its own, and what lies beyond an array is other memory.

    The first element is read in place of one that is not there: without a branch, a loop around this can use vectors.
    """
    count = len(values)
    place = index + count if index < 0.0 else index
    there = (place >= 0.0) & (place < count) & (np.floor(index) == index)
    # What a NaN or a huge float becomes as an integer is undefined, so it is replaced before the conversion.
    found = values[np.uint64(place if there else 0.0)]
    return found if there else np.nan
