"""Johnson quantile-parameterised laws: smooth laws on a half-line or an interval that hit three quantiles exactly.

Source: Hadlock & Bickel, "Johnson Quantile-Parameterized Distributions", Decision Analysis 14 (2017) 35-64,
doi:10.1287/deca.2016.0343: J-QPD-S for a lower bound, J-QPD-B for two bounds.
"""

from __future__ import annotations

import math
from abc import abstractmethod
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from . import scipy_special as special
from .base import Floats, require, require_rising
from .normal import NormalScore


@dataclass(frozen=True)
class Triple:
    """Three quantiles: at probabilities `tail`, one half and 1 - `tail`."""

    tail: float
    left: float
    middle: float
    right: float

    def __post_init__(self) -> None:
        require(0 < self.tail < 0.5, "the tail probability must lie between 0 and 0.5", self.tail)


@dataclass(frozen=True)
class _Johnson(NormalScore):
    """What both laws share: the triple in the coordinate where it is nearly normal, and how skewed it is there."""

    triple: Triple

    @cached_property
    def _coordinates(self) -> tuple[float, float, float]:
        """The triple on the scale on which the law without skewness is normal."""
        triple = self.triple
        left, middle, right = self._coordinate(np.array([triple.left, triple.middle, triple.right])).tolist()
        return left, middle, right

    @abstractmethod
    def _coordinate(self, x: Floats) -> Floats:
        """Each value on that scale."""

    def _require_distances(self) -> None:
        """Nothing, or a LawError where rounding leaves no distance between the quantiles."""
        require_rising(*self._coordinates)
        require(self._shorter > 0, "the middle quantile must differ from the others", self.triple.middle)

    @cached_property
    def _reach(self) -> float:
        """The normal score of the upper probability (c in the paper)."""
        return -float(special.ndtri(self.triple.tail))

    @cached_property
    def _skew(self) -> int:
        """The sign of the skewness (n in the paper); 0 where the triple is symmetric to rounding."""
        left, middle, right = self._coordinates
        return int(np.sign(left + right - 2 * middle)) if self._bend > 0 else 0

    @cached_property
    def _shorter(self) -> float:
        """The smaller distance from the middle."""
        left, middle, right = self._coordinates
        return min(middle - left, right - middle)

    @cached_property
    def _bend(self) -> float:
        """How unequal the two distances are: zero where they are the same."""
        left, _, right = self._coordinates
        return math.acosh(max((right - left) / (2 * self._shorter), 1.0))

    @cached_property
    def _origin(self) -> float:
        """The coordinate of the quantile on the steeper side; of the median where the triple is symmetric."""
        return self._coordinates[{1: 0, 0: 1, -1: 2}[self._skew]]


@dataclass(frozen=True)
class SemiBounded(_Johnson):
    """J-QPD-S: above `low`, with tails like a lognormal law, so that all moments exist.

    >>> law = SemiBounded(Triple(0.05, 0.1, 0.2, 0.7))
    >>> law.quantile([0.05, 0.5, 0.95]).round(12).tolist()
    [0.1, 0.2, 0.7]
    """

    low: float = 0.0

    def __post_init__(self) -> None:
        require_rising(self.low, self.triple.left, self.triple.middle, self.triple.right)
        self._require_distances()

    def _coordinate(self, x: Floats) -> Floats:
        with np.errstate(divide="ignore"):
            return np.log(np.maximum(x - self.low, 0.0))

    @cached_property
    def _delta(self) -> float:
        return math.sinh(self._bend) / self._reach

    def value(self, score: Floats) -> Floats:
        """Low plus exp of a hyperbolic sine; without skewness a shifted lognormal law."""
        if self._skew == 0:
            exponent = score * (self._shorter / self._reach)
        else:
            scale, shift = self._shorter / math.sinh(self._bend), self._skew * math.asinh(self._reach * self._delta)
            exponent = scale * np.sinh(np.arcsinh(self._delta * score) + shift)
        with np.errstate(over="ignore"):
            return self.low + np.exp(self._origin + exponent)

    def score(self, x: Floats) -> Floats:
        """The inverse of `value`."""
        exponent = self._coordinate(x) - self._origin
        if self._skew == 0:
            return exponent * (self._reach / self._shorter)
        scale, shift = self._shorter / math.sinh(self._bend), self._skew * math.asinh(self._reach * self._delta)
        return np.sinh(np.arcsinh(exponent / scale) - shift) / self._delta

    @property
    def support(self) -> tuple[float, float]:
        """From `low` on."""
        return self.low, math.inf

    @property
    def tail_index(self) -> float:
        """Infinite: far out, the exponent is linear in the normal score, as a lognormal law's is."""
        return math.inf


@dataclass(frozen=True)
class DoublyBounded(_Johnson):
    """J-QPD-B: between `low` and `high`.

    >>> law = DoublyBounded(Triple(0.1, 0.2, 0.3, 0.9))
    >>> law.quantile([0.1, 0.5, 0.9]).round(12).tolist()
    [0.2, 0.3, 0.9]
    """

    low: float = 0.0
    high: float = 1.0

    def __post_init__(self) -> None:
        require_rising(self.low, self.triple.left, self.triple.middle, self.triple.right, self.high)
        self._require_distances()

    def _coordinate(self, x: Floats) -> Floats:
        share = np.clip((x - self.low) / (self.high - self.low), 0.0, 1.0)
        rest = np.clip((self.high - x) / (self.high - self.low), 0.0, 1.0)
        return np.where(share < 0.5, special.ndtri(share), -special.ndtri(rest))

    @cached_property
    def _delta(self) -> float:
        return self._bend / self._reach

    @cached_property
    def _scale(self) -> float:
        left, _, right = self._coordinates
        return (right - left) / math.sinh(2 * self._bend)

    def value(self, score: Floats) -> Floats:
        """The normal probability of a hyperbolic sine, measured from the nearer bound."""
        if self._skew == 0:
            coordinate = self._origin + score * (self._shorter / self._reach)
        else:
            coordinate = self._origin + self._scale * np.sinh(self._delta * (score + self._skew * self._reach))
        width = self.high - self.low
        return np.where(
            coordinate < 0,
            self.low + width * special.ndtr(coordinate),
            self.high - width * special.ndtr(-coordinate),
        )

    def score(self, x: Floats) -> Floats:
        """The inverse of `value`."""
        distance = self._coordinate(x) - self._origin
        if self._skew == 0:
            return distance * (self._reach / self._shorter)
        return np.arcsinh(distance / self._scale) / self._delta - self._skew * self._reach

    @property
    def support(self) -> tuple[float, float]:
        """The two bounds."""
        return self.low, self.high
