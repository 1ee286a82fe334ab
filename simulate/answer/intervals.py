"""Credible intervals: equal-tailed, and the shortest of the same probability."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..engine.refine import Bins
from ..kernels.jit import BATCHES
from .quantiles import Sampled
from .summary import Estimate, Interval

Floats = NDArray[np.float64]

#: Starting probabilities among which the shortest interval is sought.
_STARTS = 1001
#: Share of the starts, on either side of the best, that a parabola is laid through; it steadies the end points.
_WINDOW = 0.05
#: How much longer than the best the smoothed choice may be.
_SLACK = 1e-3
#: Bins that hold less than this share are joined before the batches are searched.
_FINE = 1 / 4000


def tails(level: float) -> tuple[float, float]:
    """The probabilities at the ends of the equal-tailed interval of `level`.

    >>> tails(0.5)
    (0.25, 0.75)
    """
    return (1.0 - level) / 2.0, (1.0 + level) / 2.0


def equal_tailed(samples: Sampled, level: float) -> Interval:
    """The interval that leaves the same probability on either side."""
    low, high = samples.estimates(tails(level))
    return Interval(level, "equal-tailed", low, high)


def shortest(samples: Sampled, level: float) -> Interval:
    """The shortest interval of probability `level` (JCGM 101:2008, 5.3.4).

    Its end points converge with the cube root of the count (Kim & Pollard 1990), which is how the spread of the batches' own
    shortest intervals is scaled into an error.
    """
    low, high = _search(samples, level)
    coarse = joined(samples.bins)
    ends = [
        _search(Sampled(Bins(coarse.low, coarse.high, row[None]), samples.smallest, samples.largest, False), level)
        for row in coarse.counts
        if row.any()
    ]
    spread = np.std(ends, axis=0, ddof=1) / BATCHES ** (1 / 3) if len(ends) > 1 else np.zeros(2)
    return Interval(level, "shortest", Estimate(low, float(spread[0])), Estimate(high, float(spread[1])))


def _search(samples: Sampled, level: float) -> tuple[float, float]:
    """The end points of the shortest interval, the length smoothed by a parabola about its least value."""
    starts = np.linspace(0.0, 1.0 - level, _STARTS)
    lengths = samples.quantile(starts + level) - samples.quantile(starts)
    best = int(np.argmin(lengths))
    reach = int(_WINDOW * _STARTS)
    near = slice(max(best - reach, 0), best + reach + 1)
    start = starts[best]
    curve = np.polynomial.Polynomial.fit(starts[near], lengths[near], 2)
    bend = curve.convert().coef
    if len(bend) == 3 and bend[2] > 0:  # noqa: PLR2004 - a parabola has three
        vertex = np.clip(-bend[1] / (2.0 * bend[2]), starts[near][0], starts[near][-1])
        length = samples.quantile(vertex + level) - samples.quantile(vertex)
        start = vertex if length <= lengths[best] * (1.0 + _SLACK) else start
    low, high = samples.quantile([start, start + level])
    return float(low), float(high)


def joined(bins: Bins) -> Bins:
    """The same counts in fewer bins: neighbours joined while they hold little."""
    pooled = bins.counts.sum(axis=0)
    group = np.floor(np.cumsum(pooled) / (_FINE * pooled.sum())).astype(np.int64)
    first = np.flatnonzero(np.append(True, group[1:] != group[:-1]))
    last = np.append(first[1:], len(group)) - 1
    return Bins(bins.low[first], bins.high[last], np.add.reduceat(bins.counts, first, axis=1))
