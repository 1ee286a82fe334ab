"""The curvilinear trapezoid: a uniform law whose limits are not known exactly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .base import Floats, require
from .bounded import Bounded

SERIES = [1 / (power * (power - 1)) for power in range(2, 14)]  # of depth + (1 - depth) log(1 - depth), from depth^2


@dataclass(frozen=True)
class CurvilinearTrapezoidal(Bounded):
    """The law of a rectangle whose limits are themselves uncertain by +- delta (JCGM 101:2008, 6.4.3).

    The lower limit is uniform within low +- delta, the upper one its mirror image about the middle, and the value
    uniform between them. The support is [low - delta, high + delta].

    >>> round(CurvilinearTrapezoidal(0.0, 6.0, 1.0).variance, 6)
    3.111111
    """

    delta: float

    def __post_init__(self) -> None:
        super().__post_init__()
        require(self.delta > 0, "delta must be positive", self.delta)
        require(self.delta < self.width / 2, "delta must be below half the distance from low to high", self.delta)

    @property
    def _half(self) -> float:
        """Half the width of the support."""
        return self.width / 2 + self.delta

    @property
    def _side(self) -> float:
        """The probability of either curved side."""
        return self._half / (4 * self.delta) * float(_curve(np.array(2 * self.delta / self._half)))

    @property
    def _slope(self) -> float:
        """The density between the curved sides."""
        return (1 - 2 * self._side) / (self.width - 2 * self.delta)

    def quantile(self, p: ArrayLike) -> Floats:
        """The lower end of the support plus the depth of the nearer tail, seen from below."""
        lower = np.asarray(p, float)
        return np.where(lower <= 0.5, self.support[0] + self._depth(lower), self.support[1] - self._depth(1 - lower))

    def isf(self, q: ArrayLike) -> Floats:
        """The mirror image of `quantile`."""
        upper = np.asarray(q, float)
        return np.where(upper <= 0.5, self.support[1] - self._depth(upper), self.support[0] + self._depth(1 - upper))

    def cdf(self, x: ArrayLike) -> Floats:
        """The probability within the depth of `x` from the lower end."""
        return self._within(np.asarray(x, float) - self.support[0])

    def sf(self, x: ArrayLike) -> Floats:
        """The probability within the depth of `x` from the upper end."""
        return self._within(self.support[1] - np.asarray(x, float))

    def _within(self, depth: Floats) -> Floats:
        """The probability of a tail that reaches this far in; the curve ends 2 delta from the end of the support."""
        curved = np.clip(np.minimum(depth, 2 * self._half - depth), 0.0, 2 * self.delta)
        side = self._half / (4 * self.delta) * _curve(curved / self._half)
        level = self._side + self._slope * (depth - 2 * self.delta)
        inner = np.where(depth <= 2 * self.delta, side, level)
        outer = np.where(depth >= 2 * self._half - 2 * self.delta, 1 - side, inner)
        return np.clip(outer, 0.0, 1.0)

    def _depth(self, tail: Floats) -> Floats:
        """How far a tail of at most one half reaches in."""
        target = np.minimum(tail, self._side) * 4 * self.delta / self._half
        level = 2 * self.delta + (tail - self._side) / self._slope
        return np.where(tail <= self._side, self._half * _uncurve(target), level)

    @property
    def support(self) -> tuple[float, float]:
        """The outermost limits there may be."""
        return self.low - self.delta, self.high + self.delta

    @property
    def mean(self) -> float:
        """The middle."""
        return self.low + self.width / 2

    @property
    def variance(self) -> float:
        """That of the rectangle plus a ninth of delta squared (JCGM 101:2008, 6.4.3)."""
        return self.width**2 / 12 + self.delta**2 / 9

    @property
    def kinks(self) -> tuple[float, ...]:
        """Where the curved sides end."""
        return self._side, 1 - self._side


def _curve(depth: Floats) -> Floats:
    """The integral of -log(1 - t) for t from 0 to `depth`: depth + (1 - depth) log(1 - depth), sharp near 0."""
    series = np.asarray(depth**2 * np.polynomial.Polynomial(SERIES)(depth), float)
    with np.errstate(divide="ignore", invalid="ignore"):
        exact = depth + (1 - depth) * np.log1p(-depth)
    return np.where(depth < 0.05, series, np.where(depth < 1, exact, 1.0))


def _uncurve(area: Floats) -> Floats:
    """The depth at which `_curve` is `area`, by Newton's method from below its square-root approximation."""
    with np.errstate(invalid="ignore"):
        depth = np.sqrt(2 * np.asarray(area, float))
    depth = depth / (1 + depth / 3)
    for _ in range(40):
        with np.errstate(divide="ignore", invalid="ignore"):
            step = (_curve(depth) - area) / -np.log1p(-depth)
        depth = np.where(depth > 0, np.minimum(depth - step, (1 + depth) / 2), depth)
    return np.asarray(depth, float)
