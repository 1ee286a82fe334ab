"""Integer counts in bins that need no range in advance: a float's sign, exponent and 12 leading mantissa bits.

Bins are numbered in the order of the floats they hold. They live in pages of 1,024, taken from a pool when a value first
falls into one, since a flat array of all 2^24 bins would touch far more memory than an answer fills.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from .bits import ordered
from .jit import BLOCK, kernel

Array = np.ndarray[Any, Any]

U = np.uint64
MANTISSA_BITS: Final = 12
#: Bits of an ordered float below its bin.
BIN_SHIFT: Final = 52 - MANTISSA_BITS
PAGE_BITS: Final = 10
PAGE: Final = 1 << PAGE_BITS
PAGES: Final = 1 << (12 + MANTISSA_BITS - PAGE_BITS)
_MIDDLE = np.int64(1) << np.int64(11 + MANTISSA_BITS)


@kernel
def count_block(y: Array, first: int, last: int, pages: Array, pool: Array, taken: int, ends: Array, bins: Array) -> int:
    """Count ``y[first:last]`` and return how many pages of `pool` are taken.

    `pages` (PAGES,) holds for each page its place in `pool` (n, PAGE), or -1; at least BLOCK places are free. `ends` (2,)
    are the smallest and largest ordered float so far; `bins` (BLOCK,) is scratch.
    """
    low = ends[0]
    high = ends[1]
    for j in range(U(first), U(last), U(1)):
        key = ordered(y[j])
        low = min(low, key)
        high = max(high, key)
        bins[j] = U((key >> np.int64(BIN_SHIFT)) + _MIDDLE)
    ends[0] = low
    ends[1] = high
    for j in range(U(first), U(last), U(1)):
        b = bins[j]
        place = pages[b >> U(PAGE_BITS)]
        if place < 0:
            place = np.int32(taken)
            pages[b >> U(PAGE_BITS)] = place
            taken += 1
        pool[place, b & U(PAGE - 1)] += np.uint32(1)
    return taken


@kernel
def zoom_block(y: Array, first: int, last: int, zooms: Array, shift: int, counts: Array, ends: Array) -> None:
    """Count ``y[first:last]`` again, finer, inside a few intervals only.

    `zooms` (n,) are ordered floats shifted right by `shift` + 12, ascending; `counts` (n, 4096) split each into 4,096
    bins, and `ends` (n, 2) follow the smallest and largest ordered float in each.
    """
    n = zooms.shape[0]
    for j in range(first, last):
        key = ordered(y[j])
        coarse = key >> np.int64(shift + MANTISSA_BITS)
        place = np.searchsorted(zooms, coarse)
        if place < n and zooms[place] == coarse:
            fine = (key >> np.int64(shift)) & np.int64((1 << MANTISSA_BITS) - 1)
            counts[place, fine] += 1
            ends[place, 0] = min(ends[place, 0], key)
            ends[place, 1] = max(ends[place, 1], key)


def edges(bins: Array, shift: int = BIN_SHIFT) -> Array:
    """The ordered floats at which `bins`, numbered as the kernels number them, begin."""
    middle = 1 << (63 - shift)
    return (np.asarray(bins, np.int64) - middle) << np.int64(shift)


