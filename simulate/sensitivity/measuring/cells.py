"""Counts of samples by the inputs that are measured and by an output, and what is known of their bins."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .input_bins import InputBins

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Cells:
    """Counts (parts, bins of each input measured ..., bins of an output), and what is known of these bins.

    The parts are groups of batches. `edges` (output bins + 1,) are those of the output's bins, extremes included, and
    `spans` (2, output bins) the ends of what lies in each.
    """

    counts: Floats
    bins: tuple[InputBins, ...]
    edges: Floats
    spans: Floats

    def filled(self) -> Cells:
        """The same without the bins of discrete inputs that hold no samples."""
        counts, bins = self.counts, list(self.bins)
        for axis, each in enumerate(self.bins):
            if not each.continuous:
                kept = counts.sum(axis=tuple(other for other in range(counts.ndim) if other != axis + 1)) > 0
                counts, bins[axis] = np.compress(kept, counts, axis=axis + 1), each.only(kept)
        return replace(self, counts=counts, bins=tuple(bins))

    def joined(self, join: int) -> Cells:
        """The same with `join` neighbouring bins of each continuous input made one."""
        counts, bins = self.counts, list(self.bins)
        for axis, each in enumerate(self.bins):
            if each.continuous:
                counts = _joined(counts, axis + 1, join)
                bins[axis] = each.joined(join)
        return replace(self, counts=counts, bins=tuple(bins))


def _joined(counts: Floats, axis: int, join: int) -> Floats:
    """`counts` with `join` neighbours along `axis` added up."""
    moved = np.moveaxis(counts, axis, 0)
    total = moved[::join].copy()
    for first in range(1, join):
        total += moved[first::join]
    return np.moveaxis(total, 0, axis)
