"""Means and quantiles of stored samples, each with its Monte Carlo error."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..answer.statistics.marginal import Estimate
from ..answer.statistics.standard_error import standard_error
from ..kernels.batches import BATCHES

Floats = NDArray[np.float64]

#: Standard errors of a rank over which the slope of the quantiles is taken.
_REACH = 2.0


def mean_of(values: Floats, *, batched: bool) -> Estimate:
    """The mean of `values` (n,); sample i belongs to batch i mod 32, and `batched` errors are from their spread.

    >>> mean_of(np.array([1.0, 3.0]), batched=False)
    Estimate(value=2.0, error=1.0)
    """
    count = len(values)
    mean = float(values.mean())
    if count < 2:
        return Estimate(mean, math.inf)
    if batched and count >= 2 * BATCHES:
        batches = np.array([values[batch::BATCHES].mean() for batch in range(BATCHES)])
        return Estimate(mean, float(standard_error(batches)))
    return Estimate(mean, float(values.std(ddof=1)) / math.sqrt(count))


def quantiles_of(values: Floats, probabilities: Sequence[float]) -> list[Estimate]:
    """The quantiles of `values` (n,), each with the error of a binomial count below it.

    >>> quantiles_of(np.arange(101.0), [0.5])[0].value
    50.0
    """
    ordered, p = np.sort(values), np.asarray(probabilities, float)
    error = np.sqrt(p * (1 - p) / len(ordered))
    near = np.clip(np.array([p - _REACH * error, p, p + _REACH * error]), 0.0, 1.0)
    low, middle, high = np.interp(near * (len(ordered) - 1), np.arange(len(ordered)), ordered)
    slope = (high - low) / np.maximum(near[2] - near[0], np.finfo(float).tiny)
    return [Estimate(float(m), float(e)) for m, e in zip(middle, slope * error, strict=True)]
