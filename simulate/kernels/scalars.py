"""numpy's functions that give a number where numbers are given, and for which numba always makes an array.

Importing this module teaches numba; it is imported where formulas are compiled. For arrays numba's own versions stay.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numba import types
from numba.extending import overload

_NUMBER = (types.Number, types.Boolean)


def _are_numbers(*given: Any) -> bool:
    return all(isinstance(each, _NUMBER) for each in given)


# A target of its own kind is nearer than numba's "generic", so these are asked first. Not strict: annotations differ.
@overload(np.where, target="cpu", strict=False)  # type: ignore[untyped-decorator]
def where(condition: Any, x: Any, y: Any) -> Callable[..., Any] | None:
    """How ``np.where`` picks `x` or `y`, where all three are numbers.

    >>> from numba import njit
    >>> njit(lambda load: np.where(load > 1.0, 1.0, load))(1.7)
    1.0
    """
    return (lambda condition, x, y: x if condition else y) if _are_numbers(condition, x, y) else None


@overload(np.clip, target="cpu", strict=False)  # type: ignore[untyped-decorator]
def clip(a: Any, a_min: Any, a_max: Any) -> Callable[..., Any] | None:
    """How ``np.clip`` keeps `a` within limits, where all are numbers; a limit that is None is left open.

    What is no number stays so.

    >>> from numba import njit
    >>> njit(lambda load: np.clip(load, 0.0, 1.0))(1.7), njit(lambda load: np.clip(load, None, 1.0))(-1.7)
    (1.0, -1.7)
    """
    limits = [limit for limit in (a_min, a_max) if not _is_none(limit)]
    return _CLIPS[_is_none(a_min), _is_none(a_max)] if _are_numbers(a, *limits) else None


def _is_none(given: Any) -> bool:
    return isinstance(given, types.NoneType)


#: How a number is clipped, by whether the lower limit is open and whether the upper is.
_CLIPS: dict[tuple[bool, bool], Callable[..., Any]] = {
    (False, False): lambda a, a_min, a_max: np.minimum(np.maximum(a, a_min), a_max),
    (True, False): lambda a, a_min, a_max: np.minimum(a, a_max),
    (False, True): lambda a, a_min, a_max: np.maximum(a, a_min),
    (True, True): lambda a, a_min, a_max: a,
}
