"""The beta law between two limits, by its parameters, mean, quantiles or (PERT) mode."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from . import scipy_special as special
from .base import Distribution, Floats, LawError, probability, require, require_rising, standardised
from .fitting import fit
from .special import beta_quantile
from .truncation import Window

LARGEST = 1e10  # beyond it the incomplete beta function itself falters
NEAR = 1 - 1e-6  # a value so near to one end is measured from that end


@dataclass(frozen=True)
class Beta(Distribution):
    """The beta law on [low, high].

    >>> Beta(2.0, 6.0, 0.0, 4.0).mean
    1.0
    """

    alpha: float
    beta: float
    low: float = 0.0
    high: float = 1.0

    def __post_init__(self) -> None:
        for name, value in (("alpha", self.alpha), ("beta", self.beta)):
            rule = f"{name} must be positive and at most {LARGEST:g} (so narrow a law is better stated as normal)"
            require(0 < value <= LARGEST, rule, value)
        require_rising(self.low, self.high)

    def quantile(self, p: ArrayLike) -> Floats:
        """From the inverse of the incomplete beta function."""
        lower = probability(p)
        share = beta_quantile(self.alpha, self.beta, lower)
        value = np.array(self.low + (self.high - self.low) * share)
        near = share > NEAR
        value[near] = self.high - (self.high - self.low) * beta_quantile(self.beta, self.alpha, 1.0 - lower[near])
        return np.clip(value, self.low, self.high)

    def isf(self, q: ArrayLike) -> Floats:
        """The same, measured from high."""
        upper = probability(q)
        share = beta_quantile(self.beta, self.alpha, upper)
        value = np.array(self.high - (self.high - self.low) * share)
        near = share > NEAR
        value[near] = self.low + (self.high - self.low) * beta_quantile(self.alpha, self.beta, 1.0 - upper[near])
        return np.clip(value, self.low, self.high)

    def cdf(self, x: ArrayLike) -> Floats:
        """The incomplete beta function of the distance from low, or from high where that is near."""
        return _within(
            self.alpha, self.beta, standardised(x, self.low, self.high), standardised(x, self.high, self.low)
        )

    def sf(self, x: ArrayLike) -> Floats:
        """The same, measured from high."""
        return _within(
            self.beta, self.alpha, standardised(x, self.high, self.low), standardised(x, self.low, self.high)
        )

    @property
    def support(self) -> tuple[float, float]:
        """The two limits."""
        return self.low, self.high

    @property
    def mean(self) -> float:
        """Between low and high as alpha is to alpha + beta."""
        return self.low + (self.high - self.low) * self.alpha / (self.alpha + self.beta)

    @property
    def variance(self) -> float:
        """The squared width times alpha beta / ((alpha + beta)^2 (alpha + beta + 1))."""
        total = self.alpha + self.beta
        return (self.high - self.low) ** 2 * (self.alpha / total) * (self.beta / total) / (total + 1)


def _within(a: float, b: float, distance: Floats, rest: Floats) -> Floats:
    """The probability within `distance` of one limit, where `rest` is left to the other; both are sharp when small."""
    return np.where(distance <= NEAR, special.betainc(a, b, distance), special.betaincc(b, a, rest))


def beta_of_mean(mean: float, sd: float, low: float = 0.0, high: float = 1.0) -> Beta:
    """The beta law on [low, high] with this mean and standard deviation.

    >>> beta_of_mean(0.25, 0.25)
    Beta(alpha=0.5, beta=1.5, low=0.0, high=1.0)
    """
    share = (mean - low) / (high - low)
    total = share * (1 - share) * ((high - low) / sd) ** 2 - 1
    if total <= 0:
        raise LawError([(("sd",), "must be below the square root of (mean - low) (high - mean)")])
    return Beta(share * total, (1 - share) * total, low, high)


def beta_of_quantiles(p5: float, p95: float, low: float, high: float, window: Window) -> Distribution:
    """The beta law on [low, high] whose 5 % and 95 % quantiles are these, after truncation to `window`.

    >>> law = beta_of_quantiles(0.3, 0.9, 0.0, 1.0, Window())
    >>> law.quantile([0.05, 0.95]).round(9).tolist()
    [0.3, 0.9]
    """
    middle = (p5 + p95) / 2
    rough = (middle - low) * (high - middle) / ((p95 - p5) / 3.29) ** 2
    total, share = max(rough - 1, 0.5), (middle - low) / (high - low)

    def family(logarithms: Floats) -> Beta:
        alpha, beta = np.exp(np.clip(logarithms, -30, 30))
        return Beta(float(alpha), float(beta), low, high)

    start = np.log([share * total, (1 - share) * total])
    return fit(family, start, {0.05: p5, 0.95: p95}, window)


def pert(low: float, mode: float, high: float) -> Beta:
    """The PERT law: the beta law with this mode and the mean (low + 4 mode + high) / 6.

    >>> round(pert(1.0, 2.0, 6.0).mean, 9)
    2.5
    """
    return Beta(1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low), low, high)
