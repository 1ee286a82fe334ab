"""Laws between two limits: uniform, loguniform and arcsine."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .base import Distribution, Floats, probability, require, require_rising, standardised


@dataclass(frozen=True)
class Bounded(Distribution):
    """A law whose values lie between `low` and `high`."""

    low: float
    high: float

    def __post_init__(self) -> None:
        require_rising(self.low, self.high)

    @property
    def width(self) -> float:
        """The distance between the limits."""
        return self.high - self.low

    @property
    def support(self) -> tuple[float, float]:
        """The two limits."""
        return self.low, self.high


@dataclass(frozen=True)
class Uniform(Bounded):
    """The uniform law.

    >>> float(Uniform(2.0, 6.0).quantile(0.25))
    3.0
    """

    def quantile(self, p: ArrayLike) -> Floats:
        """The value at the share `p` of the way from low to high."""
        return self.low + self.width * probability(p)

    def isf(self, q: ArrayLike) -> Floats:
        """The value at the share `q` of the way from high to low."""
        return self.high - self.width * probability(q)

    def cdf(self, x: ArrayLike) -> Floats:
        """How far `x` has come from low to high."""
        return standardised(x, self.low, self.high)

    def sf(self, x: ArrayLike) -> Floats:
        """How far `x` still is from high."""
        return standardised(x, self.high, self.low)

    @property
    def mean(self) -> float:
        """The middle."""
        return self.low + self.width / 2

    @property
    def variance(self) -> float:
        """A twelfth of the squared width."""
        return self.width**2 / 12


@dataclass(frozen=True)
class Loguniform(Bounded):
    """The law whose logarithm is uniform.

    >>> float(Loguniform(1.0, 100.0).quantile(0.5).round(9))
    10.0
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        require(self.low > 0, "low must be positive", self.low)

    @property
    def decades(self) -> float:
        """The distance between the limits' logarithms."""
        return math.log(self.high / self.low)

    def quantile(self, p: ArrayLike) -> Floats:
        """Low times the ratio of the limits to the power `p`."""
        return self.low * np.exp(self.decades * probability(p))

    def isf(self, q: ArrayLike) -> Floats:
        """High over the ratio of the limits to the power `q`."""
        return self.high * np.exp(-self.decades * probability(q))

    def cdf(self, x: ArrayLike) -> Floats:
        """How far the logarithm has come from that of low."""
        return np.log(np.clip(x, self.low, self.high) / self.low) / self.decades

    def sf(self, x: ArrayLike) -> Floats:
        """How far the logarithm still is from that of high."""
        return np.log(self.high / np.clip(x, self.low, self.high)) / self.decades

    @property
    def mean(self) -> float:
        """The width over the distance of the logarithms."""
        return self.width / self.decades

    @property
    def variance(self) -> float:
        """The mean square less the squared mean."""
        return self.mean * ((self.low + self.high) / 2 - self.mean)


@dataclass(frozen=True)
class Arcsine(Bounded):
    """The arcsine law: a value that swings like a sine between two limits (JCGM 101:2008, 6.4.6).

    >>> float(Arcsine(0.0, 1.0).quantile(0.25).round(6))
    0.146447
    """

    def quantile(self, p: ArrayLike) -> Floats:
        """Low plus the width times the squared sine of p pi / 2."""
        return self.low + self.width * np.sin(probability(p) * (math.pi / 2)) ** 2

    def isf(self, q: ArrayLike) -> Floats:
        """High less the width times the squared sine of q pi / 2."""
        return self.high - self.width * np.sin(probability(q) * (math.pi / 2)) ** 2

    def cdf(self, x: ArrayLike) -> Floats:
        """The angle whose squared sine is the standardised value, over pi / 2."""
        return np.arcsin(np.sqrt(standardised(x, self.low, self.high))) * (2 / math.pi)

    def sf(self, x: ArrayLike) -> Floats:
        """The same angle, measured from high."""
        return np.arcsin(np.sqrt(standardised(x, self.high, self.low))) * (2 / math.pi)

    @property
    def mean(self) -> float:
        """The middle."""
        return self.low + self.width / 2

    @property
    def variance(self) -> float:
        """An eighth of the squared width."""
        return self.width**2 / 8
