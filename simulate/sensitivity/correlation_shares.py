"""How much of an output's spread each input explains, by the correlation of their draws' logarithms."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def correlation_shares(target: Floats, rows: Floats) -> Floats:
    """The squared correlation of the logarithm of each row (input, n) with that of `target` (n,).

    Where not all numbers of a row, or of the target, are positive, they are taken as they are.

    >>> correlation_shares(np.array([1.0, 2.0, 4.0]), np.array([[1.0, 4.0, 16.0], [-1.0, 1.0, -1.0]])).round(9).tolist()
    [1.0, 0.0]
    """
    positive = (rows > 0).all(axis=1, keepdims=True)
    values = np.where(positive, np.log(np.where(positive, rows, 1)), rows)
    values -= values.mean(axis=1, keepdims=True)
    goal = np.log(target) if (target > 0).all() else target.astype(float)
    goal = goal - goal.mean()
    scale = np.sqrt((values**2).sum(axis=1) * (goal @ goal))
    rho: Floats = np.divide(values @ goal, scale, out=np.zeros(len(values)), where=scale > 0)
    return rho**2
