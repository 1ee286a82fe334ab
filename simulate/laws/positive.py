"""Laws of positive numbers: lognormal, gamma, Weibull and exponential."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from . import scipy_special as special
from .base import Distribution, Floats, LawError, probability, require
from .normal import NormalScore
from .special import LARGE, gamma_isf, gamma_quantile, gamma_score


@dataclass(frozen=True)
class Lognormal(NormalScore):
    """The lognormal law by its median and sigma, the standard deviation of the logarithm (log of the GSD).

    >>> float(Lognormal(2.0, math.log(1.5)).quantile(0.84134475).round(4))
    3.0
    """

    median: float
    sigma: float

    def __post_init__(self) -> None:
        require(0 < self.median < math.inf, "the median must be positive", self.median)
        require(0 < self.sigma < math.inf, "sigma must be positive", self.sigma)

    def value(self, score: Floats) -> Floats:
        """The median times the GSD to the power of the score."""
        with np.errstate(over="ignore"):
            return self.median * np.exp(self.sigma * score)

    def score(self, x: Floats) -> Floats:
        """How many standard deviations the logarithm lies above that of the median."""
        with np.errstate(divide="ignore", over="ignore"):
            return np.log(np.maximum(x, 0.0) / self.median) / self.sigma

    @property
    def support(self) -> tuple[float, float]:
        """The positive numbers."""
        return 0.0, math.inf

    @property
    def mean(self) -> float:
        """The median times exp(sigma^2 / 2); infinite where that overflows."""
        with np.errstate(over="ignore"):
            return self.median * float(np.exp(self.sigma**2 / 2))

    @property
    def variance(self) -> float:
        """The mean squared times exp(sigma^2) - 1; infinite where that overflows."""
        with np.errstate(over="ignore"):
            return self.mean * self.mean * float(np.expm1(self.sigma**2))


def lognormal_of_gsd(median: float, gsd: float) -> Lognormal:
    """The lognormal law with this median and geometric standard deviation."""
    if median <= 0:
        raise LawError(f"a lognormal law needs a positive median, got {median:.6g}")
    return Lognormal(median, math.log(gsd))


def lognormal_of_mean(mean: float, cv: float) -> Lognormal:
    """The lognormal law with this mean and coefficient of variation.

    >>> law = lognormal_of_mean(10.0, 0.3)
    >>> round(law.mean, 9), round(law.variance**0.5, 9)
    (10.0, 3.0)
    """
    return Lognormal(mean / math.hypot(1.0, cv), math.sqrt(math.log1p(cv * cv)))


@dataclass(frozen=True)
class Gamma(Distribution):
    """The gamma law.

    >>> Gamma(4.0, 0.5).mean
    2.0
    """

    shape: float
    scale: float

    def __post_init__(self) -> None:
        require(0 < self.shape < math.inf, "shape must be positive", self.shape)
        require(0 < self.scale < math.inf, "scale must be positive", self.scale)

    def quantile(self, p: ArrayLike) -> Floats:
        """From the inverse of the lower incomplete gamma function."""
        return self.scale * gamma_quantile(self.shape, probability(p))

    def isf(self, q: ArrayLike) -> Floats:
        """From the inverse of the upper incomplete gamma function."""
        return self.scale * gamma_isf(self.shape, probability(q))

    def cdf(self, x: ArrayLike) -> Floats:
        """The lower incomplete gamma function."""
        scaled = np.maximum(x, 0.0) / self.scale
        if self.shape >= LARGE:
            return np.asarray(special.ndtr(gamma_score(self.shape, scaled)))
        return np.asarray(special.gammainc(self.shape, scaled))

    def sf(self, x: ArrayLike) -> Floats:
        """The upper incomplete gamma function."""
        scaled = np.maximum(x, 0.0) / self.scale
        if self.shape >= LARGE:
            return np.asarray(special.ndtr(-gamma_score(self.shape, scaled)))
        return np.asarray(special.gammaincc(self.shape, scaled))

    @property
    def support(self) -> tuple[float, float]:
        """The positive numbers."""
        return 0.0, math.inf

    @property
    def mean(self) -> float:
        """Shape times scale."""
        return self.shape * self.scale

    @property
    def variance(self) -> float:
        """Shape times scale squared; infinite where that overflows."""
        with np.errstate(over="ignore"):
            return float(self.shape * np.float64(self.scale) ** 2)


def gamma_of_mean(mean: float, sd: float) -> Gamma:
    """The gamma law with this mean and standard deviation.

    >>> gamma_of_mean(2.0, 1.0)
    Gamma(shape=4.0, scale=0.5)
    """
    return Gamma((mean / sd) ** 2, sd * sd / mean)


@dataclass(frozen=True)
class Weibull(Distribution):
    """The Weibull law; with shape 1 it is the exponential law.

    >>> float(Weibull(1.0, 2.0).quantile(0.5).round(6))
    1.386294
    """

    shape: float
    scale: float

    def __post_init__(self) -> None:
        require(0 < self.shape < math.inf, "shape must be positive", self.shape)
        require(0 < self.scale < math.inf, "scale must be positive", self.scale)

    def quantile(self, p: ArrayLike) -> Floats:
        """Minus log(1 - p), to the power 1 / shape, scaled."""
        with np.errstate(divide="ignore", over="ignore"):
            return np.asarray(self.scale * (-np.log1p(-probability(p))) ** (1 / self.shape), float)

    def isf(self, q: ArrayLike) -> Floats:
        """Minus log(q), to the power 1 / shape, scaled."""
        with np.errstate(divide="ignore", over="ignore"):
            return np.asarray(self.scale * (-np.log(probability(q))) ** (1 / self.shape), float)

    def _power(self, x: ArrayLike) -> Floats:
        with np.errstate(over="ignore"):
            return np.asarray((np.maximum(x, 0.0) / self.scale) ** self.shape, float)

    def cdf(self, x: ArrayLike) -> Floats:
        """One minus `sf`, without cancellation."""
        return -np.expm1(-self._power(x))

    def sf(self, x: ArrayLike) -> Floats:
        """Exp of minus the scaled value to the power of the shape."""
        return np.exp(-self._power(x))

    @property
    def support(self) -> tuple[float, float]:
        """The positive numbers."""
        return 0.0, math.inf

    @property
    def mean(self) -> float:
        """Scale times Gamma(1 + 1 / shape)."""
        return self.scale * float(special.gamma(1 + 1 / self.shape))

    @property
    def variance(self) -> float:
        """From Gamma(1 + 2 / shape) and the mean."""
        once, twice = map(float, special.gamma(1 + np.array([1.0, 2.0]) / self.shape))
        return self.scale**2 * (twice - once * once) if math.isfinite(twice) else math.inf


def exponential(mean: float) -> Weibull:
    """The exponential law with this mean.

    >>> exponential(3.0).variance
    9.0
    """
    return Weibull(1.0, mean)
