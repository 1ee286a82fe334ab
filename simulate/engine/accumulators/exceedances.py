"""How often outputs are below thresholds, and equal to them: the rest exceeds them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...kernels.exceedances import ADDER, ExceedancesMemory
from .base import Tally


class Exceedances(Tally):
    """`counts` (BATCHES, n, 2): samples in which output row ``rows[i]`` is below ``thresholds[i]``, and equal to it."""

    adder = ADDER

    def __init__(self, rows: Sequence[int], thresholds: Sequence[float]) -> None:
        super().__init__(len(rows), 2)
        self._rows, self._thresholds = np.array(rows, np.int64), np.array(thresholds, np.float64)

    def allocate(self) -> ExceedancesMemory:
        """Two counts a threshold."""
        return ExceedancesMemory(self._rows, self._thresholds, self.zeros())
