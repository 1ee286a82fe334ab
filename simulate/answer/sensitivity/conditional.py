"""What an output is like where an input is low, middle or high, read off a table of counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import special

from ...engine.accumulators.conditional_counts import ConditionalCounts
from ...engine.program.plan import plan
from ...engine.replay import output_draws
from ...engine.run import extend
from ...engine.runner import Runner
from ...kernels.conditional_counts import INPUT_BINS, OUTPUT_BINS
from ...laws.bounded import Uniform
from ...scenario.scenario import Input, Scenario
from ...units import ONE

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]

#: Samples of the tables.
SAMPLES: Final = 1 << 20
#: Samples that say where the bins of an output lie.
_PILOT: Final = 1 << 17
#: How far the bins of inputs and outputs reach, in standard deviations of a normal law: finer toward both tails.
_REACH, _OUTPUT_REACH = 4.0, 4.6
#: An input that no model reads: what is seen of it is the bias of finite samples.
DUMMY: Final = "\N{EMPTY SET}"


@dataclass(frozen=True)
class Table:
    """Counts (PARTS, INPUT_BINS, OUTPUT_BINS) of one input and one output, and the bounds of the output's bins.

    `low` and `high` are the output's extremes; `scores` are the inner boundaries of the input's bins as probabilities.
    """

    counts: Counts
    bounds: Floats
    low: float
    high: float
    probabilities: Floats
    values: Floats

    @cached_property
    def whole(self) -> Counts:
        """The counts (INPUT_BINS, OUTPUT_BINS) of all samples."""
        found: Counts = self.counts.sum(axis=0)
        return found

    def between(self, first: float, last: float) -> Counts:
        """Counts (PARTS, OUTPUT_BINS) of the output where the input lies between two of its own quantiles.

        The probabilities must be 0, 1 or among the boundaries.
        """
        bins = np.searchsorted(self.probabilities, [first, last], side="left")
        begin = 0 if first <= 0 else int(bins[0]) + 1
        end = INPUT_BINS if last >= 1 else int(bins[1]) + 1
        found: Counts = self.counts[:, begin:end].sum(axis=1)
        return found

    @property
    def edges(self) -> Floats:
        """The edges (OUTPUT_BINS + 1,) of the output's bins."""
        return np.concatenate([[self.low], self.bounds, [self.high]])


def quantiles(edges: Floats, counts: NDArray[np.floating | np.integer], probabilities: Sequence[float]) -> Floats:
    """Quantiles (..., probabilities) of histograms `counts` (..., bins), which are even within a bin."""
    cumulated = np.concatenate([np.zeros((*counts.shape[:-1], 1)), np.cumsum(counts, axis=-1)], axis=-1)
    rows = cumulated.reshape(-1, cumulated.shape[-1])
    found = np.empty((len(rows), len(probabilities)))
    for row, total in enumerate(rows):
        wanted = np.asarray(probabilities) * total[-1]
        upper = np.clip(np.searchsorted(total, wanted, side="left"), 1, len(edges) - 1)
        inside = total[upper] - total[upper - 1]
        share = np.divide(wanted - total[upper - 1], inside, out=np.zeros(len(wanted)), where=inside > 0)
        found[row] = edges[upper - 1] + share * (edges[upper] - edges[upper - 1])
    return found.reshape(*counts.shape[:-1], len(probabilities))


def tables(
    scenario: Scenario, *, samples: int = SAMPLES, seed: int = 0, threads: int = 0, design: str = "random"
) -> dict[tuple[str, str], Table]:
    """The table of every input that varies and every output, at the first coordinate; `DUMMY` is among the inputs."""
    dummy = Input(DUMMY, Uniform(0.0, 1.0), ONE, 0.5, DUMMY)
    first = plan(scenario, seed=seed, design=design).coordinates[0]
    widened = _with(scenario, dummy)
    place = type(first)(first.labels, {**first.inputs, DUMMY: dummy})
    runner = Runner(plan(widened, seed=seed, design=design, at=(place,)), threads)
    names = [name for name, given in place.inputs.items() if given.varies]
    pilot = output_draws(runner, min(_PILOT, samples))
    output_bounds = np.array([_output_bounds(row) for row in pilot])
    input_bounds = np.array([place.inputs[name].distribution.quantile(probabilities()) for name in names])
    found = ConditionalCounts(
        [runner.plan.values[name] for name in names], range(len(pilot)), input_bounds, output_bounds
    )
    runner.accumulate(found)
    if not extend(runner, samples):
        raise KeyboardInterrupt
    return {
        (name, output.name): Table(
            found.counts[:, i, o], output_bounds[o], *runner.state.moments.extremes[o], probabilities(), input_bounds[i]
        )
        for i, name in enumerate(names)
        for o, output in enumerate(scenario.outputs)
    }


def probabilities() -> Floats:
    """The inner boundaries of an input's bins: even in the normal score, with both terciles among them."""
    even = special.ndtr(np.linspace(-_REACH, _REACH, INPUT_BINS - 3))
    return np.sort(np.concatenate([even, [1 / 3, 2 / 3]]))


def _output_bounds(values: Floats) -> Floats:
    """The inner boundaries of an output's bins: quantiles that are even in the normal score."""
    scores = np.linspace(-_OUTPUT_REACH, _OUTPUT_REACH, OUTPUT_BINS - 1)
    return np.quantile(values, special.ndtr(scores))


def _with(scenario: Scenario, extra: Input) -> Scenario:
    from dataclasses import replace

    inputs: Mapping[str, Input] = {**scenario.inputs, extra.name: extra}
    return replace(scenario, inputs=inputs)
