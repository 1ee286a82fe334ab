"""The one place that sets numba's options: how every kernel is compiled, and the sizes they agree on.

`contract` lets a product and a sum become one fused instruction; every reordering stays forbidden, so that a sum has
one value on any number of threads. `error_model="numpy"` makes a division by zero an infinity, which is counted and
refused, instead of an exception, which a compiled callback would swallow. `_nrt` off leaves out numba's counting of
references, whose atomic steps at every call took a tenth of a block's time: kernels are given all their memory.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., Any])

#: Samples a kernel handles at once: the working rows of a block stay in the first-level cache.
BLOCK: Final = 1024
#: Blocks whose moments make one leaf of the merge tree.
LEAF_BLOCKS: Final = 32
#: Samples of one leaf.
LEAF: Final = BLOCK * LEAF_BLOCKS
#: Batches a run is split into, for errors; Owen scramblings of the sobol design. Sample i is number i // 32 of batch i
#: % 32.
BATCHES: Final = 32

FASTMATH: Final = frozenset({"contract"})
OPTIONS: Final = {"fastmath": set(FASTMATH), "error_model": "numpy", "boundscheck": False, "_nrt": False}


def kernel(function: F) -> F:
    """`function` as a piece of compiled code that other kernels call; compiled on first use, with its callers."""
    return cast(F, njit(**OPTIONS)(function))


def element(function: F) -> F:
    """`function` of scalars, put into the loop that calls it: a call inside a loop would keep it from using vectors."""
    return cast(F, njit(forceinline=True, **OPTIONS)(function))


def driver(function: F) -> F:
    """`function` as compiled code that Python calls, free of the interpreter's lock while it runs."""
    return cast(F, njit(nogil=True, **OPTIONS)(function))
