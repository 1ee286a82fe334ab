"""The 90 % intervals of many histograms with the same bins at once."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from ...engine import backend

Floats = NDArray[np.float64]

LEVEL: Final = 0.9
TAILS: Final = np.array([(1 - LEVEL) / 2, (1 + LEVEL) / 2])


def interval(spans: Floats, cumulated: Floats) -> tuple[Floats, Floats]:
    """The ends (...) of the 90 % interval of `cumulated` counts (..., output bins), even within a bin; NaN if empty.

    `spans` (2, output bins) are the ends of what lies in each bin.

    >>> interval(np.array([[0.0, 1.0], [1.0, 3.0]]), np.array([[50.0, 100.0], [0.0, 0.0]]))
    (array([0.1, nan]), array([2.8, nan]))
    """
    low, high = backend.intervals(spans, cumulated.reshape(-1, cumulated.shape[-1]), TAILS)
    shape = cumulated.shape[:-1]
    return low.reshape(shape), high.reshape(shape)
