"""Tables of an input and an output, against the samples themselves."""

from collections.abc import Callable

import numpy as np
import pytest

from carbonspan.simulate.engine.accumulators.conditional_counts import PARTS, ConditionalCounts
from carbonspan.simulate.engine.replay import draws
from carbonspan.simulate.engine.run import extend
from carbonspan.simulate.kernels.batches import BATCHES
from carbonspan.simulate.kernels.conditional_counts import INPUT_BINS, OUTPUT_BINS
from carbonspan.simulate.laws.discrete import Discrete
from carbonspan.simulate.laws.positive import Lognormal


def product(a: float, b: float) -> float:
    return a * b


@pytest.mark.parametrize("count", [3, 777, 50_001])
def test_counts_are_those_of_the_samples(build: Callable, started: Callable, count: int) -> None:
    runner = started(build(product, {"a": Lognormal(1.0, 0.5), "b": Discrete((1.0, 2.0), (0.5, 0.5))}))
    values, outputs = draws(runner, count)
    names = list(runner.plan.values)
    bounds = [np.sort(np.quantile(draws(runner, 4096)[0][i], np.arange(1, INPUT_BINS) / INPUT_BINS)) for i in (0, 1)]
    output_bounds = np.quantile(draws(runner, 4096)[1][0], np.arange(1, OUTPUT_BINS) / OUTPUT_BINS)
    rows = [runner.plan.values[name] for name in names]
    found = ConditionalCounts(rows, [0], np.array(bounds), output_bounds[None, :])
    runner.accumulate(found)
    assert extend(runner, count)
    bins = np.searchsorted(output_bounds, outputs[0], side="right")
    for i in (0, 1):
        for part in range(PARTS):
            own = np.arange(count) % BATCHES * PARTS // BATCHES == part
            expected = np.zeros((INPUT_BINS, OUTPUT_BINS), np.int64)
            np.add.at(expected, (np.searchsorted(bounds[i], values[i][own], side="right"), bins[own]), 1)
            np.testing.assert_array_equal(found.counts[part, i, 0], expected)
