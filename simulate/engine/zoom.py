"""A replay of a run that counts its samples again, finer, inside a few bins: here, or span by span somewhere else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..kernels.batches import BATCHES
from ..kernels.histogram import ZOOM_BITS, zoom_slots
from .runner import Runner
from .workers import Workers

Counts = NDArray[np.int64]
Spans = Sequence[Sequence[tuple[int, int]]]


@dataclass(frozen=True)
class Zooms:
    """The bins that a replay splits into 4,096 each.

    `bins` (n,) are ordered floats without their lowest `shift` + ZOOM_BITS bits; output o owns those from
    ``bounds[o]`` to ``bounds[o + 1]``, ascending.
    """

    bins: Counts
    bounds: Counts
    shift: int


@dataclass(frozen=True)
class Zoomed:
    """What is in the bins of `Zooms`: `counts` (BATCHES, n, 4096), and the smallest and largest ordered floats.

    These are `ends` (n, 2).
    """

    counts: NDArray[Any]
    ends: Counts

    def add(self, other: Zoomed) -> None:
        """Take in what other samples have in the same bins."""
        np.add(self.counts, other.counts, out=self.counts, casting="unsafe")
        np.minimum(self.ends[:, 0], other.ends[:, 0], out=self.ends[:, 0])
        np.maximum(self.ends[:, 1], other.ends[:, 1], out=self.ends[:, 1])

    def packed(self) -> Zoomed:
        """The same with counts of as few bytes as they need, to be sent."""
        return Zoomed(self.counts.astype(np.min_scalar_type(self.counts.max(initial=0))), self.ends)


#: What counts again all samples that a runner has in: `zoomed`, or the same on a cluster.
Zoom = Callable[[Runner, Zooms], Zoomed]


def zoomed(runner: Runner, zooms: Zooms, spans: Spans | None = None) -> Zoomed:
    """What samples have in `zooms`: those that `runner` has in, or the `spans` of sample numbers of each batch.

    Raises KeyboardInterrupt if interrupted.
    """
    own = runner.state.done.spans if spans is None else spans
    bins = zooms.bins, zooms.bounds, zooms.shift, *zoom_slots(zooms.bins, zooms.bounds)
    counts = np.zeros((BATCHES, len(zooms.bins), 1 << ZOOM_BITS), np.int64)
    ends = np.empty((BATCHES, len(zooms.bins), 2), np.int64)
    ends[:, :, 0] = np.iinfo(np.int64).max
    ends[:, :, 1] = np.iinfo(np.int64).min

    def work(batch: int) -> None:
        for span in own[batch]:
            runner.executable.zoom(batch, span, bins, counts[batch], ends[batch])

    samples = sum(last - first for each in own for first, last in each)
    if not Workers(work, range(BATCHES), runner.threads, samples * len(runner.plan.coordinates)).run():
        raise KeyboardInterrupt
    return Zoomed(counts, np.stack([ends[:, :, 0].min(axis=0), ends[:, :, 1].max(axis=0)], axis=1))
