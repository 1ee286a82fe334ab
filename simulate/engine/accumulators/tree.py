"""Sums of one batch, merged up a tree that is fixed by position: the same bits in whatever order tasks come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from .base import Counts, Floats, Saved


@dataclass
class Tree:
    """Arrays merged pairwise by position: node (level, i) holds leaves ``i << level`` and on.

    ``merge(left, right)`` makes one array of two. The value of the whole depends on which leaves there are, not on the
    order in which they came.
    """

    merge: Callable[[Floats, Floats], Floats]
    nodes: dict[tuple[int, int], Floats] = field(default_factory=dict)

    def add(self, level: int, index: int, sums: Floats) -> None:
        """Put in a node, and merge it with its sibling for as long as there is one."""
        while (sibling := self.nodes.pop((level, index ^ 1), None)) is not None:
            sums = self.merge(sibling, sums) if index & 1 else self.merge(sums, sibling)
            level, index = level + 1, index >> 1
        self.nodes[level, index] = sums

    def total(self) -> Floats | None:
        """The sums of all leaves: what is not yet paired moves up alone, from the left. None without leaves."""
        ordered = sorted(self.nodes.items(), key=lambda item: item[0][1] << item[0][0])
        whole = None
        for _, sums in reversed(ordered):
            whole = sums if whole is None else self.merge(sums, whole)
        return whole


def save(trees: Sequence[Tree]) -> Saved:
    """All ``nodes`` (n, ...) of `trees`, one a batch, with batch, level and index: ``keys`` (n, 3)."""
    keys = [(batch, *key) for batch, tree in enumerate(trees) for key in sorted(tree.nodes)]
    nodes: Floats = np.array([trees[batch].nodes[level, index] for batch, level, index in keys], np.float64)
    return {"keys": np.array(keys, np.int64).reshape(-1, 3), "nodes": nodes}


def restore(trees: Sequence[Tree], keys: Counts, nodes: Floats) -> None:
    """Give `trees` the nodes that `save` took from others."""
    for tree in trees:
        tree.nodes.clear()
    for (batch, level, index), sums in zip(keys.tolist(), nodes, strict=True):
        trees[batch].nodes[level, index] = sums.copy()


def absorb(trees: Sequence[Tree], keys: Counts, nodes: Floats) -> None:
    """Add the nodes that `save` took from trees of other leaves."""
    for (batch, level, index), sums in zip(keys.tolist(), nodes, strict=True):
        trees[batch].add(level, index, sums.copy())
