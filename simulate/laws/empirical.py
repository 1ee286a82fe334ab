"""The law of measured values: as they are, or smoothed by a kernel."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import scipy_special as special
from .base import Distribution, EitherTail, Floats, LawError, require, within_ends
from .discrete import Discrete
from .inverse import rising_root

MOST = 300  # values kept as they are; more are gathered on a grid that is fine against the bandwidth
GRID = 8  # grid points a bandwidth: gathering adds less than 0.4 % to a kernel's variance
RUNGS = (
    4096  # about the largest number of points at which the distribution function is tabulated before a root is sought
)
REACH = 10.0  # bandwidths from a kernel's centre, beyond which it has a probability of 8e-24
BLOCK = 2**8  # points computed together, so that what is computed stays in the processor's cache


@dataclass(frozen=True)
class KernelDensity(EitherTail):
    """A normal kernel at each centre, with its weight; on the logarithmic scale where the values are positive.

    >>> law = KernelDensity((-1.0, 1.0), (0.5, 0.5), 0.5)
    >>> float(law.cdf(0.0)), law.variance
    (0.5, 1.25)
    """

    centres: tuple[float, ...]
    weights: tuple[float, ...]
    bandwidth: float
    logarithmic: bool = False

    def __post_init__(self) -> None:
        require(self.bandwidth > 0, "the bandwidth must be positive", self.bandwidth)
        require(abs(math.fsum(self.weights) - 1) < 1e-9, "weights must sum to 1", math.fsum(self.weights))

    @cached_property
    def _kernels(self) -> tuple[Floats, Floats]:
        """Centres, increasing, and their weights."""
        centres, weights = np.array(self.centres), np.array(self.weights)
        order = np.argsort(centres, kind="stable")
        return centres[order], weights[order]

    def _value(self, p: Floats, q: Floats) -> Floats:
        """Where the distribution function reaches `p`."""
        return within_ends(p, q, self._inner, self.support)

    def cdf(self, x: ArrayLike) -> Floats:
        """The kernels' distribution functions, weighted."""
        return self._below(self._scaled(x), 1.0)

    def sf(self, x: ArrayLike) -> Floats:
        """The kernels' survival functions, weighted."""
        return self._below(self._scaled(x), -1.0)

    def _scaled(self, x: ArrayLike) -> Floats:
        if not self.logarithmic:
            return np.asarray(x, float)
        with np.errstate(divide="ignore"):
            return np.log(np.maximum(x, 0.0))

    def _inner(self, p: Floats, q: Floats) -> Floats:
        root = self._root(p, q)
        return np.exp(root) if self.logarithmic else root

    def _root(self, p: Floats, q: Floats) -> Floats:
        """The root on the kernels' scale, sought from the nearer tail."""
        side, nearer = np.where(p < q, 1.0, -1.0), np.minimum(p, q)

        def excess(y: Floats, side: Floats, nearer: Floats) -> Floats:
            with np.errstate(divide="ignore", invalid="ignore"):
                return side * np.log(self._below(y, side) / nearer)

        return rising_root(excess, *self._bracket(p, q, side * special.ndtri(nearer)), side, nearer)

    def _bracket(self, p: Floats, q: Floats, score: Floats) -> tuple[Floats, Floats]:
        """The two rungs around each root; at either end of the ladder, the outermost kernel's own quantile."""
        rungs, below, above = self._ladder
        index = np.where(p < q, np.searchsorted(below, p), len(rungs) - np.searchsorted(above[::-1], q))
        centres, _ = self._kernels
        low = np.where(index > 0, rungs[index - 1], centres[0] + self.bandwidth * score)
        high = np.where(
            index < len(rungs), rungs[np.minimum(index, len(rungs) - 1)], centres[-1] + self.bandwidth * score
        )
        return np.minimum(low, high), high

    @cached_property
    def _ladder(self) -> tuple[Floats, Floats, Floats]:
        """Places across the kernels, most of them where most kernels are, and the probabilities below and above."""
        centres, _ = self._kernels
        first, last = centres[0] - 8 * self.bandwidth, centres[-1] + 8 * self.bandwidth
        even = np.linspace(first, last, min(RUNGS, math.ceil((last - first) / self.bandwidth * 4)))
        rungs = np.union1d(even, centres[:: math.ceil(len(centres) / RUNGS)])
        return rungs, self._below(rungs, 1.0), self._below(rungs, -1.0)

    def _below(self, y: Floats, side: ArrayLike) -> Floats:
        """The weighted normal probabilities below `y` (side 1) or above it (side -1)."""
        flat, sides = np.ravel(y), np.ravel(np.broadcast_to(side, np.shape(y)))
        first, count = self._near(flat)
        total, order = np.zeros(flat.shape), np.argsort(count, kind="stable")
        for at in range(0, len(flat), BLOCK):
            some = order[at : at + BLOCK]
            total[some] = self._sums(flat[some], sides[some], first[some], int(count[some[-1]]))
        return np.reshape(total, np.shape(y))

    def _near(self, y: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The first of the kernels around each `y`, or around the outermost centre, and how many there are.

        Those farther than REACH bandwidths away lie wholly on one side of it, or weigh nothing beside the outermost.
        """
        centres, _ = self._kernels
        around = np.clip(y, centres[0], centres[-1])
        first = np.searchsorted(centres, around - REACH * self.bandwidth)
        return first, np.searchsorted(centres, around + REACH * self.bandwidth) - first

    def _sums(self, y: Floats, side: Floats, first: NDArray[np.int64], count: int) -> Floats:
        """For each `y`, `count` kernels from the `first` on, and the whole weight of all beyond them on its side."""
        centres, weights = self._kernels
        first = np.minimum(first, len(centres) - count)
        index = first[:, None] + np.arange(count)
        share = special.ndtr((y[:, None] - centres[index]) * (side[:, None] / self.bandwidth))
        before, after = self._beyond
        beyond = np.where(side > 0, before[first], after[first + count])
        return np.asarray(beyond + (share * weights[index]).sum(axis=1), float)

    @cached_property
    def _beyond(self) -> tuple[Floats, Floats]:
        """The weight of all kernels before each one, and of those from it on."""
        _, weights = self._kernels
        return np.append(0.0, np.cumsum(weights)), np.append(np.cumsum(weights[::-1])[::-1], 0.0)

    @property
    def support(self) -> tuple[float, float]:
        """The whole line, or the positive numbers."""
        return 0.0 if self.logarithmic else -math.inf, math.inf

    @property
    def mean(self) -> float:
        """The weighted centres; on the logarithmic scale the weighted means of lognormal laws."""
        centres, weights = self._kernels
        return float(weights @ (np.exp(centres + self.bandwidth**2 / 2) if self.logarithmic else centres))

    @property
    def variance(self) -> float:
        """The mean square less the squared mean."""
        centres, weights = self._kernels
        if self.logarithmic:
            return float(weights @ np.exp(2 * centres + 2 * self.bandwidth**2)) - self.mean**2
        return float(weights @ (centres - self.mean) ** 2) + self.bandwidth**2


def smoothed(data: Floats) -> KernelDensity:
    """The kernel density of the data, with Silverman's bandwidth 0.9 min(sd, IQR / 1.34) n^(-1/5).

    Source: Silverman, Density Estimation (1986), eq. 3.31. Positive data are smoothed on the logarithmic scale.
    """
    logarithmic = bool(data.min() > 0)
    scaled = np.sort(np.log(data) if logarithmic else data)
    quartiles = float(np.subtract(*np.percentile(scaled, [75, 25]))) / 1.34
    spread = min(value for value in (float(scaled.std(ddof=1)), quartiles) if value > 0) if np.ptp(scaled) > 0 else 0.0
    if spread == 0:
        raise LawError("the values are all the same; state a constant, or smooth: false")
    bandwidth = 0.9 * spread * len(data) ** -0.2
    centres, weights = _gathered(scaled, bandwidth / GRID)
    return KernelDensity(tuple(centres.tolist()), tuple(weights.tolist()), bandwidth, logarithmic)


def _gathered(data: Floats, spacing: float) -> tuple[Floats, Floats]:
    """Centres and weights: each value its own, or shared between the two nearest points of a grid."""
    if len(data) <= MOST:
        return data, np.full(len(data), 1 / len(data))
    index = (data - data[0]) / spacing
    left = np.floor(index).astype(np.int64)
    indices, inverse = np.unique(np.concatenate([left, left + 1]), return_inverse=True)
    share = index - left
    weights = np.bincount(inverse, np.concatenate([1 - share, share])) / len(data)
    return data[0] + spacing * indices[weights > 0], weights[weights > 0]


def empirical(data: Floats, *, smooth: bool) -> Distribution:
    """The law of two values or more: smoothed by a kernel, or as they are.

    >>> empirical(np.array([2.0, 1.0, 2.0, 2.0]), smooth=False)
    Discrete(values=(1.0, 2.0), probabilities=(0.25, 0.75))
    """
    if smooth:
        return smoothed(data)
    values, counts = np.unique(data, return_counts=True)
    return Discrete(tuple(values.tolist()), tuple((counts / len(data)).tolist()))
