"""Moments and extremes of every output, batch by batch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...kernels.batches import BATCHES
from ...kernels.memory import aligned
from ...kernels.moments import ADDER, COLUMNS, FIELDS, SUMS, MomentsMemory, merge_into
from ..tasks import Task
from . import tree
from .base import Accumulator, Floats, Saved
from .tree import Tree


def _merged(a: Floats, b: Floats) -> Floats:
    result = a.copy()
    for row, other in zip(result, b, strict=True):
        merge_into.py_func(row, other)  # type: ignore[attr-defined]
    return result


#: The smallest and the largest of no values.
NO_EXTREMES = np.array([np.inf, -np.inf])


def no_extremes(outputs: int) -> Floats:
    """Smallest and largest values (outputs, 2) of no samples."""
    return np.tile(NO_EXTREMES, (outputs, 1))


class Moments(Accumulator):
    """Moments of `outputs` outputs in each batch; `extremes` (outputs, 2) are the smallest and largest values."""

    adder = ADDER

    def __init__(self, outputs: int) -> None:
        self.trees = [Tree(_merged) for _ in range(BATCHES)]
        self.extremes = no_extremes(outputs)

    def empty(self) -> Moments:
        """Moments of as many outputs, with nothing in."""
        return Moments(len(self.extremes))

    def batches(self) -> Floats:
        """Moments (BATCHES, outputs, FIELDS) of each batch."""
        empty = np.zeros((len(self.extremes), FIELDS))
        totals = (tree.total() for tree in self.trees)
        return np.array([empty if total is None else total for total in totals])

    def allocate(self) -> MomentsMemory:
        """No leaves yet: how many there are depends on the task."""
        outputs = len(self.extremes)
        return MomentsMemory(
            leaves=np.zeros((0, outputs, FIELDS)),
            extremes=no_extremes(outputs),
            block=aligned(FIELDS),
            sums=aligned((SUMS, COLUMNS)),
        )

    def clear(self, memory: MomentsMemory, task: Task) -> MomentsMemory:
        """The same memory, with leaves for `task`."""
        memory.extremes[:] = NO_EXTREMES
        if len(memory.leaves) != task.leaves:
            return memory._replace(leaves=np.zeros((task.leaves, len(self.extremes), FIELDS)))
        memory.leaves[:] = 0
        return memory

    def merge(self, task: Task, memory: MomentsMemory) -> None:
        """Put the whole nodes of `task` into its batch's tree."""
        for leaf, level, index in task.nodes():
            self.trees[task.batch].add(level, index, memory.leaves[leaf].copy())
        self._reach(memory.extremes)

    def _reach(self, extremes: Floats) -> None:
        """Widen the extremes to others."""
        np.minimum(self.extremes[:, 0], extremes[:, 0], out=self.extremes[:, 0])
        np.maximum(self.extremes[:, 1], extremes[:, 1], out=self.extremes[:, 1])

    def save(self) -> Saved:
        """Extremes, and all nodes (n, outputs, FIELDS) of the trees."""
        return {"extremes": self.extremes} | tree.save(self.trees)

    def restore(self, saved: Mapping[str, NDArray[Any]]) -> None:
        """Take over extremes and nodes."""
        self.extremes = saved["extremes"].copy()
        tree.restore(self.trees, saved["keys"], saved["nodes"])

    def absorb(self, saved: Mapping[str, NDArray[Any]]) -> None:
        """Take in the extremes, and add the nodes."""
        self._reach(saved["extremes"])
        tree.absorb(self.trees, saved["keys"], saved["nodes"])
