"""Integer counts in bins that need no range in advance: a float's sign, exponent and 10 leading mantissa bits.

Bins are numbered in the order of the floats they hold. They live in pages of 1,024, taken from a pool when a value
first falls into one, since a flat array of all 2^22 bins would touch far more memory than an answer fills.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np

from .adders import Adder
from .batches import BATCHES, BLOCK
from .bits import float_bits, ordered
from .compiling import types
from .compiling.jit import element, kernel
from .compiling.types import int32, int64, uint32

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
#: Pages that a task may reserve in a row: an output that crosses zero passes through thousands.
_MOST_IN_A_ROW: Final = 64
#: Bins to a group, in which batches are counted apart.
GROUP: Final = 4
_HIGH = np.uint64(32)
_HIGH_SHIFT = np.int32(BIN_SHIFT - 32)
_MIDDLE = np.int32(1 << (11 + MANTISSA_BITS))
#: 2^64 over the golden ratio, rounded to an odd number (Knuth, The Art of Computer Programming 3, 6.4).
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


class HistogramMemory(NamedTuple):
    """Counts of one task.

    `pages` (outputs, PAGES) says where in `pool` a page's counts begin, or -1; `reach` (outputs, 2) are the first and
    the last page of each output that may not be -1; `taken` (1,) says how much of the pool is in use; `bins` (BLOCK,)
    is scratch.
    """

    pages: Array
    reach: Array
    pool: Array
    taken: Array
    bins: Array


@element
def bin_of(x: float) -> np.int32:
    """The bin that holds `x`: the leading bits of its ordered integer, from the upper half of the float alone."""
    high = np.int32(float_bits(x) >> _HIGH)
    return (np.int32(high ^ ((high >> np.int32(31)) & np.int32(0x7FFFFFFF))) >> _HIGH_SHIFT) + _MIDDLE


@element
def begin_of(number: np.int64) -> np.int64:
    """The ordered float at which bin `number` begins."""
    return (number - np.int64(_MIDDLE)) << np.int64(BIN_SHIFT)


@kernel
def count_block(y: Array, n: int, pages: Array, reach: Array, pool: Array, taken: int, bins: Array) -> int:
    """Count the first `n` values of `y` (BLOCK,) and return how much of `pool` is taken.

    `pages` (PAGES,) holds for each page where its counts begin in `pool`, or -1, and `reach` (2,) is widened to hold
    all that are not; `bins` (BLOCK,) is scratch. Where the pool has no room for a page that is needed, what was counted
    is taken back, and the result is negative: -1 - taken.
    """
    low = np.int32(PAGES * PAGE - 1)
    high = np.int32(0)
    for j in range(U(0), U(BLOCK), U(1)):
        b = bin_of(y[j])
        bins[j] = b
        low = min(low, b)
        high = max(high, b)
    first = int(low) >> PAGE_BITS
    last = int(high) >> PAGE_BITS
    reach[0] = min(reach[0], max(first - 1, 0))
    reach[1] = max(reach[1], min(last + 1, PAGES - 1))
    taken = reserve(pages, max(first - 1, 0), min(last + 1, PAGES - 1), taken, pool.shape[0])
    if in_a_row(pages, first, last):  # no page has to be looked up, which takes a third of the time
        begin = np.int32(pages[first] - (first << PAGE_BITS))
        for j in range(U(0), U(n), U(1)):
            pool[U(begin + bins[j])] += np.uint32(1)
        return taken
    for j in range(U(0), U(n), U(1)):
        b = bins[j]
        begin = pages[U(b >> np.int32(PAGE_BITS))]
        if begin < 0:
            if taken + PAGE > pool.shape[0]:
                take_back(y, j, pages, pool)
                return -1 - taken
            begin = np.int32(taken)
            pages[U(b >> np.int32(PAGE_BITS))] = begin
            taken += PAGE
        pool[U(begin + (b & np.int32(PAGE - 1)))] += np.uint32(1)
    return taken


@kernel
def _add(work: Any, n: int, offset: int, memory: HistogramMemory) -> bool:
    """Count the block of every output, or of none where the pool has no room for all."""
    for o in range(work.outputs.shape[0]):
        taken = count_block(
            work.outputs[o], n, memory.pages[o], memory.reach[o], memory.pool, memory.taken[0], memory.bins
        )
        if taken < 0:
            memory.taken[0] = -1 - taken
            for before in range(o):
                take_back(work.outputs[before], n, memory.pages[before], memory.pool)
            return False
        memory.taken[0] = taken
    return True


@kernel
def _finish(memory: HistogramMemory, first: int) -> None:
    """Drop the pages that were reserved and hold nothing."""
    for o in range(memory.pages.shape[0]):
        drop_empty(memory.pages[o], memory.reach[o], memory.pool)


@kernel
def reserve(pages: Array, first: int, last: int, taken: int, room: int) -> int:
    """Let the pages `first` to `last` begin one after another in the pool; returns how much of it is taken.

    Does nothing if one of them is in the pool already, if they are many, or if the pool has no room for them.
    """
    need = (last - first + 1) * PAGE
    if need > _MOST_IN_A_ROW * PAGE or taken + need > room:
        return taken
    for page in range(first, last + 1):
        if pages[page] >= 0:
            return taken
    for page in range(first, last + 1):
        pages[page] = np.int32(taken + (page - first) * PAGE)
    return taken + need


@kernel
def in_a_row(pages: Array, first: int, last: int) -> bool:
    """Whether the pages `first` to `last` begin one after another."""
    for page in range(first, last):
        if pages[page] < 0 or pages[page + 1] != pages[page] + PAGE:
            return False
    return bool(pages[last] >= 0)


@kernel
def drop_empty(pages: Array, reach: Array, pool: Array) -> None:
    """Free the pages within `reach` (2,) that were reserved and hold nothing."""
    for page in range(reach[0], reach[1] + 1):
        if pages[page] >= 0:
            count = np.uint32(0)
            for j in range(pages[page], pages[page] + PAGE):
                count |= pool[j]
            if count == 0:
                pages[page] = -1


@kernel
def take_back(y: Array, n: int, pages: Array, pool: Array) -> None:
    """Remove the first `n` values of `y` from the counts."""
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
        groups[g] += np.uint32(count)
        total += count
    return total


@kernel
def rows_missing(pages: Array, reach: Array, rows: Array) -> np.int64:
    """How many of the `pages` (outputs, PAGES) that hold something have no row in `rows` (outputs, PAGES) yet."""
    missing = np.int64(0)
    for o in range(pages.shape[0]):
        for page in range(reach[o, 0], reach[o, 1] + 1):
            if pages[o, page] >= 0 and rows[o, page] < 0:
                missing += 1
    return missing


@kernel
def list_bins(rows: Array, counts: Array, batches: Array, found: Array, columns: Array, sizes: Array) -> None:
    """List the bins of one output, in order, whose pages are at `rows` (PAGES,) of `counts` and `batches`.

    A group of bins that holds something is listed bin by bin; neighbouring groups that are empty are listed as one bin.
    `found` (4, n) takes for each bin the ordered floats where it begins and ends, its count, and its group; `columns`
    (BATCHES, m) the counts of each batch in each group that holds something, and at last in the empty ones, 0.
    `sizes` (2,) becomes the number of bins and of groups, the empty one included.
    """
    n = np.int64(0)
    group = np.int64(0)
    end = np.int64(-1)  # the bin that follows an empty one, which grows; else -1
    for page in range(PAGES):
        row = rows[page]
        if row < 0:
            continue
        for g in range(PAGE // GROUP):
            begin = np.int64(page * PAGE + g * GROUP)
            total = np.int64(0)
            for j in range(GROUP):
                total += counts[row, g * GROUP + j]
            if total > 0:
                for j in range(GROUP):
                    found[0, n] = begin_of(begin + j)
                    found[1, n] = begin_of(begin + j + 1)
                    found[2, n] = counts[row, g * GROUP + j]
                    found[3, n] = group
                    n += 1
                for batch in range(BATCHES):
                    columns[batch, group] = batches[row, batch, g]
                group += 1
            else:
                if end != begin:
                    found[0, n] = begin_of(begin)
                    found[2, n] = 0
                    found[3, n] = -1
                    n += 1
                end = begin + GROUP
                found[1, n - 1] = begin_of(end)
    for j in range(n):
        if found[3, j] < 0:
            found[3, j] = group
    for batch in range(BATCHES):
        columns[batch, group] = 0
    sizes[0] = n
    sizes[1] = group + 1


@element
def slot_of(key: np.int64, slots: int) -> np.int64:
    """Where the search for a key begins in a table of 2^k `slots`: multiples of the golden ratio are far apart."""
    return np.int64((np.uint64(key) * _GOLDEN) >> _HIGH) & (slots - 1)


def zoom_slots(zooms: Array, bounds: Array) -> tuple[Array, Array]:
    """Tables in which ``zooms[bounds[o] : bounds[o + 1]]`` of each output o are found, one behind the other.

    With them comes where each begins, and the last ends. An entry is the number of an interval of the output, or -1; at
    most one in 32 is in use, so that most searches end at once. A bin that is not where its search begins is in one of
    the entries behind.
    """
    held = np.diff(bounds).tolist()
    sizes = [32 << (number - 1).bit_length() if number else 0 for number in held]
    within = np.append(0, np.cumsum(sizes))
    slots = np.full(within[-1], -1, np.int32)
    for o in range(len(held)):
        own = slots[within[o] : within[o + 1]]
        for interval, key in enumerate(zooms[bounds[o] : bounds[o + 1]]):
            with np.errstate(over="ignore"):  # of a product that is taken modulo 2^64
                at = slot_of.py_func(key, len(own))  # type: ignore[attr-defined]
            while own[at] >= 0:
                at = (at + 1) % len(own)
            own[at] = interval
    return slots, within


@kernel
def zoom_block(y: Array, n: int, zooms: Array, shift: int, slots: Array, counts: Array, ends: Array) -> None:
    """Count the first `n` values of `y` again, finer, inside a few intervals only.

    `zooms` (n,) are ordered floats shifted right by `shift` + ZOOM_BITS, which are found by `slots` (see `zoom_slots`);
    `counts` (n, 4096) split each into 4,096 bins, and `ends` (n, 2) follow the smallest and largest ordered float in
    each.
    """
    size = slots.shape[0]
    for j in range(n):
        key = ordered(y[j])
        coarse = key >> np.int64(shift + ZOOM_BITS)
        at = slot_of(coarse, size)
        interval = slots[at]
        while interval >= 0 and zooms[interval] != coarse:
            at = (at + 1) & (size - 1)
            interval = slots[at]
        if interval >= 0:
            fine = (key >> np.int64(shift)) & np.int64((1 << ZOOM_BITS) - 1)
            counts[interval, fine] += 1
            ends[interval, 0] = min(ends[interval, 0], key)
            ends[interval, 1] = max(ends[interval, 1], key)


ADDER = Adder(
    "histogram",
    _add,
    _finish,
    types.NamedTuple((int32[:, ::1], int64[:, ::1], uint32[::1], int64[::1], int32[::1]), HistogramMemory),
)
