"""Sums over pick-freeze samples of every output, batch by batch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...kernels.batches import BATCHES, BLOCK
from ...kernels.cross_sums import ADDER, EACH, OWN, CrossSumsMemory
from ...kernels.memory import aligned
from ...kernels.moments import COLUMNS
from ..tasks import Task
from . import tree
from .base import Accumulator, Counts, Floats, Saved
from .tree import Tree


class CrossSums(Accumulator):
    """Sums of outputs at points A, B and hybrids, whose rows are `rows` (outputs, 2 + groups).

    `scales` (outputs,) and `centers` (outputs,) say how an output is transformed, `boundaries` (outputs, n) are
    quantiles for ranks: see `kernels.cross_sums`.
    """

    adder = ADDER

    def __init__(self, rows: Counts, scales: Counts, centers: Floats, boundaries: Floats) -> None:
        self._fixed = rows, scales, centers, np.ascontiguousarray(boundaries)
        self._shape = len(rows), OWN + EACH * (rows.shape[1] - 2)
        self.trees = [Tree(np.add) for _ in range(BATCHES)]

    def empty(self) -> CrossSums:
        """The same question, with nothing in."""
        return CrossSums(*self._fixed)

    def batches(self) -> Floats:
        """Sums (BATCHES, outputs, OWN + EACH * groups) of each batch."""
        totals = (tree.total() for tree in self.trees)
        return np.array([np.zeros(self._shape) if total is None else total for total in totals])

    def allocate(self) -> CrossSumsMemory:
        """No leaves yet: how many there are depends on the task."""
        return CrossSumsMemory(*self._fixed, np.zeros((0, *self._shape)), aligned((3, BLOCK)), aligned(EACH * COLUMNS))

    def clear(self, memory: CrossSumsMemory, task: Task) -> CrossSumsMemory:
        """The same memory, with leaves for `task`."""
        return memory._replace(leaves=np.zeros((task.leaves, *self._shape)))

    def merge(self, task: Task, memory: CrossSumsMemory) -> None:
        """Put the whole nodes of `task` into its batch's tree."""
        self.lost += int(np.count_nonzero(~np.isfinite(memory.leaves)))
        for leaf, level, index in task.nodes():
            self.trees[task.batch].add(level, index, memory.leaves[leaf].copy())

    def save(self) -> Saved:
        """All nodes of the trees."""
        return tree.save(self.trees)

    def restore(self, saved: Mapping[str, NDArray[Any]]) -> None:
        """Take over the nodes."""
        tree.restore(self.trees, saved["keys"], saved["nodes"])

    def absorb(self, saved: Mapping[str, NDArray[Any]]) -> None:
        """Add the nodes."""
        tree.absorb(self.trees, saved["keys"], saved["nodes"])
