"""Sobol' indices of every output of a scenario at every coordinate, in one run over pick-freeze samples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..answer.heavy_tails import HeavyTail, heavy_tails
from ..answer.marginal import Estimate
from ..answer.run_options import Request
from ..engine.accumulators.cross_sums import CrossSums
from ..engine.program.plan import plan
from ..engine.replay import output_draws
from ..engine.run import Progress, extend
from ..engine.runner import Runner
from ..scenario.scenario import Scenario
from .indices import Indices, indices
from .pick_freeze import PickFreeze, pick_freeze
from .scales import CODES, ChosenScale, Scale, center, choose

Floats = NDArray[np.float64]

#: Samples that decide on which scale an output is analysed.
_PILOT: Final = 1 << 14
#: Quantiles that a rank is counted by.
_RANKS: Final = 1023


@dataclass(frozen=True)
class Index:
    """The indices of one group of inputs: shares of an output's variance, each with its Monte Carlo error."""

    inputs: tuple[str, ...]
    first: Estimate
    total: Estimate


@dataclass(frozen=True)
class OutputIndices:
    """The indices of one output at one coordinate, largest total first.

    They are shares of `variance`, that of the output on `scale`; there are none if it is 0. `interactions` is the share
    that no input explains alone.
    """

    output: str
    coordinates: Mapping[str, str]
    scale: ChosenScale
    variance: float
    indices: tuple[Index, ...]
    interactions: Estimate


def sobol_indices(
    scenario: Scenario, request: Request, *, on: Scale | None = None, progress: Progress | None = None
) -> tuple[OutputIndices, ...]:
    """The indices of every output at every coordinate, from the base points that `request` asks for.

    `on` is the scale of all outputs; by default each has its own: see `scales.choose`. Raises InvalidInput if an output
    cannot be analysed on that scale, RunError if an output is not finite, and KeyboardInterrupt if interrupted.
    """
    frozen = pick_freeze(scenario)
    runner = Runner(plan(scenario, seed=request.seed, design=request.design, at=frozen.at), request.threads)
    rows = _rows(frozen, len(scenario.outputs))
    pilot = output_draws(runner, min(_PILOT, request.count))[rows[:, 0]]
    tails = [heavy_tails(scenario, each.inputs) for each in frozen.answer]
    names = [output.name for output in scenario.outputs] * len(frozen.answer)
    scales = [
        choose(name, values, tails[i // len(scenario.outputs)].get(name, HeavyTail()), on)
        for i, (name, values) in enumerate(zip(names, pilot, strict=True))
    ]
    sums = CrossSums(
        rows,
        np.array([CODES[each.scale] for each in scales], np.int64),
        np.array([center(values, each.scale) for values, each in zip(pilot, scales, strict=True)]),
        np.quantile(pilot, np.arange(1, _RANKS + 1) / (_RANKS + 1), axis=1).T,
    )
    runner.accumulate(sums)
    if not extend(runner, request.count, progress):
        raise KeyboardInterrupt
    found = indices(sums.batches())
    return tuple(
        OutputIndices(
            name,
            frozen.answer[i // len(scenario.outputs)].labels,
            scales[i],
            float(found.variance[i]),
            _ranked(frozen.groups, found, i) if found.variance[i] > 0 else (),
            Estimate(float(found.interactions[i]), float(found.interactions_error[i])),
        )
        for i, name in enumerate(names)
    )


def _rows(frozen: PickFreeze, outputs: int) -> NDArray[np.int64]:
    """The output rows (outputs of all coordinates, 2 + groups) of A, B and the hybrids."""
    variants = 2 + len(frozen.groups)
    coordinates = np.arange(len(frozen.answer))[:, None, None]
    rows = (coordinates * variants + np.arange(variants)) * outputs + np.arange(outputs)[None, :, None]
    return np.ascontiguousarray(rows.reshape(-1, variants), np.int64)


def _ranked(groups: Sequence[tuple[str, ...]], found: Indices, i: int) -> tuple[Index, ...]:
    """The indices of output `i`, largest total first; equal ones in file order."""
    made = (
        Index(
            group,
            Estimate(float(found.first[i, g]), float(found.first_error[i, g])),
            Estimate(float(found.total[i, g]), float(found.total_error[i, g])),
        )
        for g, group in enumerate(groups)
    )
    return tuple(sorted(made, key=lambda index: -index.total.value))
