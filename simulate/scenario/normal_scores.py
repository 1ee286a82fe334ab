"""What correlation of normal scores gives two inputs the correlation that was asked for.

Correlated inputs are drawn as normal scores, each of which becomes the quantile of its input's law. What they come to
is measured on mid-ranks, so a law of few values has fewer ranks than scores. A *rank function* is the mid-rank (or, on
the normal scale, its normal score) as a function of the score: level over each atom, and the score's probability (or
the score itself) between atoms.

Where both laws are continuous, Spearman's rho is 6 / pi arcsin(r / 2) (Pearson 1907). Otherwise the covariance of two
rank functions g and h grows with the scores' correlation r by E[g'(X) h'(Y)], the expectation at that correlation
(Price, IRE Trans. Inf. Theory 4 (1958) 69-72), which for steps is the bivariate normal density at the steps' places
(Plackett, Biometrika 41 (1954) 351-360); it is integrated over the angle whose sine is r (Drezner & Wesolowsky, J.
Stat. Comput. Simul. 35 (1990) 101-107).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray
from scipy import special

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..laws import Distribution
    from .scenario import Correlation

Floats = NDArray[np.float64]
Scale = Literal["normal", "spearman"]

#: An atom of less probability counts as continuous, which changes a correlation by less than 2e-5.
FINE = 1 / 256
#: Angles at which the growth of a covariance is summed, and scores at which that of two continuous stretches is.
_ANGLES, _ANGLE_WEIGHTS = np.polynomial.legendre.leggauss(64)
_SCORES, _SCORE_WEIGHTS = np.polynomial.legendre.leggauss(64)
#: A normal score beyond it weighs nothing.
_FARTHEST = 8.3
#: How near the solution must come to what was asked for.
_CLOSE = 1e-9


def on_normal_scores(group: Correlation, laws: Sequence[Distribution]) -> Floats:
    """The matrix (n, n) of normal scores that gives the members of `group`, with these laws, what was asked for.

    A pair that cannot reach what was asked for gets 1 or -1, which brings it to the end of its `reach`.

    >>> from ..laws.discrete import Discrete
    >>> from .scenario import Correlation
    >>> fair = Discrete((0.0, 1.0), (0.5, 0.5))
    >>> matrix = on_normal_scores(Correlation(("a", "b"), ((1.0, 0.8), (0.8, 1.0))), (fair, fair))
    >>> round(float(matrix[0, 1]), 6), round(math.sin(0.4 * math.pi), 6)
    (0.951057, 0.951057)
    """
    matrix = _continuous(np.asarray(group.matrix, float), group.scale)
    np.fill_diagonal(matrix, 1.0)
    for a, first in enumerate(laws):
        for b, second in enumerate(laws[:a]):
            if pair := _pair(first, second, group.scale):
                matrix[a, b] = matrix[b, a] = math.sin(pair.angle(group.matrix[a][b]))
    return matrix


def _continuous(asked: Floats, scale: Scale) -> Floats:
    """The correlation of normal scores where both laws are continuous."""
    return asked.copy() if scale == "normal" else np.asarray(2.0 * np.sin(np.pi * asked / 6.0), float)


def reach(first: Distribution, second: Distribution, scale: Scale) -> tuple[float, float]:
    """The least and the greatest correlation that two inputs with these laws can have.

    >>> from ..laws.discrete import Discrete
    >>> rare, even = Discrete((0.0, 1.0), (0.9, 0.1)), Discrete((0.0, 1.0), (0.5, 0.5))
    >>> [round(end, 6) for end in reach(rare, even, "spearman")]
    [-0.333333, 0.333333]
    """
    pair = _pair(first, second, scale)
    return (pair.at(-0.5 * math.pi), pair.at(0.5 * math.pi)) if pair else (-1.0, 1.0)


@lru_cache(maxsize=256)
def _pair(first: Distribution, second: Distribution, scale: Scale) -> _Pair | None:
    """Both rank functions; None where both are continuous, or one is a constant, which moves with nothing."""
    if any(len(set(law.support)) == 1 for law in (first, second)):
        return None
    pair = _Pair(_ranks(first, scale), _ranks(second, scale), scale)
    return pair if len(pair.first.places) or len(pair.second.places) else None


@dataclass(frozen=True, eq=False)
class _Ranks:
    """A rank function and its standard deviation.

    It has steps at `places` (n,) of certain `heights`, and is continuous along `stretches` (m, 2) between scores.
    """

    places: Floats
    heights: Floats
    stretches: Floats
    sd: float


def _ranks(law: Distribution, scale: Scale) -> _Ranks:
    low, high = law.cdf_before(law.jumps), law.cdf(law.jumps)
    coarse = high - low >= FINE
    low, high = low[coarse], high[coarse]
    level, edge = (special.ndtri, _score) if scale == "normal" else (np.asarray, np.asarray)
    middle = level(0.5 * (low + high))
    ends = np.concatenate([low, high])
    heights = np.concatenate([middle - edge(low), edge(high) - middle])
    inner = (ends > 0) & (ends < 1)
    bounds = np.column_stack([np.append(0.0, high), np.append(low, 1.0)])
    stretches = _score(bounds[bounds[:, 1] - bounds[:, 0] > 1e-12])
    return _Ranks(_score(ends[inner]), heights[inner], stretches, _sd(middle, high - low, stretches, scale))


def _score(p: Floats) -> Floats:
    return np.asarray(np.clip(special.ndtri(p), -_FARTHEST, _FARTHEST), float)


def _sd(levels: Floats, probabilities: Floats, stretches: Floats, scale: Scale) -> float:
    """The standard deviation of mid-ranks, or of their normal scores."""
    if scale == "spearman":
        return math.sqrt((1.0 - float((probabilities**3).sum())) / 12.0)
    density = np.exp(-0.5 * stretches**2) / math.sqrt(2.0 * math.pi)
    square = np.diff(special.ndtr(stretches) - stretches * density).sum()
    mean = float(levels @ probabilities - np.diff(density).sum())
    return math.sqrt(float(levels**2 @ probabilities + square) - mean**2)


@dataclass(frozen=True, eq=False)
class _Pair:
    """Two rank functions, at least one of which has steps."""

    first: _Ranks
    second: _Ranks
    scale: Scale

    def at(self, angle: float) -> float:
        """The correlation of mid-ranks (or their scores) where that of the scores is the sine of `angle`."""
        angles = 0.5 * angle * (1.0 + _ANGLES)
        growth = sum(weight * self._growth(each) for weight, each in zip(_ANGLE_WEIGHTS, angles, strict=True))
        return 0.5 * angle * float(growth) / (self.first.sd * self.second.sd)

    def angle(self, asked: float) -> float:
        """The angle at which the correlation is `asked`, by bisection and secants; the last one where none is."""
        low, high = (0.0, 0.5 * math.pi) if asked >= 0 else (-0.5 * math.pi, 0.0)
        below, above = self.at(low) - asked, self.at(high) - asked
        if below >= 0 or above <= 0:
            return low if below >= 0 else high
        for _ in range(60):
            middle = low + (high - low) * min(max(below / (below - above), 0.1), 0.9)
            off = self.at(middle) - asked
            if abs(off) < _CLOSE:
                return middle
            low, below, high, above = (low, below, middle, off) if off > 0 else (middle, off, high, above)
        return middle

    def _growth(self, angle: float) -> float:
        """The derivative of the covariance by the angle."""
        first, second = self.first, self.second
        total = first.heights @ self._between(first.places, second, angle)
        total += second.heights @ self._along(second.places, first.stretches, angle)
        return float(total + self._weights @ self._along(self._nodes, second.stretches, angle))

    def _between(self, x: Floats, other: _Ranks, angle: float) -> Floats:
        """For a step of height 1 at each `x`, what the other's steps and stretches add."""
        exponent = (x[:, None] ** 2 - 2.0 * math.sin(angle) * x[:, None] * other.places + other.places**2) / 2.0
        steps = np.exp(-exponent / math.cos(angle) ** 2) / (2.0 * math.pi)
        return np.asarray(steps @ other.heights + self._along(x, other.stretches, angle), float)

    def _along(self, x: Floats, stretches: Floats, angle: float) -> Floats:
        """For a step of height 1 at each `x`, what continuous stretches of the other rank function add."""
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
        """Scores along the first one's stretches."""
        low, high = self.first.stretches.T[:, :, None]
        return np.asarray((0.5 * (low + high) + 0.5 * (high - low) * _SCORES).ravel(), float)

    @cached_property
    def _weights(self) -> Floats:
        """How much the first rank function rises about each of the nodes."""
        low, high = self.first.stretches.T[:, :, None]
        slope = 1.0 if self.scale == "normal" else np.exp(-0.5 * self._nodes**2) / math.sqrt(2.0 * math.pi)
        return np.asarray((0.5 * (high - low) * _SCORE_WEIGHTS).ravel() * slope, float)
