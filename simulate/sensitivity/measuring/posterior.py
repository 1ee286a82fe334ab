"""The output after each result that a measurement may have: mixtures of the rows of a table of counts.

A result m of a measurement leaves of the input's bins what its likelihood leaves: the weights w_b ~ n_b L(m | x_b), and
of the output the mixture of their rows. What is expected of the result is the mean over the results that each bin
would give, at the nodes of Gauss and Hermite.

A measurement whose error is small beside a bin looks perfect when bins are mixed. There, the error is
taken as large as the table can resolve, and the number wanted lies between that one and the perfect one; the squares of
both are interpolated in the variance that the measurement leaves of the input, as variances add up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, reduce
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ...laws import scipy_special as special
from .accuracy import Accuracy
from .input_bins import InputBins

Floats = NDArray[np.float64]
#: A number of each mixture: from counts (..., columns) to values (...).
Statistic = Callable[[Floats], Floats]
#: Standard errors (bins,) to compute with, None for a perfect measurement, and the weight (bins,) of what is found.
Choice = tuple[Floats | None, Floats]
#: Counts (..., columns) with one axis made finer between neighbouring bins.
Refine = Callable[[Floats, int, InputBins], Floats]

#: Errors below this many spreads inside a bin (for an even bin of width 1, 0.29) are not resolved: 1.5 widths.
_RESOLVED: Final = 1.5 * 12**0.5
#: Nodes of a result's error for a continuous input, whose bins overlap, where one or two inputs are measured.
_FEW: Final = {1: 5, 2: 3}
#: Results of all bins of a discrete input, whose few values each stand alone, where one or two inputs are measured.
_RESULTS: Final = {1: 2048, 2: 128}
_MOST_NODES: Final = 99


def by_cell(
    counts: Floats,
    bins: Sequence[InputBins],
    asked: Sequence[Accuracy],
    statistic: Statistic,
    refine: Refine | None = None,
) -> Floats:
    """The expected `statistic`, not negative, of the output after the measurement, where the truth lies in each cell.

    `counts` (bins of the first input, ..., replicates ..., columns) has an axis for each input measured, and may have
    further ones for what is computed several times; the result has all these axes but the last.
    """
    nodes = [_nodes(each, len(bins)) for each in bins]
    total = np.zeros(counts.shape[:-1])
    for corner in product(*map(_errors, bins, asked)):
        mixed, weights = counts, []
        for axis, (errors, _) in enumerate(corner):
            if errors is not None:
                mixed = _mixed(mixed, axis, bins[axis].mean, errors, nodes[axis][0])
                weights.append(nodes[axis][1])
                continue
            mixed = refine(mixed, axis, bins[axis]) if refine else mixed
            points = mixed.shape[axis] // counts.shape[axis]
            weights.append(np.full(points, 1 / points))
        shares = _outer([share for _, share in corner])
        values = _averaged(statistic(mixed), weights)
        total += shares.reshape(*shares.shape, *[1] * (values.ndim - shares.ndim)) * values**2
    return np.sqrt(total)


def _outer(shares: Sequence[Floats]) -> Floats:
    """The products of one of each of `shares`, along an axis for each."""
    found: Floats = reduce(np.multiply.outer, shares)
    return found


def expected(sizes: Floats, values: Floats, inputs: int) -> Floats:
    """The mean over the cells of `inputs` inputs of `values` (bins ..., replicates ...), weighted by their `sizes`."""
    cells = tuple(range(inputs))
    found: Floats = (sizes * values).sum(axis=cells) / sizes.sum(axis=cells)
    return found


def _errors(bins: InputBins, accuracy: Accuracy) -> list[Choice]:
    """What to compute with: the errors asked for, or the least that can be resolved and none where they are less."""
    ones = np.ones(len(bins.mean))
    if accuracy.perfect:
        return [(None, ones)]
    asked = accuracy.errors(bins.mean)
    least = np.maximum(_RESOLVED * _widest(bins.spread), 1e-12 * np.abs(bins.mean).max())
    errors = np.maximum(asked, np.where(least > 0, least, 1.0))
    share = _left(asked, bins.scale) / _left(errors, bins.scale)
    return [(errors, ones)] if np.all(share == 1) else [(None, 1 - share), (errors, share)]


def _widest(spread: Floats) -> Floats:
    """The largest `spread` of each bin and its neighbours; 0 where its own is 0. Open ends do not count."""
    bounded = np.concatenate([[0.0], spread[1:-1], [0.0]])
    around = np.stack([np.roll(bounded, 1), bounded, np.roll(bounded, -1)]).max(axis=0)
    return np.where(spread > 0, np.maximum(around, bounded), 0.0)


def _left(errors: Floats, scale: Floats) -> Floats:
    """In proportion to the variance that a measurement leaves of a normal input of this scale."""
    found: Floats = errors**2 / (1 + np.divide(errors, scale, out=np.zeros_like(errors), where=scale > 0) ** 2)
    return found


def _nodes(bins: InputBins, dimensions: int) -> tuple[Floats, Floats]:
    """Nodes of a standard normal error, and their weights: Gauss and Hermite's, or as many even quantiles as fit."""
    count = min(_RESULTS[dimensions] // len(bins.mean), _MOST_NODES)
    if bins.continuous or count < 3 * _FEW[dimensions]:
        return _gauss_hermite(_FEW[dimensions])
    even = (np.arange(count) + 0.5) / count
    return special.ndtri(even), np.full(count, 1 / count)


@lru_cache
def _gauss_hermite(count: int) -> tuple[Floats, Floats]:
    nodes, weights = np.polynomial.hermite_e.hermegauss(count)
    return nodes, weights / weights.sum()


def _mixed(counts: Floats, axis: int, centers: Floats, errors: Floats, nodes: Floats) -> Floats:
    """The mixtures of `counts` along `axis` for each result: at every node of every bin, bins before nodes."""
    measured = (centers[:, None] + errors[:, None] * nodes).ravel()
    likelihood = np.exp(-0.5 * ((measured[:, None] - centers) / errors) ** 2) / errors
    mixed: Floats = np.moveaxis(np.tensordot(likelihood, counts, axes=(1, axis)), 0, axis)
    return mixed


def _averaged(values: Floats, weights: Sequence[Floats]) -> Floats:
    """The mean of `values` (cells x points of each input, ...) over the points of each cell, of these `weights`."""
    shape = [
        size for points, each in zip(values.shape, weights, strict=False) for size in (points // len(each), len(each))
    ]
    found = np.nan_to_num(values).reshape(*shape, *values.shape[len(weights) :])
    for axis in reversed(range(len(weights))):
        found = np.moveaxis(found, 2 * axis + 1, -1) @ weights[axis]
    return found
