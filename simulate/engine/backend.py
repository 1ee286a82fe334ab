"""Executes programs on this machine: the one module that calls compiled loops.

Another way to execute a `Program`, on other hardware or in another process, replaces this module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..kernels.histogram import PAGE, HistogramMemory
from ..kernels.program import Program, ProgramType, WorkType, working_memory
from .compiler.code_cache import accumulate_loop, compute_block, driver
from .compiler.native_code import Call, Packed
from .tasks import Task

if TYPE_CHECKING:
    from .accumulators.base import Accumulator

Counts = NDArray[np.int64]
Rows = NDArray[np.int32]
Floats = NDArray[np.float64]


class Memories:
    """What one thread accumulates into, and the call that does; `values` are the memories, one an accumulator.

    `span` (4,) is what the loop runs over: see `kernels.loops.accumulate`.
    """

    def __init__(self, accumulators: Sequence[Accumulator]) -> None:
        self._adders = tuple(each.adder for each in accumulators)
        self.values = [each.allocate() for each in accumulators]
        self.span = np.zeros(4, np.int64)
        self._code: Sequence[Any] = ()
        self._work: Packed | None = None
        self._call: Call | None = None

    def hold(self, values: Iterable[Any]) -> None:
        """Let `values` be the memories from now on."""
        before, self.values = self.values, list(values)
        if any(one is not other for one, other in zip(before, self.values, strict=True)):
            self._call = None

    def call(self, code: Sequence[Any], work: Packed, batch: int) -> Call:
        """The call for samples of `batch`, by a program's `code`, in the working memory `work`."""
        if self._call is None or code is not self._code:
            self._code, self._work = code, work
            loop = accumulate_loop(self._adders)
            self._call = Call(loop, [*code, work, batch, self.span, self.values])
        elif work is not self._work:
            self._work = work
            self._call.replace(len(code), work)
        self._call.replace(len(code) + 1, batch)
        return self._call


@dataclass(frozen=True)
class Executable:
    """A program and the address of the compiled model that it calls.

    `idle` is working memory that no thread uses now: fresh memory costs a page fault for every 4 kB.
    """

    program: Program
    model: int
    idle: list[Packed] = field(default_factory=list, compare=False, repr=False)

    @cached_property
    def _code(self) -> tuple[int, Packed, int]:
        """What every loop begins with."""
        return compute_block(), Packed(ProgramType, self.program), self.model

    @contextmanager
    def _working(self) -> Iterator[Packed]:
        """Working memory for one thread, for as long as the context lasts."""
        try:
            work = self.idle.pop()
        except IndexError:
            work = Packed(WorkType, working_memory(self.program))
        try:
            yield work
        finally:
            self.idle.append(work)

    def accumulate(self, task: Task, accumulators: Sequence[Accumulator], memories: Memories | None = None) -> Memories:
        """Run `task` into `memories`, each cleared before and grown when it is full; into new ones by default.

        Returns the memories with what the task left in them, to be used again by the same thread.
        """
        memories = memories or Memories(accumulators)
        memories.hold(each.clear(value, task) for each, value in zip(accumulators, memories.values, strict=True))
        span = memories.span
        span[:] = task.first, task.last, task.first, 0
        with self._working() as work:
            while span[2] < task.last:
                memories.call(self._code, work, task.batch)()
                if span[2] < task.last:
                    full = int(span[3])
                    grown = accumulators[full].grow(memories.values[full])
                    memories.hold(grown if i == full else value for i, value in enumerate(memories.values))
        return memories

    def store(self, batch: int, first: int, rows: Floats, outputs: Floats, kept: Counts) -> None:
        """Put samples from number `first` of `batch` on into the columns of `rows` and `outputs`.

        `rows` (m, n) takes the working rows listed in `kept` (m,), `outputs` (k, n) the first k outputs.
        """
        last = first + rows.shape[1]
        with self._working() as work:
            driver("store")(*self._code, work, batch, first, last, rows, outputs, kept)

    def zoom(self, batch: int, span: tuple[int, int], bins: Sequence[Any], counts: Counts, ends: Counts) -> None:
        """Count samples ``span[0]`` to ``span[1]`` of `batch` again, finer, inside `bins`: see `kernels.loops.zoom`."""
        with self._working() as work:
            driver("zoom")(*self._code, work, batch, *span, *bins, counts, ends)

    def lost(self, batch: int, last: int, found: Counts) -> None:
        """Put into `found` (2,) the first of `last` samples of `batch` that is not finite, or -1, and their count."""
        with self._working() as work:
            driver("lost")(*self._code, work, batch, last, found)


