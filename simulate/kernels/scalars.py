"""Functions of floats that compiled formulas call instead of those of Python and numpy, with the same values.

numba supports some of these for arrays only, and others differ: ``np.floor_divide(1.0, 0.1)`` is 10 in numba and 9 in
numpy. Importing this module registers `item` with numba; it is imported where formulas are compiled.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numba import types
from numba.extending import overload

from .compiling.jit import OPTIONS, element


@element
def where(condition: Any, x: Any, y: Any) -> Any:
    """`x` if `condition`, else `y`: ``np.where`` for numbers.

    >>> where(1.7 > 1.0, 1.0, 0.0)
    1.0
    """
    return x if condition else y


@element
def clip(a: Any, a_min: Any, a_max: Any) -> Any:
    """`a` limited as by ``np.clip``; a limit that is None does not apply. NaN stays NaN.

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
    """`a` rounded to `decimals`, halves to even, in the steps of ``np.round``: scale, round to a whole, scale back.

    >>> rounded(2.5), rounded(2.675, 2.0)
    (2.0, 2.68)
    """
    scale = 10.0 ** abs(decimals)
    if decimals < 0.0:
        return np.rint(a / scale) * scale
    return np.rint(a * scale) / scale if decimals > 0.0 else np.rint(a)


@element
def remainder(x: float, y: float) -> float:
    """The remainder of `x` divided by `y`, with the sign of `y`: ``x % y``."""
    return x % y


@element
def floor_divide(x: float, y: float) -> float:
    """The quotient of `x` and `y`, rounded down: ``x // y``."""
    return x // y


@element
def quotient_and_remainder(x: float, y: float) -> tuple[float, float]:
    """Quotient and remainder: ``divmod(x, y)``."""
    return x // y, x % y


@element
def interp(x: Any, xp: Any, fp: Any) -> Any:
    """Linear interpolation at `x` between the points (`xp`, `fp`), constant beyond both ends: ``np.interp``.

    `xp` must increase.

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
    """The item of a tuple or an array at `index`, from the end if negative; NaN if it is out of range."""
    whole = index == np.floor(index) and -len(values) <= index < len(values)
    return values[int(index)] if whole else np.nan


@overload(item, prefer_literal=True, strict=False, jit_options={"forceinline": True, **OPTIONS})  # type: ignore[untyped-decorator]
def _item(values: Any, index: Any) -> Callable[..., Any]:
    if isinstance(values, types.BaseTuple) and isinstance(index, types.IntegerLiteral):
        position = index.literal_value + (values.count if index.literal_value < 0 else 0)
        return lambda values, index: values[position]
    return _checked


def _checked(values: Any, index: float) -> Any:
    """As `item`: compiled code does not check bounds, and would read other memory.

    The first element is read instead of a missing one: without a branch, a loop around this can be vectorized.
    """
    count = len(values)
    position = index + count if index < 0.0 else index
    exists = (position >= 0.0) & (position < count) & (np.floor(index) == index)
    # The integer of a NaN or a huge float is undefined, so these are replaced before the conversion.
    found = values[np.uint64(position if exists else 0.0)]
    return found if exists else np.nan
