"""What a measurement of one input would buy: how much narrower the interval would be, expected before it is made."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .conditional import Table, quantiles

Floats = NDArray[np.float64]

#: Where the normal errors of a measurement are evaluated, and with which weights (Gauss and Hermite).
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(9)


@dataclass(frozen=True)
class Accuracy:
    """The standard error of a measurement: absolute in base units, or a share of the value; 0 is perfect."""

    absolute: float = 0.0
    share: float = 0.0

    def errors(self, values: Floats) -> Floats:
        """The standard error at each of `values`."""
        return np.hypot(self.absolute, self.share * np.abs(values))


def expected_width(table: Table, accuracy: Accuracy, *, level: float = 0.9, log: bool = False) -> tuple[float, float]:
    """The expected width of the output's interval after a measurement, and the width now, on a linear or log scale.

    Bins of finite width leave some spread of the input inside them, which adds to the width in proportion to the
    square of the bins: half as many bins show how much, and it is taken off (Richardson's extrapolation).
    """
    tails = (1 - level) / 2, (1 + level) / 2
    now = float(_widths(table.edges, table.whole.sum(axis=0), tails, log=log))
    fine, coarse = (_expected(table, accuracy, tails, join, log=log) for join in (1, 2))
    return max((4 * fine - coarse) / 3, 0.0), now


def _expected(table: Table, accuracy: Accuracy, tails: tuple[float, float], join: int, *, log: bool) -> float:
    """The expected width where `join` neighbouring bins of the input are one."""
    rows = np.add.reduceat(table.whole, np.arange(0, len(table.whole), join), axis=0).astype(float)
    sizes = rows.sum(axis=1)
    filled = sizes > 0
    if not (accuracy.absolute or accuracy.share):
        widths = _widths(table.edges, rows[filled], tails, log=log)
        return float(widths @ sizes[filled] / sizes.sum())
    centers = _centers(table)[::join] if join == 1 else _pooled(_centers(table), table.whole.sum(axis=1), join)
    centers, rows, sizes = centers[filled], rows[filled], sizes[filled]
    errors = accuracy.errors(centers)
    expected = 0.0
    for node, weight in zip(_NODES, _WEIGHTS / _WEIGHTS.sum(), strict=True):
        measured = centers + node * errors
        likelihood = np.exp(-0.5 * ((measured[:, None] - centers) / errors) ** 2) / errors
        mixtures = (likelihood * sizes) @ (rows / sizes[:, None]) / (likelihood @ sizes)[:, None]
        expected += weight * float(_widths(table.edges, mixtures, tails, log=log) @ sizes)
    return expected / sizes.sum()


def _widths(edges: Floats, counts: Floats, tails: tuple[float, float], *, log: bool) -> Floats:
    """The width of the interval of each histogram (..., bins)."""
    low, high = np.moveaxis(quantiles(edges, counts, tails), -1, 0)
    return np.log(high / low) if log else high - low


def _centers(table: Table) -> Floats:
    """A value of the input inside each of its bins."""
    inner = table.values
    return np.concatenate([[inner[0]], (inner[:-1] + inner[1:]) / 2, [inner[-1]]])


def _pooled(centers: Floats, sizes: Floats, join: int) -> Floats:
    """The mean value of `join` neighbouring bins."""
    begins = np.arange(0, len(centers), join)
    total = np.maximum(np.add.reduceat(sizes, begins), 1)
    found: Floats = np.add.reduceat(centers * sizes, begins) / total
    return found
