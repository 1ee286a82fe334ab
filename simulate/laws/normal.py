"""Laws on the whole line: normal and Student's t; and what laws made from a normal score have in common."""

from __future__ import annotations

import math
from abc import abstractmethod
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from . import scipy_special as special
from .base import Distribution, Floats, probability, require
from .special import t_below, t_quantile

#: How many probabilities have their scores kept: the tables of all laws ask for those of the same thousands.
_MANY = range(1 << 10, 1 << 15)


def _scores(p: ArrayLike) -> Floats:
    """The normal score of each probability."""
    p = np.asarray(p, float)
    found: Floats = _kept_scores(p.tobytes()).reshape(p.shape) if p.size in _MANY else special.ndtri(p)
    return found


@lru_cache(maxsize=16)
def _kept_scores(stored: bytes) -> Floats:
    """The scores of probabilities (n,) that are stored as bytes; read only."""
    found = np.asarray(special.ndtri(np.frombuffer(stored)))
    found.flags.writeable = False
    return found


@dataclass(frozen=True)
class NormalScore(Distribution):
    """A law whose draw is an increasing function of a standard normal draw, the *score*."""

    @abstractmethod
    def value(self, score: Floats) -> Floats:
        """The value at each normal score."""

    @abstractmethod
    def score(self, x: Floats) -> Floats:
        """The normal score of each value; infinite at and beyond the ends of the support."""

    def quantile(self, p: ArrayLike) -> Floats:
        """The value at the score of `p`."""
        return self.value(_scores(p))

    def isf(self, q: ArrayLike) -> Floats:
        """The value at minus the score of `q`."""
        return self.value(-_scores(q))

    def cdf(self, x: ArrayLike) -> Floats:
        """The normal probability below the score of `x`."""
        return np.asarray(special.ndtr(self.score(np.asarray(x, float))))

    def sf(self, x: ArrayLike) -> Floats:
        """The normal probability above the score of `x`."""
        return np.asarray(special.ndtr(-self.score(np.asarray(x, float))))


@dataclass(frozen=True)
class Normal(NormalScore):
    """The normal law.

    >>> float(Normal(3.0, 0.5).quantile(0.975).round(3))
    3.98
    """

    location: float
    scale: float

    def __post_init__(self) -> None:
        require(math.isfinite(self.location), "the mean must be finite", self.location)
        require(0 < self.scale < math.inf, "the standard deviation must be positive", self.scale)

    def value(self, score: Floats) -> Floats:
        """Location plus scale times score."""
        return self.location + self.scale * score

    def score(self, x: Floats) -> Floats:
        """How many standard deviations `x` lies above the mean."""
        return (x - self.location) / self.scale

    @property
    def support(self) -> tuple[float, float]:
        """The whole line."""
        return -math.inf, math.inf

    @property
    def mean(self) -> float:
        """Its location."""
        return self.location

    @property
    def variance(self) -> float:
        """The square of its scale."""
        return self.scale**2


@dataclass(frozen=True)
class StudentT(Distribution):
    """Student's t with `df` degrees of freedom, moved and scaled (JCGM 101:2008, 6.4.9).

    >>> float(StudentT(4.0, 10.0, 2.0).quantile(0.95).round(4))
    14.2637
    """

    df: float
    location: float
    scale: float

    def __post_init__(self) -> None:
        require(0 < self.df < math.inf, "df must be positive", self.df)
        require(math.isfinite(self.location), "location must be finite", self.location)
        require(0 < self.scale < math.inf, "scale must be positive", self.scale)

    def quantile(self, p: ArrayLike) -> Floats:
        """The mirror image of `isf`."""
        return 2 * self.location - self.isf(p)

    def isf(self, q: ArrayLike) -> Floats:
        """From the inverse of the t distribution function."""
        return self.location - self.scale * t_quantile(self.df, probability(q))

    def cdf(self, x: ArrayLike) -> Floats:
        """The t distribution function of the standardised value."""
        return t_below(self.df, (np.asarray(x, float) - self.location) / self.scale)

    def sf(self, x: ArrayLike) -> Floats:
        """The mirror image of `cdf`."""
        return t_below(self.df, (self.location - np.asarray(x, float)) / self.scale)

    @property
    def support(self) -> tuple[float, float]:
        """The whole line."""
        return -math.inf, math.inf

    @property
    def mean(self) -> float:
        """Its location; NaN up to one degree of freedom."""
        return self.location if self.df > 1 else math.nan

    @property
    def variance(self) -> float:
        """Infinite up to two degrees of freedom, NaN up to one."""
        if self.df > 2:
            return self.scale**2 * self.df / (self.df - 2)
        return math.inf if self.df > 1 else math.nan

    @property
    def tail_index(self) -> float:
        """Its degrees of freedom."""
        return self.df
