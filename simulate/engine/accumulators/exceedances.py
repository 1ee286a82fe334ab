"""How often outputs are below thresholds, and equal to them: the rest exceeds them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...kernels.exceedances import ADDER, ExceedancesMemory
from .base import Tally


class Exceedances(Tally):
    """`counts` (BATCHES, n, 2): samples in which output row ``rows[i]`` is below ``thresholds[i]``, and equal to it.

    Values within the share `rounding` of a threshold are equal to it.
    """

    adder = ADDER

    def __init__(self, rows: Sequence[int], thresholds: Sequence[float], *, rounding: float = 0.0) -> None:
        super().__init__(len(rows), 2)
        exact = np.array(thresholds, np.float64)
        with np.errstate(invalid="ignore"):
            reach = np.where(np.isfinite(exact), rounding * np.abs(exact), 0.0)
        self._rows, self._lows, self._highs = np.array(rows, np.int64), exact - reach, exact + reach

    def allocate(self) -> ExceedancesMemory:
        """Two counts a threshold."""
        return ExceedancesMemory(self._rows, self._lows, self._highs, self.zeros())
