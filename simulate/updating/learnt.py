"""What a measurement says of each input: its interval before and after, and the information gained."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..answer.statistics.intervals import tails
from ..answer.statistics.marginal import Estimate
from ..kernels.batches import BATCHES
from ..scenario.scenario import Input
from .weights import OrderedDraws, Weights

Floats = NDArray[np.float64]

#: The level of the intervals before and after.
LEVEL: Final = 0.9
#: Cells of equal prior probability by which information is told: as many as effective samples can fill.
_FEWEST, _MOST, _EACH = 8, 256, 25
#: From the squared sums of batches to the variance of the sum of all.
_SPARE = BATCHES / (BATCHES - 1)


@dataclass(frozen=True)
class Spread:
    """The low end, median and high end of an input's 90 % interval, in base units."""

    low: Estimate
    median: Estimate
    high: Estimate


@dataclass(frozen=True)
class Learnt:
    """What was learnt of inputs that are one draw.

    `information` is the Kullback-Leibler divergence of the posterior from the prior in bits (Lindley 1956); a halved
    interval is about one bit. `width` is the width of the 90 % interval over the width before, of logarithms if the
    law is of positive numbers (`is_log`); None if it had none before.
    """

    inputs: tuple[Input, ...]
    before: Spread
    after: Spread
    width: Estimate | None
    is_log: bool
    information: Estimate

    @property
    def names(self) -> str:
        """The names of the inputs."""
        return ", ".join(each.name for each in self.inputs)

    @property
    def is_known(self) -> bool:
        """Whether the information is above two errors."""
        return self.information.value > 2 * self.information.error


def learnt(inputs: Mapping[str, Input], rows: Floats, weights: Weights) -> tuple[Learnt, ...]:
    """What `weights` say of the `inputs`, whose draws are `rows` (input, n); the most informed first."""
    found = [_learnt(together, row, weights) for together, row in _by_draw(inputs, rows)]
    return tuple(sorted(found, key=lambda each: -each.information.value))


def _by_draw(inputs: Mapping[str, Input], rows: Floats) -> Iterator[tuple[tuple[Input, ...], Floats]]:
    """The inputs that vary with their draws, those that are one draw together."""
    drawn: dict[tuple[object, ...], list[Input]] = {}
    of: dict[tuple[object, ...], Floats] = {}
    for given, row in zip(inputs.values(), rows, strict=True):
        if given.varies:
            key: tuple[object, ...] = (given.stream, given.distribution)
            drawn.setdefault(key, []).append(given)
            of.setdefault(key, row)
    yield from ((tuple(together), of[key]) for key, together in drawn.items())


def _learnt(inputs: tuple[Input, ...], values: Floats, weights: Weights) -> Learnt:
    equal = Weights(np.full(len(values), 1 / len(values)), weights.batched)
    ordered = equal.ordered(values)
    before, after = _spread(ordered), _spread(ordered.weighed(weights))
    is_log = min(each.distribution.support[0] for each in inputs) >= 0 and before.low.value > 0
    width, information = _narrowing(before, after, is_log=is_log), _information(values, ordered.values, weights)
    return Learnt(inputs, before, after, width, is_log, information)


def _spread(ordered: OrderedDraws) -> Spread:
    low, high = tails(LEVEL)
    found = ordered.quantiles([low, 0.5, high])
    return Spread(found[low], found[0.5], found[high])


def _narrowing(before: Spread, after: Spread, *, is_log: bool) -> Estimate | None:
    (was, _), (width, error) = (_width(each, is_log=is_log) for each in (before, after))
    return Estimate(width / was, error / was) if was > 0 else None


def _width(spread: Spread, *, is_log: bool) -> tuple[float, float]:
    """The width and its error, as if both ends were independent: those of one sample correlate, and err less."""
    ends = spread.low, spread.high
    if is_log:
        low, high = (math.log(end.value) for end in ends)
        return high - low, math.hypot(*(end.error / end.value for end in ends))
    return ends[1].value - ends[0].value, math.hypot(*(end.error for end in ends))


def _information(values: Floats, ascending: Floats, weights: Weights) -> Estimate:
    """The divergence in bits between cells of equal prior probability, less what chance alone would make of it.

    Chance makes half the sum of the variances of the cells' logarithms, by their posterior probabilities (Miller 1955
    for equal weights). Variances are those between batches.
    """
    count = int(np.clip(weights.effective / _EACH, _FEWEST, _MOST))
    edges = np.unique(ascending[np.arange(1, count) * len(values) // count])
    own, equal = _by_batch(np.searchsorted(edges, values, side="left"), weights.values)
    after, before = own.sum(axis=0), equal.sum(axis=0)
    own, equal, after, before = (each[..., (after > 0) & (before > 0)] for each in (own, equal, after, before))
    gains = np.log(after / before)
    mean = float(after @ gains)
    residuals = own @ (gains - mean) - equal @ (after / before - 1)
    of_cells = own / after - own.sum(axis=1, keepdims=True) - equal / before + equal.sum(axis=1, keepdims=True)
    chances = after * (of_cells**2).sum(axis=0) * _SPARE
    error = math.sqrt(residuals @ residuals * _SPARE + chances @ chances / 2)
    return Estimate(max(mean - float(chances.sum()) / 2, 0.0) / math.log(2), error / math.log(2))


def _by_batch(cells: NDArray[np.int64], weights: Floats) -> tuple[Floats, Floats]:
    """The weight of each batch in each cell (batch, cell), and the share of the draws there."""
    width = int(cells.max()) + 1
    index = np.arange(len(cells)) % BATCHES * width + cells
    own = np.bincount(index, weights, BATCHES * width)
    equal = np.bincount(index, minlength=BATCHES * width) / len(cells)
    return np.asarray(own, float).reshape(BATCHES, width), np.asarray(equal, float).reshape(BATCHES, width)
