"""The loops Python calls: a range of one batch's samples through a program, into sums, finer bins, or stored draws.

Each is compiled once with a fixed signature and takes the model as a function pointer, so that a new model never
compiles a loop again. `work` is the thread's working memory: see `program.working_memory`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import float64, int32, int64, types, uint32

from .histogram import PAGE, PAGES, add_page, count_block, drop_empty, take_back, zoom_block
from .jit import BLOCK, LEAF, driver, kernel
from .moments import block_moments, merge_into, merge_tree
from .pairs import compare_block
from .program import ModelType, ProgramType, WorkType, compute_block

Array = np.ndarray[Any, Any]


@driver
def accumulate(
    program: Any, model: Any, work: Any, batch: int, span: Array,
    leaves: Array, pages: Array, pool: Array, ends: Array, pairs: Array, counts: Array,
) -> None:  # fmt: skip
    """Samples of `batch` into moments, histograms and counts of which output is the smaller.

    `span` (4,) says from where to where, where to begin, and how much of the pool is taken: (first, last, next, taken).
    It is moved on, and `next` falls short of `last` when the pool must grow; called again, the loop goes on from there.
    `first` is a multiple of LEAF. `leaves` (ceil((last - first) / LEAF), outputs, FIELDS) starts as zeros and ends as
    the moments of whole nodes: see `merge_tree`. `pages` (outputs, PAGES) starts as -1, `pool` as zeros; `ends`
    (outputs, 2) are the extreme values; `counts` (pairs, 2) those of `pairs`: see `compare_block`.
    """
    while span[2] < span[1]:
        start = span[2]
        compute_block(program, model, work, batch, start)
        n = min(BLOCK, span[1] - start)
        if not _counted(work, n, pages, pool, span):
            return
        for o in range(work.outputs.shape[0]):
            block_moments(work.moments, ends[o], work.outputs[o], n, work.sums)
            merge_into(leaves[(start - span[0]) // LEAF, o], work.moments)
        compare_block(work.outputs, n, pairs, counts)
        span[2] += BLOCK
    merge_tree(leaves, span[0] // LEAF)
    for o in range(pages.shape[0]):
        drop_empty(pages[o], pool)


@kernel
def _counted(work: Any, n: int, pages: Array, pool: Array, span: Array) -> bool:
    """Count the block of every output, or of none, where the pool has no room for all."""
    for o in range(work.outputs.shape[0]):
        taken = count_block(work.outputs[o], n, pages[o], pool, span[3], work.bins)
        if taken < 0:
            span[3] = -1 - taken
            for before in range(o):
                take_back(work.outputs[before], n, pages[before], pool)
            return False
        span[3] = taken
    return True


@driver
def merge(pages: Array, pool: Array, rows: Array, counts: Array, groups: Array) -> np.int64:
    """Add one output's counts, which `pages` (PAGES,) find in `pool`, to a run's; returns how many are not finite.

    `rows` (PAGES,) say which row of `counts` (rows, PAGE) and `groups` (rows, PAGE / GROUP) is each page's.
    """
    lost = np.int64(0)
    for page in range(PAGES):
        if pages[page] >= 0:
            row = rows[page]
            added = add_page(pool[pages[page] : pages[page] + PAGE], counts[row], groups[row])
            if page in (0, PAGES - 1):  # infinities and NaN: the ends of the ordered floats
                lost += added
    return lost


@driver
def zoom(
    program: Any, model: Any, work: Any, batch: int, first: int, last: int,
    zooms: Array, bounds: Array, shift: int, counts: Array, ends: Array,
) -> None:  # fmt: skip
    """Samples `first` to `last` of `batch`, counted again inside a few intervals.

    Output o owns the intervals ``bounds[o]`` to ``bounds[o + 1]`` of `zooms`, `counts` and `ends`: see `zoom_block`.
    """
    for start in range(first, last, BLOCK):
        compute_block(program, model, work, batch, start)
        n = min(BLOCK, last - start)
        for o in range(work.outputs.shape[0]):
            a = bounds[o]
            b = bounds[o + 1]
            if b > a:
                zoom_block(work.outputs[o], n, zooms[a:b], shift, counts[a:b], ends[a:b])


@driver
def store(
    program: Any, model: Any, work: Any, batch: int, first: int, last: int, rows: Array, outputs: Array, kept: Array
) -> None:  # fmt: skip
    """Samples `first` to `last` of `batch`, stored in the columns of `outputs` (outputs, n) and `rows` (m, n).

    `rows` takes the working rows listed in `kept` (m,); `outputs` may have fewer rows than there are outputs.
    """
    for start in range(first // BLOCK * BLOCK, last, BLOCK):
        compute_block(program, model, work, batch, start)
        for j in range(max(first - start, 0), min(BLOCK, last - start)):
            for r in range(kept.shape[0]):
                rows[r, start + j - first] = work.rows[kept[r], j]
            for o in range(outputs.shape[0]):
                outputs[o, start + j - first] = work.outputs[o, j]


@driver
def lost(program: Any, model: Any, work: Any, batch: int, last: int, found: Array) -> None:
    """Put into `found` (2,) the number of the first of `last` samples of `batch` with an output that is not finite.

    It is -1 where there is none; the second entry is how many there are.
    """
    found[0] = -1
    found[1] = 0
    for start in range(0, last, BLOCK):
        compute_block(program, model, work, batch, start)
        for j in range(min(BLOCK, last - start)):
            fine = True
            for o in range(work.outputs.shape[0]):
                fine &= np.isfinite(work.outputs[o, j])
            if not fine:
                found[1] += 1
                if found[0] < 0:
                    found[0] = start + j


_OF_ALL = ProgramType, ModelType, WorkType, int64
_SUMS = float64[:, :, ::1], int32[:, ::1], uint32[::1], float64[:, ::1]
#: The one signature each driver is compiled for.
SIGNATURES = {
    "accumulate": types.void(*_OF_ALL, int64[::1], *_SUMS, int64[:, ::1], int64[:, ::1]),
    "merge": int64(int32[::1], uint32[::1], int32[::1], int64[:, ::1], int64[:, ::1]),
    "zoom": types.void(*_OF_ALL, int64, int64, int64[::1], int64[::1], int64, int64[:, ::1], int64[:, ::1]),
    "lost": types.void(*_OF_ALL, int64, int64[::1]),
    "store": types.void(*_OF_ALL, int64, int64, float64[:, :], float64[:, :], int64[::1]),
}
