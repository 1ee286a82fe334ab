"""Mean and variance of a law that is known by its quantiles alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Quantiles = Callable[[Floats], Floats]

DEEPEST = 300  # the outermost cell begins at 2^-300; inverse special functions fail soon after
CLOSING = 2.0 ** -np.arange(2, 52)  # how cells close in on a kink
NEGLIGIBLE = 1e-13  # what the outermost cell may still add, relative to the sum, for the integral to count as finite


def mean_and_variance(quantile: Quantiles, isf: Quantiles, kinks: Iterable[float] = ()) -> tuple[float, float]:
    """The mean and variance of the law with these quantiles; inf or NaN where they do not exist.

    Integrates the quantile function and its square over cells that halve toward either tail, 16 Gauss-Legendre nodes
    each, and toward either side of each of the `kinks`, where a mixture's quantile function is steep. A tail that is
    only just light enough (an index below 2.4 for the variance) counts as infinite: no sample would settle there.

    >>> mean, variance = mean_and_variance(lambda p: 2 * p, lambda q: 2 * (1 - q))
    >>> round(mean, 12), round(variance, 12)
    (1.0, 0.333333333333)
    """
    inner = [kink for kink in kinks if 0 < kink < 1]
    lower = _tail(quantile, [kink for kink in inner if kink <= 0.5])
    upper = _tail(isf, [1 - kink for kink in inner if kink >= 0.5])
    centre = float(quantile(np.array(0.5)))
    first = _both(_sums(lower, centre, 1), _sums(upper, centre, 1))
    second = _both(_sums(lower, centre, 2), _sums(upper, centre, 2))
    return centre + first, second - first * first if math.isfinite(first) else math.nan


def _tail(quantile: Quantiles, kinks: list[float]) -> tuple[Floats, Floats]:
    """Values at all nodes between 0 and 1/2 and their weights, (cells, nodes), outermost cell first."""
    near = np.multiply.outer([-1.0, 0.0, 1.0], CLOSING)
    edges = np.concatenate([2.0 ** -np.arange(DEEPEST, 0, -1.0), *((kink + near).ravel() for kink in kinks)])
    edges = np.unique(edges[(edges > 0) & (edges <= 0.5)])
    half = np.diff(edges)[:, None] / 2
    nodes, weights = _gauss_legendre()
    return quantile(edges[:-1, None] + half * (1 + nodes)), half * weights


@cache
def _gauss_legendre() -> tuple[Floats, Floats]:
    """The nodes and weights of a cell; importing polynomials takes as long as computing them."""
    return np.polynomial.legendre.leggauss(16)


def _sums(tail: tuple[Floats, Floats], centre: float, power: int) -> float:
    """One tail's part of a moment about `centre`; infinite where the outermost cell still counts."""
    values, weights = tail
    with np.errstate(over="ignore", invalid="ignore"):
        cells = ((values - centre) ** power * weights).sum(axis=1)
        total = float(cells.sum())
    if math.isfinite(total) and abs(cells[0]) <= NEGLIGIBLE * float(np.abs(cells).sum()):
        return total
    return math.copysign(math.inf, float(values[0, 0]) - centre) if power == 1 else math.inf


def _both(lower: float, upper: float) -> float:
    return math.nan if math.isinf(lower) and math.isinf(upper) and lower != upper else lower + upper
