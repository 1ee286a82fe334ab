"""Cubics on the unit interval, constant coefficient first: through four values, and what they do in between."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: Chebyshev's nodes of order four.
NODES = (1 - np.cos((2 * np.arange(4) + 1) * np.pi / 8)) / 2
#: Where a cubic through them is farthest off: at the ends and in the middle.
CHECKS = np.array([0.001, 0.5, 0.999999])
_TO_CUBIC = np.linalg.inv(np.vander(NODES, 4, increasing=True))
_AT_CHECKS = np.vander(CHECKS, 4, increasing=True).T
#: What evaluating a cubic loses at most, as a share of the sum of its terms' sizes: two roundings a term, four terms.
_LOST = 4.0 * np.finfo(float).eps


def through(values: Floats) -> Floats:
    """The cubics (n, 4) with these values (n, 4) at the nodes."""
    return np.asarray(values @ _TO_CUBIC.T, float)


def at_checks(cubics: Floats) -> Floats:
    """The values (n, 3) of the cubics at `CHECKS`."""
    return np.asarray(cubics @ _AT_CHECKS, float)


def landmarks(cubics: Floats) -> Floats:
    """The values (n, 4) of the cubics at both ends and, from left to right, where they turn in between."""
    turns = np.sort(np.clip(np.nan_to_num(_turns(cubics), nan=0.0), 0.0, 1.0), axis=1)
    s = np.column_stack([np.zeros(len(turns)), turns, np.ones(len(turns))])
    value = np.zeros_like(s)
    for coefficient in cubics.T[::-1]:
        value = value * s + coefficient[:, None]
    return value


def _turns(cubics: Floats) -> Floats:
    """The roots (n, 2) of the derivatives, without cancellation; NaN or infinite where there are none."""
    with np.errstate(all="ignore"):
        _, slope, bend, third = (cubics / np.abs(cubics).max(axis=1, keepdims=True)).T  # lest a square underflow
        larger = -(bend + np.copysign(np.sqrt(bend * bend - 3.0 * slope * third), bend))
        return np.column_stack([larger / (3.0 * third), slope / larger])


def drop(values: Floats) -> Floats:
    """How far a cubic with these `landmarks` (n, 4) falls at most, on its way from left to right: 0 where it rises."""
    return np.asarray(np.max(-np.diff(values, axis=1), axis=1, initial=0.0), float)


def rounding(cubics: Floats) -> Floats:
    """How far a computed value of each cubic may lie from the exact one."""
    return np.asarray(_LOST * np.abs(cubics).sum(axis=1), float)
