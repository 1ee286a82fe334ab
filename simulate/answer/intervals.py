"""Credible intervals: equal-tailed, and the shortest of the same probability."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..engine.bins import Bins
from ..kernels.jit import BATCHES
from .quantiles import Sampled
from .summary import Estimate, Interval

Floats = NDArray[np.float64]

#: Starting probabilities among which the shortest interval is sought.
_STARTS = 801
#: Starts on either side of the best that a parabola is laid through; it steadies the end points.
_REACH = 8
#: How much longer than the best the smoothed choice may be.
_SLACK = 1e-4
#: Bins that hold less than this share are joined before the batches are searched.
_FINE = 1 / 4000


def tails(level: float) -> tuple[float, float]:
    """The probabilities at the ends of the equal-tailed interval of `level`.

    >>> tails(0.5)
    (0.25, 0.75)
    """
    return round((1.0 - level) / 2.0, 15), round((1.0 + level) / 2.0, 15)


def equal_tailed(samples: Sampled, level: float) -> Interval:
    """The interval that leaves the same probability on either side."""
    low, high = samples.estimates(tails(level))
    return Interval(level, "equal-tailed", low, high)


def shortest(samples: Sampled, batches: Sequence[Sampled], level: float) -> Interval:
    """The shortest interval of probability `level` (JCGM 101:2008, 5.3.4); `batches` are the same samples, apart.

    Its end points converge with the cube root of the count (Kim & Pollard 1990), which is how the spread of the
    batches' own shortest intervals is scaled into an error.
    """
    low, high = _search(samples, level)
    ends = [_search(batch, level) for batch in batches]
    spread = np.std(ends, axis=0, ddof=1) / BATCHES ** (1 / 3) if len(ends) > 1 else np.zeros(2)
    return Interval(level, "shortest", Estimate(low, float(spread[0])), Estimate(high, float(spread[1])))


def batches(samples: Sampled) -> list[Sampled]:
    """The samples of each batch, in bins that are coarse enough to be searched often."""
    starts, counts = samples.bins.runs()
    reached = np.cumsum(counts.sum(axis=0))
    cell = np.floor(reached / (_FINE * reached[-1]))
    first = np.flatnonzero(np.append(True, cell[1:] != cell[:-1]))
    low = samples.bins.low[starts[first]]
    high = samples.bins.high[np.append(starts[first][1:], starts[-1]) - 1]
    few = np.add.reduceat(counts, first, axis=1)
    alone = np.arange(len(first))
    return [Sampled(Bins(low, high, row, alone, row[None]), samples.ends) for row in few if row.any()]


def _search(samples: Sampled, level: float) -> tuple[float, float]:
    """The end points of the shortest interval, the length smoothed by a parabola about its least value."""
    starts = np.linspace(0.0, 1.0 - level, _STARTS)
    lengths = samples.quantile(starts + level) - samples.quantile(starts)
    best = int(np.argmin(lengths))
    first = max(best - _REACH, 0)
    near = lengths[first : best + _REACH + 1]
    place = first + _vertex(near, best - first)
    start = float(np.interp(place, np.arange(_STARTS), starts))
    low, high = samples.quantile([start, start + level])
    if high - low > lengths[best] * (1.0 + _SLACK):
        low, high = samples.quantile([starts[best], starts[best] + level])
    return float(low), float(high)


def _vertex(lengths: Floats, best: int) -> float:
    """Where the least-squares parabola through `lengths` (n,) is least; `best` where it has no minimum among them."""
    powers = np.vander(np.arange(len(lengths)) - (len(lengths) - 1) / 2.0, 3, increasing=True)
    _, slope, bend = np.linalg.lstsq(powers, lengths, rcond=None)[0]
    if bend <= 0:
        return float(best)
    return float(np.clip(powers[-1, 1] - slope / (2.0 * bend), 0, len(lengths) - 1))
