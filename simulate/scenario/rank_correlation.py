"""The correlation of two inputs' ranks as a function of the correlation of their normal scores.

The covariance of two rank functions g and h grows with the scores' correlation r by E[g'(X) h'(Y)], the expectation at
that correlation (Price, IRE Trans. Inf. Theory 4 (1958) 69-72), which for jumps is the bivariate normal density at
their edges (Plackett, Biometrika 41 (1954) 351-360); it is integrated over the angle whose sine is r (Drezner &
Wesolowsky, J. Stat. Comput. Simul. 35 (1990) 101-107).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..laws import scipy_special as special
from .rank_function import Floats, RankFunction, Scale

#: Nodes of the quadrature over the angle, and over the scores of two continuous stretches.
_ANGLES, _ANGLE_WEIGHTS = np.polynomial.legendre.leggauss(64)
_SCORES, _SCORE_WEIGHTS = np.polynomial.legendre.leggauss(64)
#: Tolerance of the solution, as a correlation.
_TOLERANCE = 1e-9


@dataclass(frozen=True, eq=False)
class RankCorrelation:
    """Two rank functions, at least one of which has jumps."""

    first: RankFunction
    second: RankFunction
    scale: Scale

    def at(self, angle: float) -> float:
        """The correlation of mid-ranks (or their scores) if the normal scores have correlation sin(`angle`)."""
        angles = 0.5 * angle * (1.0 + _ANGLES)
        growth = sum(weight * self._growth(each) for weight, each in zip(_ANGLE_WEIGHTS, angles, strict=True))
        return 0.5 * angle * float(growth) / (self.first.sd * self.second.sd)

    def angle(self, requested: float) -> float:
        """The angle at which the correlation is `requested`, else the nearest one, by bisection and secants."""
        low, high = (0.0, 0.5 * math.pi) if requested >= 0 else (-0.5 * math.pi, 0.0)
        below, above = self.at(low) - requested, self.at(high) - requested
        if below >= 0 or above <= 0:
            return low if below >= 0 else high
        for _ in range(60):
            middle = low + (high - low) * min(max(below / (below - above), 0.1), 0.9)
            off = self.at(middle) - requested
            if abs(off) < _TOLERANCE:
                return middle
            low, below, high, above = (low, below, middle, off) if off > 0 else (middle, off, high, above)
        return middle

    def _growth(self, angle: float) -> float:
        """The derivative of the covariance with respect to the angle."""
        first, second = self.first, self.second
        total = first.heights @ self._jumps(first.edges, second, angle)
        total += second.heights @ self._stretches(second.edges, first.stretches, angle)
        return float(total + self._weights @ self._stretches(self._nodes, second.stretches, angle))

    def _jumps(self, x: Floats, other: RankFunction, angle: float) -> Floats:
        """The contribution of the other's jumps and stretches to a jump of height 1 at each `x`."""
        exponent = (x[:, None] ** 2 - 2.0 * math.sin(angle) * x[:, None] * other.edges + other.edges**2) / 2.0
        steps = np.exp(-exponent / math.cos(angle) ** 2) / (2.0 * math.pi)
        return np.asarray(steps @ other.heights + self._stretches(x, other.stretches, angle), float)

    def _stretches(self, x: Floats, stretches: Floats, angle: float) -> Floats:
        """The contribution of the other's continuous `stretches` to a jump of height 1 at each `x`."""
        r, s = math.sin(angle), math.cos(angle)
        density = np.exp(-0.5 * x * x) / math.sqrt(2.0 * math.pi)
        if self.scale == "normal":
            centre, width, factor = r * x, s, density
        else:
            centre, width = r * x / (1.0 + s * s), s / math.sqrt(1.0 + s * s)
            factor = density * np.exp(-0.5 * (r * x) ** 2 / (1.0 + s * s)) / math.sqrt(2.0 * math.pi * (1.0 + s * s))
        inside = special.ndtr((stretches - centre[:, None, None]) / width)
        return np.asarray(s * factor * np.diff(inside, axis=2).sum(axis=(1, 2)), float)

    @cached_property
    def _nodes(self) -> Floats:
        """Quadrature nodes along the stretches of the first rank function."""
        low, high = self.first.stretches.T[:, :, None]
        return np.asarray((0.5 * (low + high) + 0.5 * (high - low) * _SCORES).ravel(), float)

    @cached_property
    def _weights(self) -> Floats:
        """The weight of each node times the slope of the first rank function there."""
        low, high = self.first.stretches.T[:, :, None]
        slope = 1.0 if self.scale == "normal" else np.exp(-0.5 * self._nodes**2) / math.sqrt(2.0 * math.pi)
        return np.asarray((0.5 * (high - low) * _SCORE_WEIGHTS).ravel() * slope, float)
