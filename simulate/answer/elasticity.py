"""Elasticities along a sweep: by how many percent the median of an output moves with one percent of the input.

All values of a sweep are computed from the same samples, so that the slope between their medians is far more accurate
than the medians themselves. Its error is the spread between batches of the run's first samples, which are replayed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..engine.replay import output_draws
from ..engine.runner import Runner
from ..kernels.batches import BLOCK
from .scale import Scale
from .statistics.marginal import Estimate, Marginal
from .statistics.standard_error import SUBSAMPLES, standard_error

Floats = NDArray[np.float64]

#: Samples that are replayed for errors, and numbers that may be kept for them, at most.
_PILOT, _MOST_NUMBERS = SUBSAMPLES * BLOCK, 1 << 22
#: The error of reading a median off the bins of a histogram, as a share of its sampling error, at most.
_BINNED = 0.05
#: The fewest samples of a batch whose median says something of an error.
_FEWEST = 64


@dataclass(frozen=True)
class Elasticity:
    """The slope d log(median) / d log(input) of an output `along` a swept axis; None where it does not exist.

    It exists where the input and the median are positive at neighbouring values.
    """

    output: str
    coordinates: Mapping[str, str]
    along: str
    value: Estimate | None


def elasticities(runner: Runner, marginals: Sequence[Marginal], scales: Mapping[str, Scale]) -> tuple[Elasticity, ...]:
    """The elasticities of every marginal along every swept axis."""
    if not scales:
        return ()
    medians = np.array([marginal.median.value for marginal in marginals])
    pilot = _first_samples(runner)
    batches = np.median(pilot, axis=1).T if pilot.size else np.empty((0, len(marginals)))
    longer = math.sqrt(pilot[0].size / runner.state.samples)
    found = []
    for along, scale in scales.items():
        for line in _lines(marginals, along):
            numbers = np.array([scale.numbers[marginals[index].coordinates[along]] for index in line])
            errors = _errors(numbers, batches[:, line])
            with np.errstate(invalid="ignore"):  # of a batch without samples
                slopes, spread = slope(numbers, medians[line]), longer * errors
            spread = np.hypot(spread, _interpolation(numbers, [marginals[index].median for index in line]))
            for index, value, error in zip(line, slopes.tolist(), spread.tolist(), strict=True):
                estimate = Estimate(value, error) if math.isfinite(value) else None
                found.append(Elasticity(marginals[index].output, marginals[index].coordinates, along, estimate))
    return tuple(found)


def slope(numbers: Floats, medians: Floats) -> Floats:
    """The slope d log(medians) / d log(numbers) at each of `numbers` (n,), by second-order differences; NaN where none.

    >>> slope(np.array([1.0, 2.0, 4.0]), np.array([3.0, 12.0, 48.0])).round(12).tolist()
    [2.0, 2.0, 2.0]
    """
    result = np.full(len(numbers), np.nan)
    sound = np.flatnonzero((numbers > 0) & (medians > 0) & np.isfinite(medians))
    if len(sound) < 2:
        return result
    order = sound[np.argsort(numbers[sound])]
    edge: int = min(len(sound) - 1, 2)
    result[order] = np.gradient(np.log(medians[order]), np.log(numbers[order]), edge_order=edge)  # type: ignore[call-overload]
    return result


@np.errstate(divide="ignore", invalid="ignore")
def _interpolation(numbers: Floats, medians: Sequence[Estimate]) -> Floats:
    """The errors of the slopes from reading medians off bins, which the spread between samples cannot show."""
    relative = np.array([_BINNED * each.error / abs(each.value) if each.value else 0.0 for each in medians])
    order = np.argsort(numbers)
    if len(order) < 2:
        return np.zeros(len(order))
    apart = np.empty(len(order))
    apart[order] = np.gradient(np.log(np.where(numbers > 0, numbers, np.nan))[order])
    return np.asarray(np.nan_to_num(relative / (math.sqrt(2.0) * np.abs(apart))))


def _lines(marginals: Sequence[Marginal], along: str) -> list[list[int]]:
    """The indices of the marginals that differ in nothing but their option of one axis."""
    found: dict[tuple[str, ...], list[int]] = {}
    for index, marginal in enumerate(marginals):
        if along not in marginal.coordinates:  # it is a sum or a mean over the axis
            continue
        others = (label for axis, label in marginal.coordinates.items() if axis != along)
        found.setdefault((marginal.output, *others), []).append(index)
    return list(found.values())


def _first_samples(runner: Runner) -> Floats:
    """The first samples of each output, by batch (record, sample, batch); none if they are too few for medians.

    They are dealt to a few batches of whole blocks, as a block is computed whole.
    """
    records = runner.state.outputs
    count = min(_PILOT, runner.state.samples, _MOST_NUMBERS // records) // SUBSAMPLES
    if count < _FEWEST:
        return np.empty((records, 0, SUBSAMPLES))
    return output_draws(runner, count * SUBSAMPLES, batches=SUBSAMPLES).reshape(records, count, SUBSAMPLES)


def _errors(numbers: Floats, batches: Floats) -> Floats:
    """The standard errors of the slopes along a line, from its medians in each batch (batch, n)."""
    if not len(batches):
        return np.full(len(numbers), math.inf)
    return standard_error(np.array([slope(numbers, medians) for medians in batches]))
