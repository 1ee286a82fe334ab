"""What a run has accumulated: integer histograms and moments of every output, batch by batch, in constant memory.

Counts are integers and moments merge up a fixed tree, so any order of tasks on any number of threads leaves the same
bits.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..kernels.histogram import GROUP, PAGE, PAGES, edges
from ..kernels.jit import BATCHES
from ..kernels.moments import FIELDS, merge_into
from .bins import Bins
from .buffers import Scratch, no_extremes
from .compiler.code_cache import driver
from .tasks import Done, Task

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass
class Tree:
    """Moments of one batch, merged pairwise by position: node (level, i) holds leaves ``i << level`` and on.

    The value of the whole depends on which leaves there are, not on the order in which they came.
    """

    nodes: dict[tuple[int, int], Floats] = field(default_factory=dict)

    def add(self, level: int, place: int, moments: Floats) -> None:
        """Put in a node, and merge it with its sibling for as long as there is one."""
        while (sibling := self.nodes.pop((level, place ^ 1), None)) is not None:
            moments = _merged(sibling, moments) if place & 1 else _merged(moments, sibling)
            level, place = level + 1, place >> 1
        self.nodes[level, place] = moments

    def total(self) -> Floats:
        """The moments (outputs, FIELDS) of all leaves: what is not yet paired moves up alone, from the left."""
        ordered = sorted(self.nodes.items(), key=lambda item: item[0][1] << item[0][0])
        whole = None
        for _, moments in reversed(ordered):
            whole = moments if whole is None else _merged(moments, whole)
        return whole if whole is not None else np.zeros((0, FIELDS))


def _merged(a: Floats, b: Floats) -> Floats:
    result = a.copy()
    for row, other in zip(result, b, strict=True):
        merge_into.py_func(row, other)  # type: ignore[attr-defined]
    return result


@dataclass
class Pages:
    """The pages of one output that hold anything: which row each is in, and the counts.

    `rows` (PAGES,) is -1 for a page that holds nothing; `counts` (rows, PAGE) are those of all batches bin by bin,
    `batches` (BATCHES, rows, PAGE / GROUP) those of each batch in groups of bins; rows are added as they are needed.
    """

    rows: NDArray[np.int32] = field(default_factory=lambda: np.full(PAGES, -1, np.int32))
    counts: Counts = field(default_factory=lambda: np.zeros((0, PAGE), np.int64))
    batches: Counts = field(default_factory=lambda: np.zeros((BATCHES, 0, PAGE // GROUP), np.int64))

    def add(self, batch: int, places: NDArray[np.int32], pool: NDArray[np.uint32]) -> int:
        """Add samples of `batch`, whose pages `places` (PAGES,) find in `pool`; returns how many are not finite."""
        fresh = np.flatnonzero((places >= 0) & (self.rows < 0))
        if len(fresh):
            taken = int(self.rows.max()) + 1
            self.rows[fresh] = np.arange(taken, taken + len(fresh))
            self._reach(taken + len(fresh))
        return int(driver("merge")(places, pool, self.rows, self.counts, self.batches[batch]))

    def _reach(self, rows: int) -> None:
        """Have room for so many rows, doubling what there is."""
        more = max(rows - len(self.counts), 0) and max(rows, 2 * len(self.counts)) - len(self.counts)
        if more:
            self.counts = np.pad(self.counts, ((0, more), (0, 0)))
            self.batches = np.pad(self.batches, ((0, 0), (0, more), (0, 0)))

    def bins(self) -> Bins:
        """All bins of the pages, ascending, a group for every GROUP of them."""
        pages = np.flatnonzero(self.rows >= 0)
        rows = self.rows[pages]
        numbers = (pages[:, None] * PAGE + np.arange(PAGE)).ravel()
        batches = np.take(self.batches, rows, axis=1).reshape(BATCHES, -1)
        return Bins(
            edges(numbers), edges(numbers + 1), self.counts[rows].ravel(), np.arange(len(numbers)) // GROUP, batches
        )


@dataclass
class State:
    """Everything accumulated so far of `outputs` outputs.

    `pages` holds for each output the counts of each page of bins that was touched; `ends` (outputs, 2) the
    extreme values; `trees` the moments of each batch; `compared` (BATCHES, pairs, 2) in how many samples of each batch
    the first output of each of `pairs` (pairs, 2) was the smaller, and equal; `done` says which samples are in.
    """

    outputs: int
    pairs: Counts = field(default_factory=lambda: np.zeros((0, 2), np.int64))
    pages: list[Pages] = field(init=False)
    trees: list[Tree] = field(init=False)
    ends: Floats = field(init=False)
    compared: Counts = field(init=False)
    done: Done = field(default_factory=Done)

    def __post_init__(self) -> None:
        self.pages = [Pages() for _ in range(self.outputs)]
        self.trees = [Tree() for _ in range(BATCHES)]
        self.ends = no_extremes(self.outputs)
        self.compared = np.zeros((BATCHES, *self.pairs.shape), np.int64)

    @property
    def samples(self) -> int:
        """How many samples are in."""
        return self.done.samples

    def add(self, task: Task, room: Scratch) -> int:
        """Take in one task, as counted in `room`; returns how many of its outputs are not finite."""
        for leaf, level, place in task.nodes():
            self.trees[task.batch].add(level, place, room.leaves[leaf].copy())
        np.minimum(self.ends[:, 0], room.ends[:, 0], out=self.ends[:, 0])
        np.maximum(self.ends[:, 1], room.ends[:, 1], out=self.ends[:, 1])
        self.compared[task.batch] += room.counts
        self.done.add(task)
        return sum(
            held.add(task.batch, places, room.pool) for held, places in zip(self.pages, room.places, strict=True)
        )

    def bins(self, output: int) -> Bins:
        """The histogram of one output."""
        return self.pages[output].bins()

    def moments(self) -> Floats:
        """Moments (BATCHES, outputs, FIELDS) of each batch."""
        empty = np.zeros((self.outputs, FIELDS))
        return np.array([total if len(total := tree.total()) else empty for tree in self.trees])
