"""A histogram of every output: integer counts in pages of bins, which exist only where values fall."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
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
#: The most that a count of a batch holds.
MOST = int(np.iinfo(np.uint32).max)


class Pages:
    """The pages of all outputs that hold anything: which row each is in, and the counts.

    `rows` (outputs, PAGES) is -1 for a page that holds nothing; `counts` (rows, PAGE) are those of all batches bin by
    bin, `batches` (rows, BATCHES, PAGE / GROUP) those of each batch in groups of bins. The first ``taken[0]`` rows are
    in use; rows are added as they are needed. Counts of batches are most of the memory of a run, so they have 32 bits:
    before one could overflow, all are moved to `carried`, which has 64.
    """

    def __init__(self, outputs: int) -> None:
        self.rows = np.full((outputs, PAGES), -1, np.int32)
        self.taken = np.zeros(1, np.int64)
        self.counts = np.zeros((0, PAGE), np.int64)
        self.batches = np.zeros((0, BATCHES, PAGE // GROUP), np.uint32)
        self.carried: NDArray[np.int64] | None = None
        #: For each thread its memory, and what adds its counts to these, for as long as the arrays stay where they are.
        self._merging: dict[int, tuple[HistogramMemory, Callable[[int], int]]] = {}
        #: What no count of a batch exceeds.
        self._most = [0] * BATCHES

    def add(self, batch: int, samples: int, memory: HistogramMemory) -> int:
        """Add `samples` samples of `batch`, which a task left in `memory`; returns how many values are not finite."""
        if self._most[batch] + samples > MOST:
            self._carry()
        self._most[batch] += samples
        lost = self._merged(batch, memory)
        if lost < 0:
            self._extend(-lost)
            lost = self._merged(batch, memory)
        return lost

    def _merged(self, batch: int, memory: HistogramMemory) -> int:
        thread = threading.get_ident()
        known, merge = self._merging.get(thread, (None, None))
        if merge is None or known is not memory:
            merge = backend.merging(memory, self.rows, self.taken, self.counts, self.batches)
            self._merging[thread] = memory, merge
        return merge(batch)

    def release(self) -> None:
        """Let go of the memory of threads."""
        self._merging.clear()

    def _extend(self, rows: int) -> None:
        """Make room for `rows` rows and some more, in place: a copy would need memory for both."""
        room = rows + rows // _SPARE
        self._merging.clear()
        self.counts.resize((room, *self.counts.shape[1:]), refcheck=False)
        self.batches.resize((room, *self.batches.shape[1:]), refcheck=False)

    def _carry(self) -> None:
        """Move the counts of batches to `carried`."""
        carried = self.whole_batches()
        self.carried = carried
        self.batches[:] = 0
        self._most = [0] * BATCHES

    def whole_batches(self) -> NDArray[np.int64]:
        """The counts of batches, with those that were carried, (rows in use, BATCHES, PAGE / GROUP)."""
        found = self.batches[: self.taken[0]].astype(np.int64)
        if self.carried is not None:
            found[: len(self.carried)] += self.carried
        return found

    def histogram(self, output: int) -> Histogram:
        """The bins of one output, ascending; neighbouring groups that hold nothing are one bin, of the last group."""
        (low, high, counts, group), batches = backend.list_bins(self.rows[output], self.counts, self.batches)
        for shift, part in self._carried_parts():
            batches += backend.list_bins(self.rows[output], self.counts, part)[1] << shift
        return Histogram(low, high, counts, group, batches)

    def _carried_parts(self) -> Iterator[tuple[int, NDArray[np.uint32]]]:
        """The lower and the upper 32 bits of the counts that were carried, and by how many bits each is shifted."""
        if self.carried is not None:
            held = np.zeros(self.batches.shape, np.int64)
            held[: len(self.carried)] = self.carried
            for shift in (0, 32):
                yield shift, (held >> shift).astype(np.uint32)

    def absorb(self, saved: Mapping[str, NDArray[Any]]) -> bool:
        """Add counts in place; False, and nothing is added, if there is no row for some, or one could overflow."""
        filled = saved["rows"] >= 0
        into, taken = self.rows[filled], saved["rows"][filled]
        added = saved["batches"].max(axis=(0, 2), initial=0).tolist()
        most = [before + more for before, more in zip(self._most, added, strict=True)]
        if (into < 0).any() or max(most) > MOST:
            return False
        self.counts[into] += saved["counts"][taken]
        self.batches[into] += saved["batches"][taken].astype(np.uint32)
        self._most = most
        return True

    def restore(self, saved: Mapping[str, NDArray[Any]]) -> None:
        """Take over the rows, the counts and the whole counts of batches."""
        self._merging.clear()
        self.rows, self.counts = saved["rows"].copy(), saved["counts"].copy()
        self.taken[0] = len(self.counts)
        self.carried = saved["batches"].astype(np.int64) if saved["batches"].max(initial=0) > MOST // 2 else None
        small = saved["batches"] if self.carried is None else np.zeros(saved["batches"].shape)
        self.batches = small.astype(np.uint32)
        self._most = self.batches.max(axis=(0, 2), initial=0).tolist()


class Histograms(Accumulator):
    """Counts of `outputs` outputs; `lost` says how many values were not finite."""

    adder = histogram.ADDER

    def __init__(self, outputs: int) -> None:
        self.outputs = outputs
        self.pages = Pages(outputs)

    def of(self, output: int) -> Histogram:
        """The histogram of one output."""
        return self.pages.histogram(output)

    def empty(self) -> Histograms:
        """Histograms of as many outputs, with nothing in."""
        return Histograms(self.outputs)

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
        self.lost += self.pages.add(task.batch, task.last - task.first, memory)

    def release(self) -> None:
        """Let go of the memory of threads."""
        self.pages.release()

    def save(self) -> Saved:
        """Rows, counts and batches of all outputs; batches have 32 bits if these are enough."""
        pages, used = self.pages, int(self.pages.taken[0])
        batches = pages.batches[:used] if pages.carried is None else pages.whole_batches()
        return {"rows": pages.rows, "counts": pages.counts[:used], "batches": batches}

    def restore(self, saved: Mapping[str, NDArray[Any]]) -> None:
        """Take over the pages; only runs whose values are all finite are saved."""
        self.pages = Pages(self.outputs)
        self.pages.restore(saved)

    def absorb(self, saved: Mapping[str, NDArray[Any]]) -> None:
        """Add the counts, page by page."""
        if not self.pages.absorb(saved):
            self.pages.restore(_united(self.save(), saved))


def _united(first: Mapping[str, NDArray[Any]], second: Mapping[str, NDArray[Any]]) -> Saved:
    """What pages with the counts of two others would save."""
    rows = first["rows"].copy()
    filled = second["rows"] >= 0
    new, used = filled & (rows < 0), len(first["counts"])
    rows[new] = used + np.arange(np.count_nonzero(new))
    into, taken = rows[filled], second["rows"][filled]
    united: Saved = {"rows": rows}
    for name in ("counts", "batches"):
        shape = used + np.count_nonzero(new), *first[name].shape[1:]
        united[name] = np.zeros(shape, np.int64)
        united[name][:used] = first[name]
        united[name][into] += second[name][taken]
    return united
