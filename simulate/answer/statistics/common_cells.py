"""Distributions that are linear within common cells: quantiles of all samples, or of parts of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...engine import backend

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class CommonCells:
    """Several distributions in cells from `low` to `high` (m,), ascending, which are equal where a cell is one value.

    `cumulative` (k, m + 1) is the share of each distribution before each cell, then 1.
    """

    low: Floats
    high: Floats
    cumulative: Floats

    def quantile(self, probabilities: ArrayLike) -> Floats:
        """The quantiles (k, n) of each distribution at `probabilities` (n,), or at those (k, n) of its own row."""
        p = np.clip(np.asarray(probabilities, float), 0.0, 1.0)
        rows = np.ascontiguousarray(np.broadcast_to(p, (len(self.cumulative), p.shape[-1])))
        return backend.quantiles(self.low, self.high, self.cumulative, rows)

    @property
    def together(self) -> CommonCells:
        """All distributions, which weigh the same, as one."""
        return CommonCells(self.low, self.high, self.cumulative.mean(axis=0, keepdims=True))
