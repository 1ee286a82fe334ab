"""The distribution of an output where an input is low, middle or high, read off a table of counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..answer.run_options import Request
from ..engine.accumulators.conditional_counts import ConditionalCounts
from ..engine.program.coordinates import Coordinate, coordinates
from ..engine.program.plan import plan
from ..engine.replay import output_draws
from ..engine.run import Progress, extend
from ..engine.runner import Runner
from ..engine.workers import Workers
from ..kernels.conditional_counts import INPUT_BINS, OUTPUT_BINS
from ..laws import scipy_special as special
from ..laws.bounded import Uniform
from ..problems import InvalidInput, Problem
from ..scenario.scenario import Input, Scenario
from ..units import ONE

Counts = NDArray[np.integer]
Floats = NDArray[np.float64]

#: The most samples of a table, whose counts have 32 bits.
MOST_SAMPLES: Final = 1 << 32
#: Samples that decide where the bins of an output lie.
_PILOT: Final = 1 << 17
#: How far the bins of inputs and outputs reach, in standard deviations of a normal law: finer toward both tails.
_INPUT_REACH, _OUTPUT_REACH = 4.0, 4.6
#: An input that no model reads: what a table says of it is the bias of finite samples.
DUMMY: Final = "\N{EMPTY SET}"
#: The inner boundaries of an input's bins, as probabilities: even in the normal score, both terciles among them.
PROBABILITIES: Final = np.sort(
    np.concatenate([special.ndtr(np.linspace(-_INPUT_REACH, _INPUT_REACH, INPUT_BINS - 3)), [1 / 3, 2 / 3]])
)
TERCILES: Final = (0.0, 1 / 3, 2 / 3, 1.0)
#: The first bin of an input in each third of its values.
_THIRDS: Final = np.searchsorted(PROBABILITIES, TERCILES[:-1], side="right")


@dataclass(frozen=True)
class ConditionalTable:
    """How often an input and an output fall into each pair of bins.

    `counts` (PARTS, INPUT_BINS, OUTPUT_BINS) are those of groups of batches. `edges` (OUTPUT_BINS + 1,) are those of
    the output's bins, its extremes included; `values` (INPUT_BINS - 1,) are the input's own
    quantiles at `PROBABILITIES`. `spans` (2, OUTPUT_BINS) are the ends of what lies in each bin of the output: its
    edges, or the one value that all pilot samples in it have.
    """

    counts: Counts
    edges: Floats
    values: Floats
    spans: Floats

    @cached_property
    def whole(self) -> Counts:
        """The counts (INPUT_BINS, OUTPUT_BINS) of all samples."""
        found: Counts = self.counts.sum(axis=0)
        return found

    @property
    def thirds(self) -> Floats:
        """The counts (3, OUTPUT_BINS) of the output in the low, middle and high third of the input's values.

        Samples that have one value, as those of discrete inputs, are shared out where a third ends among them.
        """
        if (np.diff(self.values) > 0).all():
            return np.add.reduceat(self.whole, _THIRDS, axis=0).astype(float)
        sizes = self.whole.sum(axis=1)
        ends = np.cumsum(sizes)
        limits = np.array(TERCILES)[:, None] * ends[-1]
        inside = np.minimum(ends, limits[1:]) - np.maximum(ends - sizes, limits[:-1])
        found: Floats = np.maximum(inside, 0.0) / np.maximum(sizes, 1) @ self.whole
        return found

    def terciles(self, probabilities: Sequence[float]) -> Floats:
        """Quantiles (3, probabilities) of the output in the low, middle and high third of the input's values."""
        return quantiles(self.spans, self.thirds, probabilities)


def quantiles(spans: Floats, counts: NDArray[np.floating | np.integer], probabilities: Sequence[float]) -> Floats:
    """Quantiles (..., probabilities) of histograms `counts` (..., bins), even within a bin; NaN of an empty one.

    `spans` (2, bins) are the ends of what lies in each bin.

    >>> quantiles(np.array([[0.0, 1.0], [0.0, 3.0]]), np.array([5, 5]), (0.25, 0.75)).tolist()
    [0.0, 2.0]
    """
    (low, high), bins = spans, counts.shape[-1]
    cumulated = np.concatenate([np.zeros((*counts.shape[:-1], 1)), np.cumsum(counts, axis=-1)], axis=-1)
    rows = cumulated.reshape(-1, cumulated.shape[-1])
    found = np.full((len(rows), len(probabilities)), np.nan)
    for row, total in enumerate(rows):
        if not total[-1]:
            continue
        wanted = np.asarray(probabilities) * total[-1]
        at = np.clip(np.searchsorted(total, wanted, side="left"), 1, bins) - 1
        inside = total[at + 1] - total[at]
        share = np.divide(wanted - total[at], inside, out=np.zeros(len(wanted)), where=inside > 0)
        found[row] = low[at] + share * (high[at] - low[at])
    return found.reshape(*counts.shape[:-1], len(probabilities))


