"""Sobol' indices: the share of an output's variance that an input explains alone, and with its interactions.

The estimators are those of Saltelli et al. 2010 (first order of a small index), of Jansen 1999 (total, and first order
of a large index), on the value, the logarithm or the rank of an output. Errors are the jackknife's over 32 batches,
which for Sobol' points are independent scramblings.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ...engine.accumulators.cross_sums import CrossSums
from ...engine.program.plan import plan
from ...engine.replay import output_draws
from ...engine.run import extend
from ...engine.runner import Runner
from ...kernels.cross_sums import EACH, LOG, OWN, RANK, VALUE
from ...scenario.scenario import Scenario
from ..standard_error import student
from ..summary import Estimate
from .pick_freeze import pick_freeze

Floats = NDArray[np.float64]
Scale = Literal["value", "log", "rank"]

#: Samples that say on which scale an output is analysed, and about which value its sums are centred.
_PILOT = 1 << 14
#: Quantiles that a rank is counted by.
_RANKS = 1023
_SCALES: Mapping[str, int] = {"value": VALUE, "log": LOG, "rank": RANK}


@dataclass(frozen=True)
class Index:
    """The indices of one group of inputs: shares of an output's variance, each with its Monte Carlo error."""

    inputs: tuple[str, ...]
    first: Estimate
    total: Estimate


@dataclass(frozen=True)
class Sensitivity:
    """The indices of one output at one coordinate, on `scale`, largest total first, and its variance there."""

    output: str
    coordinates: Mapping[str, str]
    scale: Scale
    variance: float
    indices: tuple[Index, ...]


def sobol_indices(
    scenario: Scenario, *, samples: int, seed: int = 0, threads: int = 0, design: str = "sobol", on: Scale | None = None
) -> tuple[Sensitivity, ...]:
    """The indices of every output of `scenario` at every coordinate, from `samples` base points.

    `on` is the scale; where it is None, the logarithm of outputs that are positive and span a decade, else the value.
    """
    frozen = pick_freeze(scenario)
    runner = Runner(plan(scenario, seed=seed, design=design, at=frozen.at), threads)
    outputs, variants = len(scenario.outputs), 2 + len(frozen.groups)
    count = len(frozen.answer) * outputs
    rows = np.array(
        [
            [(c * variants + v) * outputs + o for v in range(variants)]
            for c in range(len(frozen.answer))
            for o in range(outputs)
        ],
        np.int64,
    )
    pilot = output_draws(runner, min(_PILOT, samples))[rows[:, 0]]
    scales = [on or _scale(row) for row in pilot]
    centers = np.array([_center(row, scale) for row, scale in zip(pilot, scales, strict=True)])
    ranks = np.quantile(pilot, np.arange(1, _RANKS + 1) / (_RANKS + 1), axis=1).T
    sums = CrossSums(rows, np.array([_SCALES[scale] for scale in scales], np.int64), centers, ranks)
    runner.accumulate(sums)
    if not extend(runner, samples):
        raise KeyboardInterrupt
    found = _estimates(sums.batches())
    return tuple(
        Sensitivity(
            scenario.outputs[i % outputs].name,
            frozen.answer[i // outputs].labels,
            scales[i],
            float(found.variance[i]),
            _ranked(frozen.groups, found, i),
        )
        for i in range(count)
    )


def _scale(values: Floats) -> Scale:
    """The logarithm for values that are positive and span a decade between their 5th and 95th percentiles."""
    low, high = np.quantile(values, (0.05, 0.95))
    return "log" if values.min() > 0 and high >= 10 * low else "value"


def _center(values: Floats, scale: Scale) -> float:
    if scale == "rank":
        return 0.5
    return float(np.log(values).mean() if scale == "log" else values.mean())


@dataclass(frozen=True)
class _Found:
    """Estimates and errors (outputs, groups) of first and total indices, and variances (outputs,)."""

    first: Floats
    first_error: Floats
    total: Floats
    total_error: Floats
    variance: Floats


def _estimates(batches: Floats) -> _Found:
    """The indices that sums (BATCHES, outputs, ...) of the batches give."""
    filled = batches[batches[:, 0, 0] > 0]
    whole = filled.sum(axis=0)
    without = whole - filled
    variance, small, large, total = _indices(whole)
    _, *others = _indices(without)
    small_error, large_error, total_error = (_jackknife(each) for each in others)
    is_small = small_error <= large_error
    return _Found(
        first=np.where(is_small, small, large),
        first_error=np.where(is_small, small_error, large_error),
        total=total,
        total_error=total_error,
        variance=variance,
    )


def _indices(sums: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Variance (..., outputs); first order by Saltelli's and by Jansen's estimator, and total (..., outputs, groups)."""
    n, a, b, aa, bb, _ = np.moveaxis(sums[..., :OWN], -1, 0)
    each = sums[..., OWN:].reshape(*sums.shape[:-1], -1, EACH)
    product, from_a, from_b, hybrid, _ = np.moveaxis(each, -1, 0)
    n, a, b = n[..., None], a[..., None], b[..., None]
    mean = (a + b) / (2 * n)
    variance = (aa + bb)[..., None] / (2 * n) - mean**2
    with np.errstate(invalid="ignore", divide="ignore"):
        small = (product / n - b / n * (hybrid - a) / n) / variance
        large = 1.0 - from_b / (2 * n * variance)
        total = from_a / (2 * n * variance)
    return variance[..., 0], small, large, total


def _jackknife(without: Floats) -> Floats:
    """The standard error that estimates (batches, ...) show, each of which leaves one batch out."""
    count = len(without)
    spread = np.sqrt((count - 1) * without.var(axis=0))
    return student(count) * spread if count > 1 else np.full(without.shape[1:], math.inf)


def _ranked(groups: Sequence[tuple[str, ...]], found: _Found, i: int) -> tuple[Index, ...]:
    indices = (
        Index(
            group,
            Estimate(float(found.first[i, g]), float(found.first_error[i, g])),
            Estimate(float(found.total[i, g]), float(found.total_error[i, g])),
        )
        for g, group in enumerate(groups)
    )
    return tuple(sorted(indices, key=lambda index: -index.total.value))
