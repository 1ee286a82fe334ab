"""Moments and extremes of every output, batch by batch, merged up a fixed tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...kernels.batches import BATCHES
from ...kernels.memory import aligned
from ...kernels.moments import ADDER, COLUMNS, FIELDS, SUMS, MomentsMemory, merge_into
from ..tasks import Task
from .base import Accumulator, Floats, Saved


@dataclass
class Tree:
    """Moments of one batch, merged pairwise by position: node (level, i) holds leaves ``i << level`` and on.

    The value of the whole depends on which leaves there are, not on the order in which they came.
    """

    nodes: dict[tuple[int, int], Floats] = field(default_factory=dict)

    def add(self, level: int, index: int, moments: Floats) -> None:
        """Put in a node, and merge it with its sibling for as long as there is one."""
        while (sibling := self.nodes.pop((level, index ^ 1), None)) is not None:
            moments = _merged(sibling, moments) if index & 1 else _merged(moments, sibling)
            level, index = level + 1, index >> 1
        self.nodes[level, index] = moments

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


def no_extremes(outputs: int) -> Floats:
    """Smallest and largest values (outputs, 2) of no samples."""
    return np.tile(np.array([np.inf, -np.inf]), (outputs, 1))


class Moments(Accumulator):
    """Moments of `outputs` outputs in each batch; `extremes` (outputs, 2) are the smallest and largest values."""

    adder = ADDER

    def __init__(self, outputs: int) -> None:
        self.trees = [Tree() for _ in range(BATCHES)]
        self.extremes = no_extremes(outputs)

    def batches(self) -> Floats:
        """Moments (BATCHES, outputs, FIELDS) of each batch."""
        empty = np.zeros((len(self.extremes), FIELDS))
        return np.array([total if len(total := tree.total()) else empty for tree in self.trees])

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
        memory.extremes[:] = no_extremes(len(self.extremes))
        return memory._replace(leaves=np.zeros((task.leaves, len(self.extremes), FIELDS)))

    def merge(self, task: Task, memory: MomentsMemory) -> None:
        """Put the whole nodes of `task` into its batch's tree."""
        for leaf, level, index in task.nodes():
            self.trees[task.batch].add(level, index, memory.leaves[leaf].copy())
        np.minimum(self.extremes[:, 0], memory.extremes[:, 0], out=self.extremes[:, 0])
        np.maximum(self.extremes[:, 1], memory.extremes[:, 1], out=self.extremes[:, 1])

    def save(self) -> Saved:
        """Extremes, and all nodes (n, outputs, FIELDS) with batch, level and index (n, 3)."""
        keys = [(batch, *key) for batch, tree in enumerate(self.trees) for key in sorted(tree.nodes)]
        nodes = [self.trees[batch].nodes[level, index] for batch, level, index in keys]
        return {
            "extremes": self.extremes,
            "keys": np.array(keys, np.int64).reshape(-1, 3),
            "nodes": np.array(nodes).reshape(-1, len(self.extremes), FIELDS),
        }

    def restore(self, saved: Mapping[str, NDArray[Any]]) -> None:
        """Take over extremes and nodes."""
        self.extremes = saved["extremes"].copy()
        self.trees = [Tree() for _ in range(BATCHES)]
        for (batch, level, index), moments in zip(saved["keys"].tolist(), saved["nodes"], strict=True):
            self.trees[batch].nodes[level, index] = moments.copy()
