"""Where a value lies in an answer."""

from __future__ import annotations

import numpy as np

from .summary import Estimate, Record


def percentile(record: Record, value: float) -> Estimate:
    """The probability that the output lies below `value`, half of what equals it included, with its standard error.

    The error is that of independent samples.
    """
    low, high = np.maximum(record.bins.low, record.minimum), np.minimum(record.bins.high, record.maximum)
    with np.errstate(invalid="ignore", divide="ignore"):
        inside = np.clip((value - low) / (high - low), 0.0, 1.0)
    shares = np.where(high > low, inside, np.where(low == value, 0.5, (low < value).astype(float)))
    total = record.bins.counts.sum()
    p = float(shares @ record.bins.counts / total)
    return Estimate(p, float(np.sqrt(p * (1.0 - p) / total)))
