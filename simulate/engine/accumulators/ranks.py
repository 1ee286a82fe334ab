"""How often each of several outputs is the lowest, the second lowest and so on, in the same sample."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from ...kernels.ranks import ADDER, RanksMemory
from .base import Counts, Tally


class RankCounts(Tally):
    """`counts` (BATCHES, n, n): `scale` times the samples in which output row ``rows[i]`` has rank r, lowest first.

    Equal outputs share the ranks that they take together.
    """

    adder = ADDER

    def __init__(self, rows: Sequence[int]) -> None:
        super().__init__(len(rows), len(rows))
        self._rows: Counts = np.array(rows, np.int64)
        self.scale = math.lcm(*range(1, len(rows) + 1))

    def allocate(self) -> RanksMemory:
        """A count for each output and rank."""
        return RanksMemory(self._rows, np.array([self.scale], np.int64), self.zeros())
