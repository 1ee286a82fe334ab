"""Weighted draws: their effective number, and quantiles, means and shares with Monte Carlo errors.

Draws of the prior weighed by a likelihood are a sample of the posterior (importance sampling, self-normalized; Owen,
Monte Carlo theory, methods and examples, 2013, chapter 9). Errors are those of a ratio of two means: the root of the
sum of the squared weighted residuals (Owen, eq. 9.9); where batches are independent randomizations, the residuals of a
batch are added before they are squared.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..answer.statistics.marginal import Estimate
from ..kernels.batches import BATCHES

Floats = NDArray[np.float64]

#: Standard errors of a probability over which the slope of the quantiles is taken.
_REACH: Final = 2.0


@dataclass(frozen=True)
class Weights:
    """Weights of draws: `values` (n,) that sum to 1; draw i belongs to batch i mod 32.

    `batched` says that the batches are independent randomizations, as in the sobol design.

    >>> weights = Weights.of(np.array([-1.0, -1.0, -np.inf]))
    >>> weights.values.tolist(), weights.effective
    ([0.5, 0.5, 0.0], 2.0)
    """

    values: Floats
    batched: bool = False

    @classmethod
    def of(cls, log_likelihood: Floats, *, batched: bool = False) -> Weights:
        """The weights proportional to a likelihood, which is above 0 for at least one draw."""
        likelihood = np.exp(log_likelihood - log_likelihood.max())
        return cls(likelihood / likelihood.sum(), batched)

    @cached_property
    def effective(self) -> float:
        """The effective sample size (Kish 1965; Kong 1992): the number of equal draws that know a mean as well."""
        return 1 / float(self.values @ self.values)

    def error(self, residuals: Floats) -> float:
        """The error of a weighted mean, from the `residuals` (n,) of its draws."""
        weighted = self.values * residuals
        if not self.batched:
            return float(np.sqrt(weighted @ weighted))
        sums = np.bincount(np.arange(len(weighted)) % BATCHES, weighted, BATCHES)
        return float(np.sqrt(sums @ sums * BATCHES / (BATCHES - 1)))

    def mean(self, values: Floats) -> Estimate:
        """The weighted mean of `values` (n,)."""
        centre = float(self.values @ values)
        return Estimate(centre, self.error(values - centre))

    def sd(self, values: Floats) -> Estimate:
        """The weighted standard deviation of `values` (n,)."""
        squares = (values - self.values @ values) ** 2
        variance = self.mean(squares)
        sd = math.sqrt(variance.value)
        return Estimate(sd, variance.error / (2 * sd) if sd else 0.0)

    def share(self, holds: NDArray[np.bool_] | Floats) -> Estimate:
        """The weighted share of draws of which something holds; one that holds by half counts half."""
        found = self.mean(np.asarray(holds, float))
        return Estimate(min(max(found.value, 0.0), 1.0), found.error)

    def ordered(self, values: Floats) -> OrderedDraws:
        """The draws `values` (n,) in ascending order."""
        order = np.argsort(values)
        return OrderedDraws(self, order, values[order], self.values[order])

    def resampled(self, count: int) -> NDArray[np.int64]:
        """The indices of `count` draws of equal weight, by systematic resampling, in an order that says nothing."""
        steps = (np.arange(count) + 0.5) / count
        found = np.searchsorted(np.cumsum(self.values), steps).clip(0, len(self.values) - 1)
        return np.random.Generator(np.random.Philox(key=count)).permutation(found)


@dataclass(frozen=True)
class OrderedDraws:
    """Draws in ascending order, with their weights and their places (`order`) among all."""

    weights: Weights
    order: NDArray[np.int64]
    values: Floats
    own: Floats

    def weighed(self, weights: Weights) -> OrderedDraws:
        """The same draws with other weights."""
        return OrderedDraws(weights, self.order, self.values, weights.values[self.order])

    @cached_property
    def cumulative(self) -> Floats:
        """The weight below each draw, and half of its own."""
        found: Floats = np.cumsum(self.own) - self.own / 2
        return found

    def at(self, probabilities: Sequence[float] | Floats) -> Floats:
        """The quantiles at these probabilities, without their errors."""
        found: Floats = np.interp(probabilities, self.cumulative, self.values)
        return found

    @cached_property
    def _squares(self) -> Floats:
        """The squared weights of all draws below each one, and of all."""
        found: Floats = np.concatenate([[0.0], np.cumsum(self.own**2)])
        return found

    def _error_below(self, count: int, p: float) -> float:
        """The error of the probability of the first `count` draws, if it is `p`."""
        if not self.weights.batched:
            return math.sqrt(max((1 - 2 * p) * self._squares[count] + p * p * self._squares[-1], 0.0))
        residuals = np.empty(len(self.values))
        residuals[self.order] = (np.arange(len(self.values)) < count) - p
        return self.weights.error(residuals)

    def quantiles(self, probabilities: Sequence[float]) -> dict[float, Estimate]:
        """The quantiles at these probabilities: the error of the probability below, by the slope of the quantiles."""
        return {p: self._quantile(p) for p in probabilities}

    def _quantile(self, p: float) -> Estimate:
        value = float(self.at([p])[0])
        error = self._error_below(int(np.searchsorted(self.values, value, side="right")), p)
        near = np.clip([p - _REACH * error, p + _REACH * error], 0.0, 1.0)
        low, high = self.at(near)
        return Estimate(value, float(error * (high - low) / max(near[1] - near[0], np.finfo(float).tiny)))