def tables(
    scenario: Scenario,
    request: Request,
    progress: Progress | None = None,
    *,
    boundaries: Mapping[str, float] | None = None,
) -> dict[tuple[str, str], ConditionalTable]:
    """The table of every input that varies, and of `DUMMY`, with every output, at the first coordinate.

    `boundaries` are values of outputs, by name, that must lie between two bins: each replaces the nearest boundary.

    Raises InvalidInput for more than `MOST_SAMPLES`, RunError if an output is not finite, and KeyboardInterrupt if
    interrupted.
    """
    if request.count > MOST_SAMPLES:
        raise InvalidInput([Problem(f"must be at most {MOST_SAMPLES:,}, got {request.count:,}", "samples")])
    first = coordinates(scenario)[0]
    widened, at = _with_dummy(scenario, first)
    runner = Runner(plan(widened, seed=request.seed, design=request.design, at=(at,)), request.threads)
    names = [name for name, given in at.inputs.items() if given.varies]
    pilot = output_draws(runner, min(_PILOT, request.count))
    if not Workers(np.ndarray.sort, pilot, runner.threads).run():
        raise KeyboardInterrupt
    bounds = np.array([_output_bounds(row) for row in pilot])
    for output, value in (boundaries or {}).items():
        row = bounds[[quantity.name for quantity in scenario.outputs].index(output)]
        row[np.abs(row - value).argmin()] = value
        row.sort()
    values = np.array([at.inputs[name].distribution.quantile(PROBABILITIES) for name in names])
    found = ConditionalCounts([runner.plan.values[name] for name in names], range(len(pilot)), values, bounds)
    runner.accumulate(found)
    if not extend(runner, request.count, progress):
        raise KeyboardInterrupt
    low, high = runner.state.moments.extremes.T
    edges = np.column_stack([np.minimum(low, bounds[:, 0]), bounds, np.maximum(high, bounds[:, -1])])
    spans = [_spans(*each) for each in zip(edges, pilot, strict=True)]
    return {
        (name, output.name): ConditionalTable(found.counts[:, i, o], edges[o], values[i], spans[o])
        for i, name in enumerate(names)
        for o, output in enumerate(scenario.outputs)
    }


def _output_bounds(ascending: Floats) -> Floats:
    """The inner boundaries of an output's bins: quantiles of `ascending` samples, even in the normal score.

    A value that several samples have and several of them fall on has a bin of its own, without width: no quantile lies
    between it and the next.
    """
    p = special.ndtr(np.linspace(-_OUTPUT_REACH, _OUTPUT_REACH, OUTPUT_BINS - 1))
    among = ascending[np.ceil(p * len(ascending)).astype(int) - 1]
    is_atom = np.searchsorted(ascending, among, side="right") - np.searchsorted(ascending, among) > 1
    found: Floats = np.maximum.accumulate(np.where(is_atom, among, _quantiles(ascending, p)))
    last = np.flatnonzero(is_atom[1:] & (np.diff(found[1:], append=np.inf) > 0) & (np.diff(found) == 0)) + 1
    found[last] = np.nextafter(found[last], np.inf)
    return found


def _quantiles(ascending: Floats, p: Floats) -> Floats:
    """The quantiles of `ascending` values, in a straight line between neighbours; numpy's would sort them again."""
    found: Floats = np.interp(p * (len(ascending) - 1), np.arange(len(ascending)), ascending)
    return found


def _spans(edges: Floats, ordered: Floats) -> Floats:
    """The ends (2, bins) of what lies in each bin, from `ordered` samples of the output."""
    first, last = np.searchsorted(ordered, [edges[:-1], edges[1:]])
    last[-1] = len(ordered)
    one = (last > first + 1) & (ordered[np.minimum(first, len(ordered) - 1)] == ordered[last - 1])
    return np.where(one, ordered[last - 1], [edges[:-1], edges[1:]])


def _with_dummy(scenario: Scenario, at: Coordinate) -> tuple[Scenario, Coordinate]:
    dummy = Input(DUMMY, Uniform(0.0, 1.0), ONE, 0.5, DUMMY)
    inputs: Mapping[str, Input] = {**scenario.inputs, DUMMY: dummy}
    return replace(scenario, inputs=inputs), replace(at, inputs={**at.inputs, DUMMY: dummy})
