"""Credible intervals: equal-tailed, and the shortest of the same probability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ...engine import backend
from .common_cells import CommonCells
from .marginal import Estimate, Interval
from .quantiles import OutputSamples
from .standard_error import in_subsamples

Floats = NDArray[np.float64]

#: Starting probabilities among which the shortest interval is sought.
_UNIT = np.linspace(0.0, 1.0, 801)
#: Starts on either side of the best that a parabola is laid through; it steadies the end points.
_REACH = 8
#: From the lengths at those starts to the coefficients of the least-squares parabola about the middle one.
_SMOOTHER = np.ascontiguousarray(np.linalg.pinv(np.vander(np.arange(-_REACH, _REACH + 1.0), 3, increasing=True)))
#: How much longer than the best the smoothed choice may be.
_SLACK = 1e-4
#: Outermost samples that say how well the end of the support is known.
_FEW = 3.0
#: Bins that hold less than this share are joined before the subsamples are searched.
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


def subsamples(samples: OutputSamples) -> CommonCells:
    """The samples in a few subsamples, in cells coarse enough to be searched often.

    A value that many samples have is a cell of its own.
    """
    bins = samples.bins
    low, high = bins.edges
    parts = in_subsamples(bins.batches).astype(float)
    first, below = backend.join_cells(low, high, bins.counts, bins.group, parts, _FINE)
    last = np.append(first[1:], len(low)) - 1
    below = below[parts.any(axis=1)]
    return CommonCells(np.clip(low[first], *samples.ends), np.clip(high[last], *samples.ends), below / below[:, -1:])


def shortest(samples: OutputSamples, apart: CommonCells, levels: Sequence[float]) -> list[Interval]:
    """The shortest interval of each probability in `levels` (JCGM 101:2008, 5.3.4); `apart` are the subsamples."""
    ends = _search(samples.cells, levels)[:, 0]
    errors = np.maximum(_root_mean_square(apart, levels), _last_samples(samples, ends))
    return [
        Interval(level, "shortest", *(Estimate(*end) for end in zip(*both, strict=True)))
        for level, *both in zip(levels, ends.tolist(), errors.tolist(), strict=True)
    ]


def _root_mean_square(apart: CommonCells, levels: Sequence[float]) -> Floats:
    """How far the ends (levels, 2) of shortest intervals of all samples are from the truth, from the subsamples.

    End points converge with the cube root of the count (Kim & Pollard 1990), their bias too: few samples hardly reach
    into a thin tail, so an end that belongs there comes out too far inside. With n subsamples the spread of their ends
    is the cube root of n times that of all samples, and so is their bias, of which their mean shows the difference to
    the ends of all of them together, in the same coarse cells.
    That mean is as unsure as Student's factor would say that the spread is, so there is no such factor here.
    """
    count = len(apart.cumulative)
    if count < 2:
        return np.zeros((len(levels), 2))
    found = _search(apart, levels)
    slower = count ** (1 / 3)
    spread = np.std(found, axis=1, ddof=1) / slower
    bias = (found.mean(axis=1) - _search(apart.together, levels)[:, 0]) / (slower - 1)
    return np.asarray(np.hypot(spread, bias))


def _last_samples(samples: OutputSamples, ends: Floats) -> Floats:
    """What the few outermost samples span where one of `ends` (levels, 2) is the smallest or largest of all, else 0."""
    few = _FEW / samples.total
    inner = samples.quantile([few, 1.0 - few])
    smallest, largest = samples.ends
    low, high = ends.T
    below = np.where(low <= smallest, inner[0] - low, 0.0)
    return np.column_stack([below, np.where(high >= largest, high - inner[1], 0.0)])


def _search(cells: CommonCells, levels: Sequence[float]) -> Floats:
    """The ends (levels, k, 2) of the shortest interval of each probability, of each of k distributions.

    The length is smoothed by a parabola about its least value.
    """
    return backend.shortest_intervals(
        cells.low, cells.high, cells.cumulative, np.array(levels, float), _UNIT, _SMOOTHER, _SLACK
    )
