"""A histogram of every output: integer counts in pages of bins, which exist only where values fall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...kernels import histogram
from ...kernels.batches import BATCHES, BLOCK
from ...kernels.histogram import GROUP, PAGE, PAGES, HistogramMemory, edges
from ...kernels.memory import aligned
from .. import backend
from ..histogram import Histogram
from ..tasks import Task
from .base import Accumulator, Counts, Saved

#: Pages an output has room for at first: as many octaves.
_FIRST_PAGES = 32


@dataclass
class Pages:
    """The pages of one output that hold anything: which row each is in, and the counts.

    `rows` (PAGES,) is -1 for a page that holds nothing; `counts` (rows, PAGE) are those of all batches bin by bin,
    `batches` (BATCHES, rows, PAGE / GROUP) those of each batch in groups of bins; rows are added as they are needed.
    """

    rows: NDArray[np.int32] = field(default_factory=lambda: np.full(PAGES, -1, np.int32))
    counts: Counts = field(default_factory=lambda: np.zeros((0, PAGE), np.int64))
    batches: Counts = field(default_factory=lambda: np.zeros((BATCHES, 0, PAGE // GROUP), np.int64))

    def add(self, batch: int, begins: NDArray[np.int32], pool: NDArray[np.uint32]) -> int:
        """Add samples of `batch`, whose pages begin in `pool` at `begins` (PAGES,); returns how many are not finite."""
        fresh = np.flatnonzero((begins >= 0) & (self.rows < 0))
        if len(fresh):
            taken = int(self.rows.max()) + 1
            self.rows[fresh] = np.arange(taken, taken + len(fresh))
            self._extend(taken + len(fresh))
        return backend.merge_pages(begins, pool, self.rows, self.counts, self.batches[batch])

    def _extend(self, rows: int) -> None:
        """Make room for `rows` rows, at least doubling what there is."""
        more = max(rows - len(self.counts), 0) and max(rows, 2 * len(self.counts)) - len(self.counts)
        if more:
            self.counts = np.pad(self.counts, ((0, more), (0, 0)))
            self.batches = np.pad(self.batches, ((0, 0), (0, more), (0, 0)))

    def histogram(self) -> Histogram:
        """All bins of the pages, ascending, a group for every GROUP of them."""
        pages = np.flatnonzero(self.rows >= 0)
        rows = self.rows[pages]
        numbers = (pages[:, None] * PAGE + np.arange(PAGE)).ravel()
        batches = np.take(self.batches, rows, axis=1).reshape(BATCHES, -1)
        return Histogram(
            edges(numbers), edges(numbers + 1), self.counts[rows].ravel(), np.arange(len(numbers)) // GROUP, batches
        )


class Histograms(Accumulator):
    """Counts of `outputs` outputs; `lost` says how many values were not finite."""

    adder = histogram.ADDER

    def __init__(self, outputs: int) -> None:
        self.pages = [Pages() for _ in range(outputs)]

    def of(self, output: int) -> Histogram:
        """The histogram of one output."""
        return self.pages[output].histogram()

    def allocate(self) -> HistogramMemory:
        """Pages for a few octaves of every output, all of them free."""
        outputs = len(self.pages)
        return HistogramMemory(
            pages=np.full((outputs, PAGES), -1, np.int32),
            pool=aligned(_FIRST_PAGES * outputs * PAGE, np.uint32),
            taken=np.zeros(1, np.int64),
            bins=aligned(BLOCK, np.int32),
        )

    def clear(self, memory: HistogramMemory, task: Task) -> HistogramMemory:  # noqa: ARG002 - a task of any length
        """The same memory, all pages free."""
        memory.pool[: memory.taken[0]] = 0
        memory.pages[:] = -1
        memory.taken[0] = 0
        return memory

    def grow(self, memory: HistogramMemory) -> HistogramMemory:
        """The same counts in a pool of twice the size."""
        return memory._replace(pool=np.concatenate([memory.pool, np.zeros_like(memory.pool)]))

    def merge(self, task: Task, memory: HistogramMemory) -> None:
        """Add the counts of every output, by batch."""
        self.lost += sum(
            pages.add(task.batch, begins, memory.pool) for pages, begins in zip(self.pages, memory.pages, strict=True)
        )

    def save(self) -> Saved:
        """Rows, counts and batches of every output."""
        return {
            f"{name}.{o}": getattr(pages, name)
            for o, pages in enumerate(self.pages)
            for name in ("rows", "counts", "batches")
        }

    def restore(self, saved: Mapping[str, NDArray[Any]]) -> None:
        """Take over the pages; only runs whose values are all finite are saved."""
        self.pages = [
            Pages(*(saved[f"{name}.{o}"].copy() for name in ("rows", "counts", "batches")))
            for o in range(len(self.pages))
        ]
