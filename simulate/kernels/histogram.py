"""Integer counts in bins that need no range in advance: a float's sign, exponent and 10 leading mantissa bits.

Bins are numbered in the order of the floats they hold. They live in pages of 1,024, taken from a pool when a value
first falls into one, since a flat array of all 2^22 bins would touch far more memory than an answer fills.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from .bits import float_bits, ordered
from .jit import BLOCK, element, kernel

Array = np.ndarray[Any, Any]

U = np.uint64
MANTISSA_BITS: Final = 10
#: Bits by which one replay splits a bin.
ZOOM_BITS: Final = 12
#: Bits of an ordered float below its bin.
BIN_SHIFT: Final = 52 - MANTISSA_BITS
PAGE_BITS: Final = 10
PAGE: Final = 1 << PAGE_BITS
PAGES: Final = 1 << (12 + MANTISSA_BITS - PAGE_BITS)
#: Bins to a group, in which batches are counted apart.
GROUP: Final = 4
_HIGH = np.uint64(32)
_HIGH_SHIFT = np.int32(BIN_SHIFT - 32)
_MIDDLE = np.int32(1 << (11 + MANTISSA_BITS))


@element
def bin_of(x: float) -> np.int32:
    """The bin that holds `x`: the leading bits of its ordered integer, from the upper half of the float alone."""
    high = np.int32(float_bits(x) >> _HIGH)
    return (np.int32(high ^ ((high >> np.int32(31)) & np.int32(0x7FFFFFFF))) >> _HIGH_SHIFT) + _MIDDLE


@kernel
def count_block(y: Array, n: int, pages: Array, pool: Array, taken: int, bins: Array) -> int:
    """Count the first `n` values of `y` (BLOCK,) and return how much of `pool` is taken.

    `pages` (PAGES,) holds for each page where its counts begin in `pool`, or -1; `bins` (BLOCK,) is scratch. Where the
    pool has no room for a page that is needed, what was counted is taken back, and the result is negative: -1 - taken.
    """
    for j in range(U(0), U(BLOCK), U(1)):
        bins[j] = bin_of(y[j])
    for j in range(U(0), U(n), U(1)):
        b = bins[j]
        place = pages[U(b >> np.int32(PAGE_BITS))]
        if place < 0:
            if taken + PAGE > pool.shape[0]:
                take_back(y, j, pages, pool)
                return -1 - taken
            place = np.int32(taken)
            pages[U(b >> np.int32(PAGE_BITS))] = place
            taken += PAGE
        pool[U(place + (b & np.int32(PAGE - 1)))] += np.uint32(1)
    return taken


@kernel
def take_back(y: Array, n: int, pages: Array, pool: Array) -> None:
    """Count the first `n` values of `y`, which were counted, no longer."""
    for j in range(U(0), U(n), U(1)):
        b = bin_of(y[j])
        pool[U(pages[U(b >> np.int32(PAGE_BITS))] + (b & np.int32(PAGE - 1)))] -= np.uint32(1)


@kernel
def add_page(page: Array, counts: Array, groups: Array) -> np.int64:
    """Add the counts of a `page` (PAGE,) to `counts`, and by `groups` of bins (PAGE / GROUP,); returns how many."""
    for j in range(U(0), U(PAGE), U(1)):
        counts[j] += np.int64(page[j])
    total = np.int64(0)
    for g in range(U(0), U(PAGE // GROUP), U(1)):
        count = np.int64(0)
        for j in range(U(GROUP)):
            count += np.int64(page[g * U(GROUP) + j])
        groups[g] += count
        total += count
    return total


@kernel
def zoom_block(y: Array, n: int, zooms: Array, shift: int, counts: Array, ends: Array) -> None:
    """Count the first `n` values of `y` again, finer, inside a few intervals only.

    `zooms` (n,) are ordered floats shifted right by `shift` + ZOOM_BITS, ascending; `counts` (n, 4096) split each into
    4,096 bins, and `ends` (n, 2) follow the smallest and largest ordered float in each.
    """
    intervals = zooms.shape[0]
    for j in range(n):
        key = ordered(y[j])
        coarse = key >> np.int64(shift + ZOOM_BITS)
        place = np.searchsorted(zooms, coarse)
        if place < intervals and zooms[place] == coarse:
            fine = (key >> np.int64(shift)) & np.int64((1 << ZOOM_BITS) - 1)
            counts[place, fine] += 1
            ends[place, 0] = min(ends[place, 0], key)
            ends[place, 1] = max(ends[place, 1], key)


def edges(bins: Array, shift: int = BIN_SHIFT) -> Array:
    """The ordered floats at which `bins`, numbered as the kernels number them, begin."""
    middle = 1 << (63 - shift)
    return (np.asarray(bins, np.int64) - middle) << np.int64(shift)
