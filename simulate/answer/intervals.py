"""Credible intervals: equal-tailed, and the shortest of the same probability."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from .quantiles import Sampled
from .spread import in_parts, student
from .summary import Estimate, Interval

Floats = NDArray[np.float64]
Quantile = Callable[[Floats], Floats]

#: Starting probabilities among which the shortest interval is sought.
_STARTS = 801
_UNIT = np.linspace(0.0, 1.0, _STARTS)
#: Starts on either side of the best that a parabola is laid through; it steadies the end points.
_REACH = 8
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


def equal_tailed(samples: Sampled, level: float) -> Interval:
    """The interval that leaves the same probability on either side."""
    low, high = samples.estimates(tails(level))
    return Interval(level, "equal-tailed", low, high)


def shortest(samples: Sampled, parts: Sequence[Quantile], level: float) -> Interval:
    """The shortest interval of probability `level` (JCGM 101:2008, 5.3.4); `parts` are the same samples, apart.

    Its end points converge with the cube root of the count (Kim & Pollard 1990), which is how the spread of the
    parts' own shortest intervals is scaled into an error.
    """
    low, high = _search(samples.quantile, level)
    ends = [_search(part, level) for part in parts]
    count = len(ends)
    spread = student(count) * np.std(ends, axis=0, ddof=1) / count ** (1 / 3) if count > 1 else np.zeros(2)
    errors = np.maximum(spread, _last_samples(samples, low, high))
    return Interval(level, "shortest", Estimate(low, float(errors[0])), Estimate(high, float(errors[1])))


def _last_samples(samples: Sampled, low: float, high: float) -> tuple[float, float]:
    """What the few outermost samples span where an end is the smallest or the largest of all, else nothing."""
    few = _FEW / samples.total
    inner = samples.quantile([few, 1.0 - few])
    smallest, largest = samples.ends
    return (float(inner[0] - low) if low <= smallest else 0.0), (float(high - inner[1]) if high >= largest else 0.0)


def parts(samples: Sampled) -> list[Quantile]:
    """The quantile functions of a few parts of the samples, from bins that are coarse enough to be searched often."""
    starts, counts = samples.bins.runs()
    counts = in_parts(counts)
    reached = np.cumsum(counts.sum(axis=0))
    cell = np.floor(reached / (_FINE * reached[-1]))
    first = np.flatnonzero(np.append(True, cell[1:] != cell[:-1]))
    low, _ = samples.bins.edges
    edges = np.clip(np.append(low[starts[first]], samples.ends[1]), *samples.ends)
    few = np.add.reduceat(counts, first, axis=1)
    return [_through(np.append(0.0, np.cumsum(row)) / row.sum(), edges) for row in few if row.any()]


def _through(cumulative: Floats, edges: Floats) -> Quantile:
    """The quantile function that is straight between `edges` (n,), where the probability is `cumulative` (n,)."""
    return lambda p: np.interp(p, cumulative, edges)


def _search(quantile: Quantile, level: float) -> tuple[float, float]:
    """The end points of the shortest interval, the length smoothed by a parabola about its least value."""
    starts = _UNIT * (1.0 - level)
    lengths = quantile(starts + level) - quantile(starts)
    best = int(np.argmin(lengths))
    first = min(max(best - _REACH, 0), _STARTS - len(_SMOOTHER[0]))
    place = first + _vertex(lengths[first : first + len(_SMOOTHER[0])], best - first)
    start = place / (_STARTS - 1) * (1.0 - level)
    low, high = quantile(np.array([start, start + level]))
    if high - low > lengths[best] * (1.0 + _SLACK):
        low, high = quantile(np.array([starts[best], starts[best] + level]))
    return float(low), float(high)


def _vertex(lengths: Floats, best: int) -> float:
    """Where the least-squares parabola through `lengths` (n,) is least; `best` where it has no minimum among them."""
    _, slope, bend = _SMOOTHER @ lengths
    if bend <= 0:
        return float(best)
    return float(np.clip(_REACH - slope / (2.0 * bend), 0, len(lengths) - 1))
