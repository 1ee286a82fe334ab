"""Finer bins where one is too coarse: a replay of the run counts again, inside those bins only.

Every draw is a function of its index, so a replay sees the same samples: no bin needs stored samples to be split.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..kernels.bits import ordered_keys
from ..kernels.histogram import BIN_SHIFT, ZOOM_BITS
from .histogram import Histogram, merged, one_bin, single
from .runner import Runner
from .zoom import Zoom, Zooms, zoomed

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]

#: A bin that holds more than this share of all samples is split.
CROWDED = 0.01
#: How far the count of a bin with an asked-for quantile may be from its neighbours', as a share of the quantile's own
#: sampling error in counts; a straight line through the bin then errs by an eighth of that.
UNLIKE = 0.4
_NOISE = 3.0
#: Outputs whose bins are all kept until they are read; listing them again takes longer than listing those of few.
KEPT = 64


def coarse(bins: Histogram, probabilities: Sequence[float], value: float = np.nan) -> NDArray[np.bool_]:
    """Which bins are too coarse to read quantiles at `probabilities`, or the probability below `value`, off them."""
    total = bins.counts.sum()
    reached = np.cumsum(bins.counts)
    asked = np.asarray(probabilities, float)
    if np.isfinite(value):
        own = max(int(np.searchsorted(bins.low, ordered_keys(np.array([value]))[0], side="right")) - 1, 0)
        asked = np.append(asked, (reached[own] - 0.5 * bins.counts[own]) / total)
    indices = np.minimum(np.searchsorted(reached, asked * total), len(bins.counts) - 1)
    error = np.sqrt(total * asked * (1.0 - asked))
    result = bins.counts > CROWDED * total
    result[indices[_unlike(bins, indices) > UNLIKE * error + _NOISE * np.sqrt(bins.counts[indices])]] = True
    return np.asarray(result & (bins.high > bins.low))


def _unlike(bins: Histogram, indices: Counts) -> Floats:
    """How far the counts of the bins `indices` are from what their neighbours' densities promise, at the worst."""
    low, high = bins.edges
    width = high - low
    worst = np.zeros(len(indices))
    for step in (-1, 1):
        near = np.minimum(np.maximum(indices + step, 0), len(low) - 1)
        first, second = (near, indices) if step < 0 else (indices, near)
        meets = (bins.high[first] == bins.low[second]) & (width[near] > 0)
        predicted = bins.counts[near] * np.divide(width[indices], width[near], out=np.zeros(len(indices)), where=meets)
        worst = np.maximum(worst, np.abs(bins.counts[indices] - predicted))
    return worst


class Refined(Sequence[Histogram]):
    """The bins of every output of a run; those of many outputs are listed when they are read, not all kept."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._kept: dict[int, Histogram] = {}

    def __len__(self) -> int:
        """The number of outputs."""
        return self._runner.state.outputs

    def __getitem__(self, output: Any) -> Any:
        """The bins of one output."""
        if output in self._kept:
            return self._kept[output]
        if not 0 <= output < len(self):
            raise IndexError(output)
        bins, (low, high) = self._runner.state.histograms.of(output), self._runner.state.moments.extremes[output]
        bins = one_bin(float(low), bins) if low == high else bins
        if len(self) <= KEPT:
            self._kept[output] = bins
        return bins

    def keep(self, output: int, bins: Histogram) -> None:
        """Let `bins` be those of an output."""
        self._kept[output] = bins


def refined(
    runner: Runner, probabilities: Sequence[float], values: Sequence[float], zoom: Zoom = zoomed
) -> Sequence[Histogram]:
    """The bins of every output, fine enough for quantiles at `probabilities` and the probability below its value.

    Where they are not, `zoom` replays the run.
    """
    found = Refined(runner)
    waiting: Iterable[int] = range(len(found))
    for shift in range(BIN_SHIFT - ZOOM_BITS, -1, -ZOOM_BITS):
        width = np.int64(1) << np.int64(shift + ZOOM_BITS)
        wanted = {}
        for o in waiting:
            bins = found[o]
            which = coarse(bins, probabilities, values[o]) & (bins.high - bins.low == width)
            if which.any():
                wanted[o] = which
        if not wanted:
            break
        _split(runner, found, wanted, shift, zoom)
        waiting = list(wanted)
    return found


def _split(runner: Runner, found: Refined, wanted: Mapping[int, NDArray[np.bool_]], shift: int, zoom: Zoom) -> None:
    """Replay the run, and split each wanted bin of an output into 4,096, or into the one value that it holds."""
    split = [found[o].low[which] for o, which in wanted.items()]
    held = np.zeros(len(found), np.int64)
    held[list(wanted)] = [len(each) for each in split]
    zooms = Zooms(np.concatenate(split) >> (shift + ZOOM_BITS), np.append(0, np.cumsum(held)), shift)
    counted = zoom(runner, zooms)
    for o, which in wanted.items():
        own = range(zooms.bounds[o], zooms.bounds[o + 1])
        pieces = [_pieces(zooms.bins[z], counted.counts[:, z], shift, *counted.ends[z].tolist()) for z in own]
        found.keep(o, merged([_without(found[o], which, pieces), *pieces]))


def _without(bins: Histogram, which: NDArray[np.bool_], pieces: list[Histogram]) -> Histogram:
    """`bins` less those that were split into `pieces`, whose counts leave their groups."""
    batches = bins.batches.copy()
    for group, piece in zip(bins.group[which], pieces, strict=True):
        batches[:, group] -= piece.batches.sum(axis=1)
    return replace(bins.only(~which), batches=batches)


def _pieces(zoomed: int, counts: Counts, shift: int, low: int, high: int) -> Histogram:
    """The filled parts of one split bin, a group each; `counts` (BATCHES, 4096)."""
    if low == high:
        return single(low, counts.sum(axis=1))
    filled = np.flatnonzero(counts.any(axis=0))
    start = ((np.int64(zoomed) << np.int64(ZOOM_BITS)) + filled) << np.int64(shift)
    return Histogram(
        start,
        start + (np.int64(1) << np.int64(shift)),
        counts.sum(axis=0)[filled],
        np.arange(len(filled)),
        counts[:, filled],
    )
