"""What an input's law says of the bins into which its draws are counted: mass, mean and spread inside each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ...laws import scipy_special as special
from ...laws.base import Distribution
from ..conditional import PROBABILITIES

Floats = NDArray[np.float64]

#: Points of the law at which each bin is looked at.
_POINTS: Final = 16
#: A spread below this share of the values is rounding: the bin holds one value.
_ROUNDING: Final = 1e-9


@dataclass(frozen=True)
class InputBins:
    """The `mass`, `mean`, `spread` and `scale` (bins,) of an input inside each of its bins, by its law.

    The spread is the standard deviation. It is 0 where a bin holds a single value, as those of discrete laws do. The
    scale is the standard deviation of a normal law that runs through its quantiles as steeply.
    """

    mass: Floats
    mean: Floats
    spread: Floats
    scale: Floats

    @property
    def continuous(self) -> bool:
        """Whether more than half of the mass lies in bins of many values, so that finer bins would tell more."""
        return float(self.mass[self.spread > 0].sum()) > 0.5

    def only(self, kept: NDArray[np.bool_]) -> InputBins:
        """The bins that are `kept` (bins,)."""
        return InputBins(self.mass[kept], self.mean[kept], self.spread[kept], self.scale[kept])

    def joined(self, join: int) -> InputBins:
        """The same with `join` neighbouring bins made one."""
        if join == 1:
            return self
        begins = np.arange(0, len(self.mass), join)
        mass = np.add.reduceat(self.mass, begins)
        safe = np.where(mass > 0, mass, 1.0)
        mean = np.add.reduceat(self.mass * self.mean, begins) / safe
        apart = self.mean - np.repeat(mean, join)[: len(self.mean)]
        square = np.add.reduceat(self.mass * (self.spread**2 + apart**2), begins) / safe
        scale = np.add.reduceat(self.mass * self.scale, begins) / safe
        return InputBins(mass, mean, _spread(square, mean), scale)


def input_bins(law: Distribution, bounds: Floats) -> InputBins:
    """The bins between the inner `bounds` (bins - 1,), which are quantiles of `law`; a value on one is above it."""
    ends = np.concatenate([[0.0], PROBABILITIES, [1.0]])
    points = ends[:-1, None] + np.diff(ends)[:, None] * (np.arange(_POINTS) + 0.5) / _POINTS
    weights = np.repeat(np.diff(ends) / _POINTS, _POINTS)
    values = np.asarray(law.quantile(points.ravel()), float)
    bins = np.searchsorted(bounds, values, side="right")
    mass: Floats = np.bincount(bins, weights, len(bounds) + 1).astype(float)
    mean, spread = _moments(bins, weights, values, mass)
    mean = np.where(mass > 0, mean, np.concatenate([bounds[:1], bounds]))
    _, even = _moments(bins, weights, special.ndtri(points.ravel()), mass)
    scale = np.divide(spread, even, out=np.zeros_like(spread), where=even > 0)
    return InputBins(mass, mean, spread, scale)


def _moments(bins: NDArray[np.intp], weights: Floats, values: Floats, mass: Floats) -> tuple[Floats, Floats]:
    """The mean and the spread of `values` inside each bin."""
    safe = np.where(mass > 0, mass, 1.0)
    mean = np.bincount(bins, weights * values, len(mass)) / safe
    square = np.bincount(bins, weights * (values - mean[bins]) ** 2, len(mass)) / safe
    return mean, _spread(square, mean)


def _spread(square: Floats, mean: Floats) -> Floats:
    """The root of `square`; 0 where it is rounding."""
    found = np.sqrt(square)
    return np.where(found > _ROUNDING * np.abs(mean), found, 0.0)
