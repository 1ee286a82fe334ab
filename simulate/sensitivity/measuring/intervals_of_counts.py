"""The 90 % intervals of many histograms with the same bins at once."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEVEL: Final = 0.9
TAILS: Final = (1 - LEVEL) / 2, (1 + LEVEL) / 2


def interval(spans: Floats, cumulated: Floats) -> tuple[Floats, Floats]:
    """The ends (...) of the 90 % interval of `cumulated` counts (..., output bins), even within a bin; NaN if empty.

    `spans` (2, output bins) are the ends of what lies in each bin; their number is a power of two.

    >>> interval(np.array([[0.0, 1.0], [1.0, 3.0]]), np.array([[50.0, 100.0], [0.0, 0.0]]))
    (array([0.1, nan]), array([2.8, nan]))
    """
    bins, flat = cumulated.shape[-1], cumulated.ravel()
    begins = np.arange(0, flat.size, bins)[:, None]
    wanted = flat[begins + bins - 1] * np.array(TAILS)
    index, step = np.zeros(wanted.shape, np.int64), bins // 2
    while step:
        index += step * (flat[begins + index + (step - 1)] < wanted)
        step //= 2
    above = flat[begins + index]
    below = np.where(index > 0, flat[begins + np.maximum(index - 1, 0)], 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.clip((wanted - below) / (above - below), 0.0, 1.0)
    low, high = spans[:, index]
    ends = (low + share * (high - low)).reshape(*cumulated.shape[:-1], 2)
    return ends[..., 0], ends[..., 1]
