"""The loops Python calls: samples of one batch through a program, into accumulators, finer bins, or stored draws.

Each is compiled once with a fixed signature. It takes by their addresses the model, so that a new model never
compiles a loop again, and `compute`, which computes a block: that is `program.compute_block`, compiled once for all
loops, as it takes ten times as long to compile as any of them. `work` is the thread's working memory: see
`program.working_memory`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from .adders import Adder
from .batches import BLOCK
from .compiling import types
from .compiling.jit import driver
from .compiling.types import ADDRESS, float64, int32, int64, uint32
from .histogram import PAGE, PAGES, add_page, list_bins, rows_missing, zoom_block
from .jackknife import interval_rows, leave_out_rows
from .program import ProgramType, WorkType, call_compute
from .quantiles import join_cells, quantile_rows, shortest_rows

Array = np.ndarray[Any, Any]


@lru_cache
def accumulate(adders: tuple[Adder, ...]) -> tuple[Any, Any]:
    """The loop that lets `adders` add samples of one batch to their memories, and its signature.

    The loop takes (compute, program, model, work, batch, span, memories). `span` (4,) says from which sample to which,
    where to begin, and with which adder: (first, last, next, adder). It is moved on; where `next` falls short of
    `last`, the adder needs more room. Called again with that, the loop goes on from there. `first` is a multiple of
    LEAF.
    """
    functions: dict[str, Any] = {f"add_{i}": adder.add for i, adder in enumerate(adders)}
    functions |= {f"finish_{i}": adder.finish for i, adder in enumerate(adders)}
    namespace: dict[str, Any] = {"__name__": __name__, "BLOCK": BLOCK, "call_compute": call_compute, **functions}
    exec(_accumulate_source(len(adders)), namespace)  # noqa: S102 - our own source
    memories = types.Tuple(tuple(adder.memory for adder in adders))
    return driver(namespace["loop"]), types.void(*_OF_ALL, int64[::1], memories)


def _accumulate_source(count: int) -> str:
    """The loop that feeds `count` adders, one line after another: kernels that call kernels are compiled once more."""
    return "\n".join(
        (
            "def loop(compute, program, model, work, batch, span, memories):",
            "    while span[2] < span[1]:",
            "        call_compute(compute, program, model, work, batch, span[2])",
            "        n, offset = min(BLOCK, span[1] - span[2]), span[2] - span[0]",
            *(
                line
                for i in range(count)
                for line in (
                    f"        if span[3] <= {i} and not add_{i}(work, n, offset, memories[{i}]):",
                    f"            span[3] = {i}",
                    "            return",
                )
            ),
            "        span[2] += BLOCK",
            "        span[3] = 0",
            *(f"    finish_{i}(memories[{i}], span[0])" for i in range(count)),
        )
    )


@driver
def merge(
    pages: Array, reach: Array, pool: Array, rows: Array, taken: Array, counts: Array, batches: Array, batch: int
) -> np.int64:  # fmt: skip
    """Add a task's counts of every output, which `pages` (outputs, PAGES) find in `pool`, to those of a run.

    All pages are within `reach` (outputs, 2). `rows` (outputs, PAGES) say which row of `counts` (rows, PAGE) and
    `batches` (rows, BATCHES, PAGE / GROUP) is each page's, or -1; the first ``taken[0]`` rows are in use. Returns how
    many values are not finite. Where there are too few rows, nothing is added, and the result is negative: how many
    rows it takes.
    """
    need = taken[0] + rows_missing(pages, reach, rows)
    if need > counts.shape[0]:
        return np.int64(-need)
    lost = np.int64(0)
    for o in range(pages.shape[0]):
        for page in range(reach[o, 0], reach[o, 1] + 1):
            if pages[o, page] >= 0:
                if rows[o, page] < 0:
                    rows[o, page] = np.int32(taken[0])
                    taken[0] += 1
                row = rows[o, page]
                added = add_page(pool[pages[o, page] : pages[o, page] + PAGE], counts[row], batches[row, batch])
                if page in (0, PAGES - 1):  # infinities and NaN: the ends of the ordered floats
                    lost += added
    return np.int64(lost)


@driver
def bins(rows: Array, counts: Array, batches: Array, found: Array, columns: Array, sizes: Array) -> None:
    """The bins of one output: see `histogram.list_bins`."""
    list_bins(rows, counts, batches, found, columns, sizes)


@driver
def quantiles(low: Array, high: Array, cumulative: Array, probabilities: Array, found: Array) -> None:
    """Quantiles of distributions in common cells: see `quantiles.quantile_rows`."""
    quantile_rows(low, high, cumulative, probabilities, found)


@driver
def shortest(
    low: Array, high: Array, cumulative: Array, levels: Array, unit: Array, smoother: Array, slack: float,
    scratch: Array, ends: Array,
) -> None:  # fmt: skip
    """The shortest intervals of distributions in common cells: see `quantiles.shortest_rows`."""
    shortest_rows(low, high, cumulative, levels, unit, smoother, slack, scratch, ends)


@driver
def cells(
    low: Array, high: Array, counts: Array, group: Array, parts: Array, fine: float, first: Array, below: Array
) -> np.int64:  # fmt: skip
    """Bins joined to cells: see `quantiles.join_cells`."""
    return np.int64(join_cells(low, high, counts, group, parts, fine, first, below))


@driver
def without_parts(counts: Array, found: Array) -> None:
    """Cumulated histograms of all samples, and without each part: see `jackknife.leave_out_rows`."""
    leave_out_rows(counts, found)


@driver
def intervals(low: Array, high: Array, cumulated: Array, tails: Array, ends: Array) -> None:
    """The intervals of many histograms: see `jackknife.interval_rows`."""
    interval_rows(low, high, cumulated, tails, ends)


@driver
def zoom(
    compute: int, program: Any, model: int, work: Any, batch: int, first: int, last: int,
    zooms: Array, bounds: Array, shift: int, slots: Array, within: Array, counts: Array, ends: Array,
) -> None:  # fmt: skip
    """Samples `first` to `last` of `batch`, counted again inside a few intervals.

    Output o owns the intervals ``bounds[o]`` to ``bounds[o + 1]`` of `zooms`, `counts` and `ends`, and the entries
    ``within[o]`` to ``within[o + 1]`` of `slots`: see `zoom_block`.
    """
    for start in range(first, last, BLOCK):
        call_compute(compute, program, model, work, batch, start)
        n = min(BLOCK, last - start)
        for o in range(work.outputs.shape[0]):
            a = bounds[o]
            b = bounds[o + 1]
            if b > a:
                own = slots[within[o] : within[o + 1]]
                zoom_block(work.outputs[o], n, zooms[a:b], shift, own, counts[a:b], ends[a:b])


@driver
def store(
    compute: int, program: Any, model: int, work: Any, batch: int, first: int, last: int,
    rows: Array, outputs: Array, kept: Array,
) -> None:  # fmt: skip
    """Samples `first` to `last` of `batch`, stored in the columns of `outputs` (outputs, n) and `rows` (m, n).

    `rows` takes the working rows listed in `kept` (m,); `outputs` may have fewer rows than there are outputs.
    """
    for start in range(first // BLOCK * BLOCK, last, BLOCK):
        call_compute(compute, program, model, work, batch, start)
        for j in range(max(first - start, 0), min(BLOCK, last - start)):
            for r in range(kept.shape[0]):
                rows[r, start + j - first] = work.rows[kept[r], j]
            for o in range(outputs.shape[0]):
                outputs[o, start + j - first] = work.outputs[o, j]


@driver
def lost(compute: int, program: Any, model: int, work: Any, batch: int, last: int, found: Array) -> None:
    """Put into `found` (2,) the number of the first of `last` samples of `batch` with an output that is not finite.

    It is -1 where there is none; the second entry is how many there are.
    """
    found[0] = -1
    found[1] = 0
    for start in range(0, last, BLOCK):
        call_compute(compute, program, model, work, batch, start)
        for j in range(min(BLOCK, last - start)):
            fine = True
            for o in range(work.outputs.shape[0]):
                fine &= np.isfinite(work.outputs[o, j])
            if not fine:
                found[1] += 1
                if found[0] < 0:
                    found[0] = start + j


_OF_ALL = ADDRESS, ProgramType, ADDRESS, WorkType, int64
#: The one signature each of the other loops is compiled for.
SIGNATURES = {
    "merge": int64(
        int32[:, ::1], int64[:, ::1], uint32[::1], int32[:, ::1], int64[::1], int64[:, ::1], uint32[:, :, ::1], int64
    ),
    "bins": types.void(int32[::1], int64[:, ::1], uint32[:, :, ::1], int64[:, ::1], int64[:, ::1], int64[::1]),
    "quantiles": types.void(float64[::1], float64[::1], float64[:, ::1], float64[:, ::1], float64[:, ::1]),
    "shortest": types.void(
        float64[::1],
        float64[::1],
        float64[:, ::1],
        float64[::1],
        float64[::1],
        float64[:, ::1],
        float64,
        float64[:, ::1],
        float64[:, :, ::1],
    ),
    "cells": int64(
        float64[::1], float64[::1], int64[::1], int64[::1], float64[:, ::1], float64, int64[::1], float64[:, ::1]
    ),
    "without_parts": types.void(float64[:, :, ::1], float64[:, :, ::1]),
    "intervals": types.void(float64[::1], float64[::1], float64[:, ::1], float64[::1], float64[:, ::1]),
    "zoom": types.void(
        *_OF_ALL, int64, int64, int64[::1], int64[::1], int64, int32[::1], int64[::1], int64[:, ::1], int64[:, ::1]
    ),
    "lost": types.void(*_OF_ALL, int64, int64[::1]),
    "store": types.void(*_OF_ALL, int64, int64, float64[:, :], float64[:, :], int64[::1]),
}
