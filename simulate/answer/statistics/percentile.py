"""The percentile of a value in an answer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .marginal import Estimate, Marginal

Floats = NDArray[np.float64]


def percentile(marginal: Marginal, value: float) -> Estimate:
    """The probability that the output lies below `value`, half of what equals it included, with its standard error.

    The error is that of independent samples.
    """
    low, high = np.maximum(marginal.bins.low, marginal.minimum), np.minimum(marginal.bins.high, marginal.maximum)
    counts = marginal.bins.counts
    p = float(shares_below(low, high, value) @ counts / counts.sum())
    return Estimate(p, float(np.sqrt(p * (1.0 - p) / counts.sum())))


def shares_below(low: Floats, high: Floats, value: float) -> Floats:
    """The share of each bin from `low` to `high` that lies below `value`, (n,); half of a bin that equals it.

    >>> shares_below(np.array([0.0, 1.0, 3.0]), np.array([1.0, 3.0, 3.0]), 1.5)
    array([1.  , 0.25, 0.  ])
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        inside = np.clip((value - low) / (high - low), 0.0, 1.0)
    return np.where(high > low, inside, np.where(low == value, 0.5, (low < value).astype(float)))
