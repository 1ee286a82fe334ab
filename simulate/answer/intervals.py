"""Credible intervals: equal-tailed, and the shortest of the same probability."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .marginal import Estimate, Interval
from .quantiles import OutputSamples
from .standard_error import in_subsamples

Floats = NDArray[np.float64]

#: Starting probabilities among which the shortest interval is sought.
_STARTS = 801
_UNIT = np.linspace(0.0, 1.0, _STARTS)
#: Starts on either side of the best that a parabola is laid through; it steadies the end points.
_REACH = 8
#: Starts that the parabola is laid through.
_NEAR = 2 * _REACH + 1
#: From the lengths at those starts to the coefficients of the least-squares parabola about the middle one.
_SMOOTHER = np.linalg.pinv(np.vander(np.arange(-_REACH, _REACH + 1.0), 3, increasing=True))
#: How much longer than the best the smoothed choice may be.
_SLACK = 1e-4
#: Outermost samples that say how well the end of the support is known.
_FEW = 3.0
#: Bins that hold less than this share are joined before the batches are searched.
_FINE = 1 / 4000


def tails(level: float) -> tuple[float, float]:
    """The probabilities at the ends of the equal-tailed interval of `level`.

    >>> tails(0.5)
    (0.25, 0.75)
    """
    return round((1.0 - level) / 2.0, 15), round((1.0 + level) / 2.0, 15)


def equal_tailed(quantiles: Mapping[float, Estimate], level: float) -> Interval:
    """The interval that leaves the same probability on either side; `quantiles` hold its ends."""
    low, high = (quantiles[p] for p in tails(level))
    return Interval(level, "equal-tailed", low, high)


@dataclass(frozen=True)
class Subsamples:
    """The same samples in a few subsamples, each straight between common `edges` (n,).

    `cumulative` (subsamples, n) is the share of a subsample below each edge.
    """

    edges: Floats
    cumulative: Floats

    def quantile(self, probabilities: Floats) -> Floats:
        """The quantiles (subsamples, n) of each subsample at `probabilities` (n,), or at those of its own row."""
        rows = np.broadcast_to(probabilities, (len(self.cumulative), np.shape(probabilities)[-1]))
        pairs = zip(rows, self.cumulative, strict=True)
        return np.array([np.interp(p, cumulative, self.edges) for p, cumulative in pairs]).reshape(rows.shape)

    @property
    def together(self) -> Subsamples:
        """All subsamples as one; they are of one size to within a sample a batch."""
        return Subsamples(self.edges, self.cumulative.mean(axis=0, keepdims=True))


def subsamples(samples: OutputSamples) -> Subsamples:
    """The samples in a few subsamples, in bins coarse enough to be searched often.

    Each bin has an edge on either side, between which there may be a gap; a value that many samples have is a bin of
    its own, whose two edges are equal.
    """
    starts, counts = samples.bins.runs(in_subsamples(samples.bins.batches.astype(float)))
    counts = counts[counts.any(axis=1)]
    low, high = samples.bins.edges
    low, high = low[starts[:-1]], high[starts[1:] - 1]
    first = _joined(counts.sum(axis=0), low == high)
    last = np.append(first[1:], len(low)) - 1
    edges = np.clip(np.column_stack([low[first], high[last]]).ravel(), *samples.ends)
    below = np.pad(np.cumsum(np.add.reduceat(counts, first, axis=1), axis=1), ((0, 0), (1, 0)))
    around = np.stack([below[:, :-1], below[:, 1:]], axis=-1).reshape(len(below), -1)
    return Subsamples(edges, around / below[:, -1:])


def _joined(counts: Floats, alone: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Where each coarse bin begins: neighbours are joined up to a share of `_FINE`, but for those `alone`."""
    reached = np.cumsum(counts)
    cell = np.floor(reached / (_FINE * reached[-1]))
    return np.flatnonzero(np.append(True, (cell[1:] != cell[:-1]) | alone[1:] | alone[:-1]))


def shortest(samples: OutputSamples, apart: Subsamples, level: float) -> Interval:
    """The shortest interval of probability `level` (JCGM 101:2008, 5.3.4); `apart` are its subsamples."""
    low, high = _search(lambda p: np.atleast_2d(samples.quantile(p)), level)[0].tolist()
    errors = np.maximum(_root_mean_square(apart, level), _last_samples(samples, low, high))
    return Interval(level, "shortest", Estimate(low, float(errors[0])), Estimate(high, float(errors[1])))


def _root_mean_square(apart: Subsamples, level: float) -> Floats:
    """How far the ends (2,) of the shortest interval of all samples are from the truth, from the subsamples.

    End points converge with the cube root of the count (Kim & Pollard 1990), their bias too: few samples hardly reach
    into a thin tail, so an end that belongs there comes out too far inside. With n subsamples the spread of their ends
    is the cube root of n times that of all samples, and so is their bias, of which their mean shows the difference to
    the ends of all of them together, in the same coarse bins.
    That mean is as unsure as Student's factor would say that the spread is, so there is no such factor here.
    """
    found = _search(apart.quantile, level)
    count = len(found)
    if count < 2:
        return np.zeros(2)
    slower = count ** (1 / 3)
    spread = np.std(found, axis=0, ddof=1) / slower
    bias = (found.mean(axis=0) - _search(apart.together.quantile, level)[0]) / (slower - 1)
    return np.asarray(np.hypot(spread, bias))


def _last_samples(samples: OutputSamples, low: float, high: float) -> tuple[float, float]:
    """What the few outermost samples span where an end is the smallest or the largest of all, else nothing."""
    few = _FEW / samples.total
    inner = samples.quantile([few, 1.0 - few])
    smallest, largest = samples.ends
    return (float(inner[0] - low) if low <= smallest else 0.0), (float(high - inner[1]) if high >= largest else 0.0)


def _search(quantiles: Callable[[Floats], Floats], level: float) -> Floats:
    """The ends (k, 2) of the shortest interval of each of the k distributions whose `quantiles` are given.

    The length is smoothed by a parabola about its least value.
    """
    starts = _UNIT * (1.0 - level)
    low, high = np.split(quantiles(np.append(starts, starts + level)), 2, axis=1)
    lengths = high - low
    row, best = np.arange(len(lengths)), lengths.argmin(axis=1)
    first = np.clip(best - _REACH, 0, _STARTS - _NEAR)
    index = first + _vertex(lengths[row[:, None], first[:, None] + np.arange(_NEAR)], best - first)
    start = index[:, None] / (_STARTS - 1) * (1.0 - level)
    smooth = quantiles(np.hstack([start, start + level]))
    longer = smooth[:, 1] - smooth[:, 0] > lengths[row, best] * (1.0 + _SLACK)
    return np.where(longer[:, None], np.column_stack([low[row, best], high[row, best]]), smooth)


def _vertex(lengths: Floats, best: NDArray[np.int64]) -> Floats:
    """Where the least-squares parabola through each row of `lengths` (k, n) is least; `best` where it is not bent."""
    _, slope, bend = (lengths[:, None, :] * _SMOOTHER).sum(axis=-1).T
    bent = bend > 0
    vertex = _REACH - slope / np.where(bent, 2.0 * bend, 1.0)
    return np.where(bent, np.clip(vertex, 0, _NEAR - 1), best)
