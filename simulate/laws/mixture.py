"""A mixture: one law or another, each with its weight."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from .base import SMALLEST, Distribution, EitherTail, Floats, LawError, require, within_ends
from .discrete import Discrete
from .inverse import rising_root

SAME = 1e-14  # kinks closer than this are one, rounded differently
RUNGS = np.concatenate([2.0 ** -np.arange(70, 5, -1.0), np.arange(1, 17) / 32])  # tails of each law that are known


@dataclass(frozen=True)
class Mixture(EitherTail):
    """Draws from one of several laws, chosen with these weights.

    >>> from .bounded import Uniform
    >>> law = Mixture((0.25, 0.75), (Uniform(0.0, 1.0), Uniform(5.0, 8.0)))
    >>> law.quantile([0.125, 0.5]).round(12).tolist()
    [0.5, 6.0]
    """

    weights: tuple[float, ...]
    laws: tuple[Distribution, ...]

    def __post_init__(self) -> None:
        if len(self.weights) != len(self.laws) or not self.laws or min(self.weights) <= 0:
            raise LawError("a mixture needs a positive weight for each of its laws")
        require(abs(math.fsum(self.weights) - 1) < 1e-9, "weights must sum to 1", math.fsum(self.weights))

    def _value(self, p: Floats, q: Floats) -> Floats:
        """Where the weighted distribution functions reach `p`."""
        return within_ends(p, q, self._inner, self.support)

    def _inner(self, p: Floats, q: Floats) -> Floats:
        """An atom where `p` falls into its step, else the root between two rungs, sought from the nearer tail."""
        low, high = self._bracket(p, q)

        def excess(x: Floats, p: Floats, q: Floats) -> Floats:
            lower = p < q
            value = np.empty(x.shape)
            with np.errstate(divide="ignore", invalid="ignore"):
                value[lower] = np.log(self.cdf(x[lower]) / p[lower])
                value[~lower] = -np.log(self.sf(x[~lower]) / q[~lower])
            return value

        return rising_root(excess, low, high, p, q)

    def _bracket(self, p: Floats, q: Floats) -> tuple[Floats, Floats]:
        """Values at or below and at or above each quantile.

        They are neighbours on the ladder, both of them the same atom, or beyond the ladder's ends the least and the
        greatest of the laws' own quantiles.
        """
        rungs, below, above = self._ladder
        index = np.where(p < q, np.searchsorted(below, p), len(rungs) - np.searchsorted(above[::-1], q, side="right"))
        low, high = (np.array(rungs[np.clip(at, 0, len(rungs) - 1)]) for at in (index - 1, index))
        outside = (index == 0) | (index == len(rungs))
        if outside.any():
            nearer, lower = np.minimum(p, q)[outside], (p < q)[outside]
            own = [np.where(lower, law.quantile(nearer), law.isf(nearer)) for law in self.laws]
            low[outside], high[outside] = np.min(own, axis=0), np.max(own, axis=0)
        nothing = np.maximum(np.abs(low), np.abs(high)) < SMALLEST
        return np.where(nothing, 0.0, low), np.where(nothing, 0.0, high)

    @cached_property
    def _ladder(self) -> tuple[Floats, Floats, Floats]:
        """Values across the laws, increasing, with the probabilities at or below and above each.

        An atom stands twice, first with what lies below and at or above it.
        """
        own = np.unique([quantile(RUNGS) for law in self.laws for quantile in (law.quantile, law.isf)])
        rungs, jumps = np.union1d(own, _powers(own)), self.jumps
        rungs = rungs[np.isfinite(rungs) & ~np.isin(rungs, jumps)]
        order = np.argsort(np.concatenate([rungs, jumps, jumps]), kind="stable")
        return (
            np.concatenate([rungs, jumps, jumps])[order],
            np.maximum.accumulate(np.concatenate([self.cdf(rungs), self.cdf_before(jumps), self.cdf(jumps)])[order]),
            np.minimum.accumulate(np.concatenate([self.sf(rungs), self.sf_before(jumps), self.sf(jumps)])[order]),
        )

    def cdf(self, x: ArrayLike) -> Floats:
        """The laws' distribution functions, weighted."""
        return self._weighted([law.cdf(x) for law in self.laws])

    def sf(self, x: ArrayLike) -> Floats:
        """The laws' survival functions, weighted."""
        return self._weighted([law.sf(x) for law in self.laws])

    def cdf_before(self, x: ArrayLike) -> Floats:
        """Their limits from below, weighted."""
        return self._weighted([law.cdf_before(x) for law in self.laws])

    def sf_before(self, x: ArrayLike) -> Floats:
        """The survival functions' limits from below, weighted."""
        return self._weighted([law.sf_before(x) for law in self.laws])

    @property
    def jumps(self) -> Floats:
        """Every atom of any of the laws."""
        return np.unique(np.concatenate([law.jumps for law in self.laws]))

    def _weighted(self, parts: list[Floats]) -> Floats:
        return np.asarray(sum(weight * part for weight, part in zip(self.weights, parts, strict=True)), float)

    @property
    def support(self) -> tuple[float, float]:
        """From the least to the greatest value of any of the laws."""
        lows, highs = zip(*(law.support for law in self.laws), strict=True)
        return min(lows), max(highs)

    @property
    def blur(self) -> float:
        """The laws' own, weighted."""
        return math.fsum(weight * law.blur for weight, law in zip(self.weights, self.laws, strict=True))

    @property
    def mean(self) -> float:
        """The laws' means, weighted."""
        return math.fsum(weight * law.mean for weight, law in zip(self.weights, self.laws, strict=True))

    @property
    def variance(self) -> float:
        """The laws' variances, and the squared distances of their means, weighted."""
        mean = self.mean
        parts = (law.variance + (law.mean - mean) ** 2 for law in self.laws)
        return math.fsum(weight * part for weight, part in zip(self.weights, parts, strict=True))

    @property
    def tail_index(self) -> float:
        """That of the heaviest tail."""
        return min(law.tail_index for law in self.laws)

    @property
    def kinks(self) -> tuple[float, ...]:
        """Where a law begins, ends, jumps or has a kink of its own; a gap between laws is one of them."""
        points = np.array(sorted({point for law in self.laws for point in _points(law)}))
        found = np.unique(np.concatenate([self.cdf_before(points), self.cdf(points)]))
        distinct = found[np.diff(found, append=np.inf) > SAME]
        return tuple(kink for kink in distinct.tolist() if 0 < kink < 1)


