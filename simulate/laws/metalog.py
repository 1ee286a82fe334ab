"""The metalog law: a quantile function linear in its coefficients, through any number of quantiles.

Source: Keelin, "The Metalog Distributions", Decision Analysis 13 (2016) 243-277, doi:10.1287/deca.2016.0338.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from . import scipy_special as special
from .base import Distribution, Floats, LawError
from .inverse import rising_root

FARTHEST = 750.0  # logit of the smallest probability there is


@dataclass(frozen=True)
class Metalog(Distribution):
    """The metalog law with these coefficients: unbounded, or on the log or logit scale of its bounds.

    >>> law = metalog((0.1, 0.5, 0.9), (-1.0, 0.0, 2.0))
    >>> law.quantile([0.1, 0.5, 0.9]).round(12).tolist()
    [-1.0, 0.0, 2.0]
    """

    coefficients: tuple[float, ...]
    low: float = -math.inf
    high: float = math.inf

    def __post_init__(self) -> None:
        logit = np.concatenate([np.linspace(-40, 40, 1601), np.linspace(-1, 1, 401)])
        slope = _slopes(len(self.coefficients), logit) @ np.array(self.coefficients)
        if not slope.min() > 0:
            raise LawError(
                "no metalog law passes through these quantiles (its quantile function would fall);"
                " state fewer of them, or low and high"
            )

    def quantile(self, p: ArrayLike) -> Floats:
        """The linear combination of the basis functions."""
        given = np.asarray(p, float)
        return self._value(special.logit(given), given - 0.5)

    def isf(self, q: ArrayLike) -> Floats:
        """The same, with logit and centred probability from above."""
        given = np.asarray(q, float)
        return self._value(-special.logit(given), 0.5 - given)

    def _value(self, logit: Floats, centred: Floats) -> Floats:
        with np.errstate(invalid="ignore", over="ignore"):
            basis = _basis(len(self.coefficients), np.clip(logit, -FARTHEST, FARTHEST), centred)
            free = np.asarray(basis @ np.array(self.coefficients), float)
            value = _unscaled(free, self.low, self.high)
        return np.where(np.isinf(logit), np.where(logit > 0, self.high, self.low), value)

    def cdf(self, x: ArrayLike) -> Floats:
        """The probability whose quantile is `x`."""
        return np.asarray(special.expit(self._logit(x)))

    def sf(self, x: ArrayLike) -> Floats:
        """The same, from above."""
        return np.asarray(special.expit(-self._logit(x)))

    def _logit(self, x: ArrayLike) -> Floats:
        """The logit of the probability whose quantile is `x`."""
        goal = _scaled(np.clip(np.asarray(x, float), self.low, self.high), self.low, self.high)
        coefficients = np.array(self.coefficients)

        def excess(logit: Floats, goal: Floats) -> Floats:
            return np.asarray(_basis(len(coefficients), logit, np.tanh(logit / 2) / 2) @ coefficients - goal, float)

        return rising_root(excess, -FARTHEST, FARTHEST, goal)

    @property
    def support(self) -> tuple[float, float]:
        """The stated bounds."""
        return self.low, self.high


def metalog(
    probabilities: Sequence[float], values: Sequence[float], low: float = -math.inf, high: float = math.inf
) -> Metalog:
    """The metalog law through as many quantiles as it has coefficients; LawError where there is none."""
    p = np.array(probabilities)
    basis = _basis(len(p), np.asarray(special.logit(p)), p - 0.5)
    return Metalog(tuple(np.linalg.solve(basis, _scaled(np.array(values), low, high)).tolist()), low, high)


def _terms(count: int) -> list[tuple[int, bool]]:
    """The power of p - 1/2 in each basis function, and whether it is multiplied by the logit."""
    first = [(0, False), (0, True), (1, True), (1, False)]
    return [first[k] if k < 4 else (k // 2, k % 2 == 1) for k in range(count)]


def _basis(count: int, logit: Floats, centred: Floats) -> Floats:
    """The basis functions along a new last axis."""
    return np.stack([centred**power * (logit if times else 1.0) for power, times in _terms(count)], axis=-1)


def _slopes(count: int, logit: Floats) -> Floats:
    """The derivatives of the basis functions by the logit, along a new last axis."""
    centred = np.tanh(logit / 2) / 2
    inner = 0.25 - centred**2
    columns = []
    for power, times in _terms(count):
        steep = inner * power * centred ** max(power - 1, 0)
        columns.append(steep * logit + centred**power if times else steep)
    return np.stack(columns, axis=-1)


def _scaled(x: Floats, low: float, high: float) -> Floats:
    """Each value on the scale on which the law is unbounded: itself, log or logit."""
    with np.errstate(divide="ignore"):
        below = np.log(x - low) if math.isfinite(low) else np.zeros_like(x)
        above = np.log(high - x) if math.isfinite(high) else np.zeros_like(x)
    return below - above if math.isfinite(low) or math.isfinite(high) else x


def _unscaled(free: Floats, low: float, high: float) -> Floats:
    """The inverse of `_scaled`."""
    if math.isfinite(low) and math.isfinite(high):
        share = np.where(free < 0, special.expit(free), special.expit(-free))
        return np.where(free < 0, low + (high - low) * share, high - (high - low) * share)
    if math.isfinite(low):
        return low + np.exp(free)
    return high - np.exp(-free) if math.isfinite(high) else free
