"""A forecast: the distribution of a quantity's logarithm, on which it is scored."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from ..statistics.levels import HEADLINE_LEVEL
from ..statistics.marginal import Marginal

Floats = NDArray[np.float64]
Range = tuple[float, float]

#: Standard deviations of a normal forecast that its cells cover, and their number.
_REACH, _CELLS = 6.0, 1_200


@dataclass(frozen=True)
class Forecast:
    """A distribution of the natural logarithm: ``shares[i]`` of it lie evenly between ``lower[i]`` and ``upper[i]``.

    `low` and `high` are the ends of its 90 % interval, in base units of the quantity.
    The cells, (n,), ascend and may leave gaps.
    """

    low: float
    high: float
    lower: Floats
    upper: Floats
    shares: Floats

    def percentile(self, value: float) -> float:
        """The probability below `value`, a positive number of base units."""
        return float(_inside(self.lower, self.upper, math.log(value)) @ self.shares)

    def crps(self, value: float) -> float:
        """The continuous ranked probability score of the logarithm; lower is better.

        The integral of (F(z) - [z >= ln value])^2 (Gneiting & Raftery 2007, equation 20).
        """
        x = math.log(value)
        ends, heights = self._cumulative
        cuts = np.union1d(ends, x)
        cumulative = np.interp(cuts, ends, heights, left=0.0, right=1.0)
        below = np.where(cuts[1:] <= x, 0.0, 1.0)
        first, last, widths = cumulative[:-1] - below, cumulative[1:] - below, np.diff(cuts)
        return float(np.sum(widths * (first * first + first * last + last * last)) / 3.0)

    def log_density(self, value: float, spread: float) -> float:
        """The logarithm of the density at ln `value` once a normal error of standard deviation `spread` is added."""
        x = math.log(value)
        masses = ndtr((x - self.lower) / spread) - ndtr((x - self.upper) / spread)
        density = float(np.sum(self.shares * masses / (self.upper - self.lower)))
        return math.log(density) if density > 0 else -math.inf

    @cached_property
    def _cumulative(self) -> tuple[Floats, Floats]:
        """The ends of all cells and the probability below each."""
        after = np.cumsum(self.shares)
        ends = np.stack([self.lower, self.upper], axis=1).ravel()
        return ends, np.stack([after - self.shares, after], axis=1).ravel()


def of_marginal(marginal: Marginal) -> Forecast:
    """The forecast that an answer is; what is not positive counts as the smallest positive value."""
    interval = marginal.interval(HEADLINE_LEVEL)
    low = np.maximum(marginal.bins.low, marginal.minimum)
    high = np.minimum(marginal.bins.high, marginal.maximum)
    used = low > 0
    shares = marginal.bins.counts / marginal.bins.counts.sum()
    kept = shares[used].copy()
    kept[0] += shares[~used].sum()
    lower, upper = np.log(low[used]), np.log(high[used])
    return Forecast(interval.low.value, interval.high.value, lower, np.maximum(upper, lower + 1e-9), kept)


def of_range(ends: Range) -> Forecast:
    """The lognormal forecast whose 5 and 95 % quantiles are these positive ends.

    >>> round(of_range((80.0, 120.0)).percentile(120.0), 6)
    0.95
    """
    low, high = map(math.log, ends)
    sd = (high - low) / 2 / float(ndtri(0.5 + HEADLINE_LEVEL / 2))
    edges = np.linspace(-_REACH, _REACH, _CELLS + 1)
    shares = np.diff(ndtr(edges))
    ends_of_cells = (low + high) / 2 + max(sd, 1e-9) * edges
    return Forecast(*ends, ends_of_cells[:-1], ends_of_cells[1:], shares / shares.sum())


def _inside(lower: Floats, upper: Floats, x: float) -> Floats:
    return np.clip((x - lower) / (upper - lower), 0.0, 1.0)