def _powers(values: Floats) -> Floats:
    """The powers of two, of either sign, between the values: two neighbours are then at most a factor of 2 apart."""
    sizes = np.clip(np.abs(values[np.isfinite(values)]), 0.5 * SMALLEST, None)
    powers = 2.0 ** np.arange(np.floor(np.log2(sizes.min())), np.log2(sizes.max()))
    both = np.concatenate([-powers, powers])
    return np.asarray(both[(both > values.min()) & (both < values.max())], float)


def _points(law: Distribution) -> list[float]:
    """The values at which a law's density or distribution function is not smooth."""
    inner = law.quantile(np.array(law.kinks)).tolist() if law.kinks else []
    beyond = [] if law.atoms is not None or not law.kinks else law.isf(1 - np.array(law.kinks)).tolist()
    return [point for point in (*law.support, *inner, *beyond) if math.isfinite(point)]


def mixture(components: tuple[tuple[float, Distribution], ...]) -> Distribution:
    """The mixture of (weight, law) pairs; a discrete law where all of them are.

    >>> mixture(((0.5, Discrete((1.0,), (1.0,))), (0.5, Discrete((1.0, 2.0), (0.5, 0.5)))))
    Discrete(values=(1.0, 2.0), probabilities=(0.75, 0.25))
    """
    weights, laws = zip(*components, strict=True)
    if any(law.atoms is None for law in laws):
        return Mixture(weights, laws)
    shares: dict[float, float] = defaultdict(float)
    for weight, law in components:
        for value, probability in zip(*map(np.ndarray.tolist, law.atoms or ()), strict=True):
            shares[value] += weight * probability
    return Discrete(*zip(*sorted(shares.items()), strict=True))