def merging(memory: HistogramMemory, *held: NDArray[Any]) -> Callable[[int], int]:
    """What adds a task's counts in `memory` to what a run has `held`: rows, how many are in use, counts and batches.

    It takes the task's batch, and returns how many counts are not finite: see `kernels.loops.merge`.
    """
    call = Call(driver("merge"), [memory.pages, memory.reach, memory.pool, *held, 0])

    def merge(batch: int) -> int:
        call.replace(3 + len(held), batch)
        return call()

    return merge


def list_bins(rows: Rows, counts: Counts, batches: NDArray[np.uint32]) -> tuple[Counts, Counts]:
    """The bins (4, n) of one output and the counts of batches (BATCHES, groups): see `kernels.histogram.list_bins`."""
    pages = int(np.count_nonzero(rows >= 0))
    found = np.empty((4, pages * PAGE), np.int64)
    columns = np.empty((batches.shape[1], pages * batches.shape[2] + 1), np.int64)
    sizes = np.empty(2, np.int64)
    driver("bins")(rows, counts, batches, found, columns, sizes)
    listed, groups = sizes.tolist()
    return found[:, :listed], columns[:, :groups]


def quantiles(low: Floats, high: Floats, cumulative: Floats, probabilities: Floats) -> Floats:
    """The quantiles (k, n) at `probabilities` (k, n): see `kernels.quantiles.quantile_rows`."""
    found = np.empty(probabilities.shape)
    driver("quantiles")(low, high, cumulative, probabilities, found)
    return found


def join_cells(  # noqa: PLR0913, PLR0917 - arrays in, arrays out
    low: Floats, high: Floats, counts: Counts, group: Counts, parts: Floats, fine: float
) -> tuple[Counts, Floats]:
    """Where each cell begins (n,), and the counts of parts below its ends (k, n + 1): see `quantiles.join_cells`."""
    first, below = np.empty(len(low), np.int64), np.empty((len(parts), len(low) + 1))
    found = driver("cells")(low, high, counts, group, np.ascontiguousarray(parts), fine, first, below)
    return first[:found], below[:, : found + 1]


def shortest_intervals(  # noqa: PLR0913, PLR0917 - arrays in, arrays out
    low: Floats, high: Floats, cumulative: Floats, levels: Floats, unit: Floats, smoother: Floats, slack: float
) -> Floats:
    """The ends (levels, k, 2) of the shortest intervals: see `kernels.quantiles.shortest_rows`."""
    scratch, ends = np.empty((3, len(unit))), np.empty((len(levels), len(cumulative), 2))
    driver("shortest")(low, high, cumulative, levels, unit, smoother, slack, scratch, ends)
    return ends


def without_parts(counts: Floats) -> Floats:
    """Cumulated counts (rows, 1 + parts, bins) of all `counts` (parts, rows, bins), and of all but each part."""
    parts, rows, bins = counts.shape
    found = np.empty((rows, 1 + parts, bins))
    driver("without_parts")(np.ascontiguousarray(counts), found)
    return found


def intervals(spans: Floats, cumulated: Floats, tails: Floats) -> Floats:
    """The quantiles (n, rows) at `tails` (n,) of `cumulated` counts (rows, bins): see `jackknife.interval_rows`."""
    found = np.empty((len(tails), len(cumulated)))
    low, high = np.ascontiguousarray(spans, float)
    driver("intervals")(low, high, np.ascontiguousarray(cumulated), tails, found)
    return found
