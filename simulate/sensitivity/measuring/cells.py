"""Counts of samples by the inputs that are measured and by an output, and what is known of their bins."""

from __future__ import annotations

from collections.abc import Sequence
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
        return replace(self, counts=joined(self.counts, self.bins, join, 1), bins=joined_bins(self.bins, join))


def joined(counts: Floats, bins: Sequence[InputBins], join: int, first: int = 0) -> Floats:
    """`counts` with `join` neighbouring bins of each continuous input made one; `bins` are those of axis `first` on."""
    for axis, each in enumerate(bins):
        if each.continuous:
            counts = _joined(counts, first + axis, join)
    return counts


def joined_bins(bins: Sequence[InputBins], join: int) -> tuple[InputBins, ...]:
    """What is known of bins of which `join` neighbours are made one, if their input is continuous."""
    return tuple(each.joined(join) if each.continuous else each for each in bins)


def _joined(counts: Floats, axis: int, join: int) -> Floats:
    """`counts` with `join` neighbours along `axis` added up."""
    if join == 1:
        return counts
    moved = np.moveaxis(counts, axis, 0)
    total = moved[::join] + moved[1::join]
    for first in range(2, join):
        total += moved[first::join]
    return np.moveaxis(total, 0, axis)
