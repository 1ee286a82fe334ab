"""numba's options, set only here, and the sizes that all kernels share.

`contract` permits fusing a product and a sum into one instruction; reordering stays forbidden, so that a sum has the
same value on any number of threads. `error_model="numpy"` makes a division by zero an infinity, which is counted and
refused, instead of an exception, which a compiled callback would swallow. `_nrt` off omits numba's reference counting,
whose atomic operations took a tenth of a block's time: kernels never allocate memory.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., Any])

FASTMATH: Final = frozenset({"contract"})
OPTIONS: Final = {"fastmath": set(FASTMATH), "error_model": "numpy", "boundscheck": False, "_nrt": False}


def kernel(function: F) -> F:
    """`function` as compiled code that other kernels call; compiled on first use, with its callers."""
    return cast(F, njit(**OPTIONS)(function))


def unfused(function: F) -> F:
    """As `kernel`, but products and sums are rounded one by one, as numpy rounds them."""
    return cast(F, njit(**{**OPTIONS, "fastmath": False})(function))


def element(function: F) -> F:
    """`function` of scalars, inlined into the loop that calls it: a call would prevent vectorization."""
    return cast(F, njit(forceinline=True, **OPTIONS)(function))


def driver(function: F) -> F:
    """`function` as compiled code that Python calls, without the interpreter's lock while it runs."""
    return cast(F, njit(nogil=True, **OPTIONS)(function))
