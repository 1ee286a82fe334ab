"""Pieces of a quantile table: intervals of the distance from one tail, each with one cubic."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ...kernels.tables import CELL_BITS, LOWEST, OCTAVES

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

#: Distances from a tail are probabilities times this.
SCALE = 2.0**32


@dataclass(frozen=True)
class Pieces:
    """Intervals [low, high) of the distance v from one tail, each within one cell of the table.

    The values in each are between its `least` and its `most`.
    """

    cell: NDArray[np.int64]
    low: Floats
    high: Floats
    least: Floats
    most: Floats

    def __getitem__(self, which: Flags | NDArray[np.int64]) -> Pieces:
        return Pieces(*(getattr(self, field.name)[which] for field in fields(self)))

    def halves(self) -> Pieces:
        """Each interval cut in the middle."""
        middle = 0.5 * (self.low + self.high)
        return joined(
            Pieces(self.cell, self.low, middle, self.least, self.most),
            Pieces(self.cell, middle, self.high, self.least, self.most),
        )


def joined(*pieces: Pieces) -> Pieces:
    """All `pieces` in one."""
    return Pieces(*(np.concatenate([getattr(p, field.name) for p in pieces]) for field in fields(Pieces)))


@cache
def cell_edges() -> Floats:
    """The edges of the cells of one side, from the outermost inward."""
    share = 1.0 + np.arange(1 << CELL_BITS) / (1 << CELL_BITS)
    low = (2.0 ** np.arange(LOWEST, LOWEST + OCTAVES)[:, None] * share).ravel()
    return np.append(low, 2.0 ** (LOWEST + OCTAVES))


def cuts_at(*probabilities: Floats) -> Floats:
    """The increasing distances (n,) of probabilities from one tail, without those beyond the median."""
    cuts = SCALE * np.unique(np.concatenate(probabilities))
    return cuts[(cuts > 2.0**LOWEST) & (cuts < 2.0 ** (LOWEST + OCTAVES))]
