"""Counts below thresholds, against the samples themselves."""

from collections.abc import Callable

import numpy as np
import pytest

from carbonspan.simulate.engine.accumulators.exceedances import Exceedances
from carbonspan.simulate.engine.replay import draws
from carbonspan.simulate.engine.run import extend
from carbonspan.simulate.kernels.batches import BATCHES
from carbonspan.simulate.laws.discrete import Discrete
from carbonspan.simulate.laws.positive import Lognormal


def product(a: float, b: float) -> float:
    return a * b


@pytest.mark.parametrize("count", [1, 777, 100_003])
def test_every_sample_is_counted_once(build: Callable, started: Callable, count: int) -> None:
    runner = started(build(product, {"a": Discrete((1.0, 2.0), (0.5, 0.5)), "b": Discrete((3.0, 4.0), (0.1, 0.9))}))
    thresholds = [0.0, 4.0, 5.0, 8.0, np.inf]
    found = Exceedances([0] * len(thresholds), thresholds)
    runner.accumulate(found)
    assert extend(runner, count)
    values = draws(runner, count)[1][0]
    for i, threshold in enumerate(thresholds):
        for batch in range(BATCHES):
            own = values[batch::BATCHES]
            assert found.counts[batch, i].tolist() == [(own < threshold).sum(), (own == threshold).sum()]


def test_counts_are_the_same_on_any_threads_and_however_the_run_went_on(build: Callable, started: Callable) -> None:
    scenario = build(product, {"a": Lognormal(1.0, 1.0), "b": Lognormal(1.0, 1.0)})
    counts = []
    for threads, steps in ((1, (2_500_000,)), (3, (1 << 20, 1 << 21, 2_500_000))):
        runner, found = started(scenario, threads=threads), Exceedances([0, 0], [1.0, 7.5])
        runner.accumulate(found)
        for step in steps:
            assert extend(runner, step)
        counts.append(found.counts)
    np.testing.assert_array_equal(*counts)
