"""Cubics on the unit interval, constant coefficient first: through four values, with their range and rounding."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .short_rows import largest, total

Floats = NDArray[np.float64]

#: Chebyshev's nodes of order four.
NODES = (1 - np.cos((2 * np.arange(4) + 1) * np.pi / 8)) / 2
#: Where the error of a cubic through the nodes is largest: at the ends and in the middle.
CHECKS = np.array([0.001, 0.5, 0.999999])
_TO_CUBIC = np.linalg.inv(np.vander(NODES, 4, increasing=True))
_AT_CHECKS = np.vander(CHECKS, 4, increasing=True).T
#: Largest rounding error of a cubic, as a share of the sum of its terms' magnitudes: two roundings each of four terms.
_LOST = 4.0 * np.finfo(float).eps


def through(values: Floats) -> Floats:
    """The cubics (n, 4) with these values (n, 4) at the nodes."""
    return np.asarray(values @ _TO_CUBIC.T, float)


def at_checks(cubics: Floats) -> Floats:
    """The values (n, 3) of the cubics at `CHECKS`."""
    return np.asarray(cubics @ _AT_CHECKS, float)


def landmarks(cubics: Floats) -> Floats:
    """The values (n, 4) of the cubics at both ends and at their turning points in between, from left to right."""
    turns = [np.where(np.isnan(each), 0.0, np.clip(each, 0.0, 1.0)) for each in _turns(cubics)]
    s = np.column_stack([np.zeros(len(cubics)), np.minimum(*turns), np.maximum(*turns), np.ones(len(cubics))])
    value = np.zeros_like(s)
    for coefficient in cubics.T[::-1]:
        value = value * s + coefficient[:, None]
    return value


def _turns(cubics: Floats) -> tuple[Floats, Floats]:
    """Both roots of the derivatives, without cancellation; NaN or infinite if there are none."""
    with np.errstate(all="ignore"):
        _, slope, bend, third = (cubics / largest(np.abs(cubics))[:, None]).T  # so that no square underflows
        larger = -(bend + np.copysign(np.sqrt(bend * bend - 3.0 * slope * third), bend))
        return larger / (3.0 * third), slope / larger


def drop(values: Floats) -> Floats:
    """The largest fall from left to right of cubics with these `landmarks` (n, 4); 0 for those that rise."""
    return np.asarray(np.maximum(largest(-np.diff(values, axis=1)), 0.0), float)


def rounding(cubics: Floats) -> Floats:
    """The largest rounding error of each cubic."""
    return _LOST * total(np.abs(cubics))
