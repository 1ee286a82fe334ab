"""An output's histogram: fine bins over all batches, and the batches' own counts in groups of them.

What is read off (quantiles) wants fine bins; how sure it is (the batches' spread) does not, and 32 batches would take
32 times the memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..kernels.bits import ordered_keys, unordered

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Histogram:
    """Bins in ascending order: ordered floats where each begins and ends, its count, and its group.

    Where all samples of a bin are one value, it begins and ends there. `batches` (BATCHES, groups) are the counts of
    each batch in each group; a group's bins are neighbours but for bins that were split out of it.
    """

    low: Counts
    high: Counts
    counts: Counts
    group: Counts
    batches: Counts

    @cached_property
    def edges(self) -> tuple[Floats, Floats]:
        """The values at which the bins begin and end."""
        return unordered(self.low), unordered(self.high)

    @cached_property
    def group_counts(self) -> Floats:
        """Count of each group, at least 1, so that it can be divided by."""
        total: Floats = np.maximum(self.batches.sum(axis=0), 1.0)
        return total

    def batch_shares(self, inside: Floats) -> Floats:
        """The share of each batch's samples that a part `inside` (n,) of every bin holds, (batches with any,)."""
        held = np.bincount(self.group, weights=inside * self.counts, minlength=self.batches.shape[1])
        sizes = self.batches.sum(axis=1)
        shares: Floats = (self.batches @ (held / self.group_counts))[sizes > 0] / sizes[sizes > 0]
        return shares

    def only(self, which: NDArray[np.bool_]) -> Histogram:
        """Some of the bins, the groups as they are."""
        return Histogram(self.low[which], self.high[which], self.counts[which], self.group[which], self.batches)


def merged(pieces: Sequence[Histogram]) -> Histogram:
    """All bins of `pieces`, which do not overlap, in order; the groups of each piece follow those of the one before."""
    shift = np.cumsum([0] + [piece.batches.shape[1] for piece in pieces])
    order = np.argsort(np.concatenate([piece.low for piece in pieces]), kind="stable")
    group = np.concatenate([piece.group + s for piece, s in zip(pieces, shift, strict=False)])
    low, high, counts = (np.concatenate([getattr(p, name) for p in pieces]) for name in ("low", "high", "counts"))
    batches = np.concatenate([piece.batches for piece in pieces], axis=1)
    return Histogram(low[order], high[order], counts[order], group[order], batches)


def one_bin(value: float, bins: Histogram) -> Histogram:
    """All samples of `bins` as the one `value` that they are."""
    return single(int(ordered_keys(np.array([value]))[0]), bins.batches.sum(axis=1))


def single(low: int, counts: Counts) -> Histogram:
    """One bin that holds one value, whose ordered float is `low`; `counts` (BATCHES,) of each batch."""
    at = np.array([low])
    return Histogram(at, at, np.array([counts.sum()]), np.array([0]), counts[:, None])
