"""A histogram of every output: integer counts in pages of bins, which exist only where values fall."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...kernels import histogram
from ...kernels.batches import BATCHES, BLOCK
from ...kernels.histogram import GROUP, PAGE, PAGES, HistogramMemory
from ...kernels.memory import aligned
from .. import backend
from ..histogram import Histogram
from ..tasks import Task
from .base import Accumulator, Saved

#: Pages an output has room for at first: as many octaves.
_FIRST_PAGES = 32
#: The first and the last of no pages.
_NOTHING = np.array([PAGES, -1])
#: The share of spare rows, when rows are added, as one in this many.
_SPARE = 8


class Pages:
    """The pages of all outputs that hold anything: which row each is in, and the counts.

    `rows` (outputs, PAGES) is -1 for a page that holds nothing; `counts` (rows, PAGE) are those of all batches bin by
    bin, `batches` (rows, BATCHES, PAGE / GROUP) those of each batch in groups of bins. The first ``taken[0]`` rows are
    in use; rows are added as they are needed.
    """

    def __init__(self, outputs: int) -> None:
        self.rows = np.full((outputs, PAGES), -1, np.int32)
        self.taken = np.zeros(1, np.int64)
        self.counts = np.zeros((0, PAGE), np.int64)
        self.batches = np.zeros((0, BATCHES, PAGE // GROUP), np.int64)

    def add(self, batch: int, memory: HistogramMemory) -> int:
        """Add samples of `batch`, which a task left in `memory`; returns how many are not finite."""
        lost = self._merged(batch, memory)
        if lost < 0:
            self._extend(-lost)
            lost = self._merged(batch, memory)
        return lost

    def _merged(self, batch: int, memory: HistogramMemory) -> int:
        return backend.merge_pages(memory, batch, self.rows, self.taken, self.counts, self.batches)

    def _extend(self, rows: int) -> None:
        """Make room for `rows` rows and some more, in place: a copy would need memory for both."""
        room = rows + rows // _SPARE
        self.counts.resize((room, *self.counts.shape[1:]), refcheck=False)
        self.batches.resize((room, *self.batches.shape[1:]), refcheck=False)

    def histogram(self, output: int) -> Histogram:
        """The bins of one output, ascending; neighbouring groups that hold nothing are one bin, of the last group."""
        (low, high, counts, group), batches = backend.list_bins(self.rows[output], self.counts, self.batches)
        return Histogram(low, high, counts, group, batches)


class Histograms(Accumulator):
    """Counts of `outputs` outputs; `lost` says how many values were not finite."""

    adder = histogram.ADDER

    def __init__(self, outputs: int) -> None:
        self.outputs = outputs
        self.pages = Pages(outputs)

    def of(self, output: int) -> Histogram:
        """The histogram of one output."""
        return self.pages.histogram(output)

    def allocate(self) -> HistogramMemory:
        """Pages for a few octaves of every output, all of them free."""
        return HistogramMemory(
            pages=np.full((self.outputs, PAGES), -1, np.int32),
            reach=np.tile(_NOTHING, (self.outputs, 1)),
            pool=aligned(_FIRST_PAGES * self.outputs * PAGE, np.uint32),
            taken=np.zeros(1, np.int64),
            bins=aligned(BLOCK, np.int32),
        )

    def clear(self, memory: HistogramMemory, task: Task) -> HistogramMemory:  # noqa: ARG002 - a task of any length
        """The same memory, all pages free."""
        memory.pool[: memory.taken[0]] = 0
        memory.pages[:, memory.reach[:, 0].min(initial=PAGES) : memory.reach[:, 1].max(initial=-1) + 1] = -1
        memory.reach[:] = _NOTHING
        memory.taken[0] = 0
        return memory

    def grow(self, memory: HistogramMemory) -> HistogramMemory:
        """The same counts in a pool of twice the size."""
        return memory._replace(pool=np.concatenate([memory.pool, np.zeros_like(memory.pool)]))

    def merge(self, task: Task, memory: HistogramMemory) -> None:
        """Add the counts of every output, by batch."""
        self.lost += self.pages.add(task.batch, memory)

    def save(self) -> Saved:
        """Rows, counts and batches of all outputs."""
        used = int(self.pages.taken[0])
        return {"rows": self.pages.rows, "counts": self.pages.counts[:used], "batches": self.pages.batches[:used]}

    def restore(self, saved: Mapping[str, NDArray[Any]]) -> None:
        """Take over the pages; only runs whose values are all finite are saved."""
        pages = Pages(self.outputs)
        pages.rows, pages.counts, pages.batches = (saved[name].copy() for name in ("rows", "counts", "batches"))
        pages.taken[0] = len(pages.counts)
        self.pages = pages
