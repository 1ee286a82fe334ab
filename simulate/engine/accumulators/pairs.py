"""How often one output is smaller than another, and equal to it, in the same sample."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...kernels.pairs import ADDER, PairsMemory
from .base import Counts, Tally


class PairCounts(Tally):
    """`counts` (BATCHES, pairs, 2): samples in which the first output of each pair is the smaller, and equal."""

    adder = ADDER

    def __init__(self, pairs: Sequence[tuple[int, int]]) -> None:
        super().__init__(len(pairs), 2)
        self._pairs: Counts = np.array(pairs, np.int64).reshape(-1, 2)

    def allocate(self) -> PairsMemory:
        """Two counts a pair."""
        return PairsMemory(self._pairs, self.zeros())
