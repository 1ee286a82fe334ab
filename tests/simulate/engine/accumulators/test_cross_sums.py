"""Sums over pick-freeze samples, against the samples themselves."""

from collections.abc import Callable

import numpy as np
import pytest

from carbonspan.simulate.engine.accumulators.cross_sums import CrossSums
from carbonspan.simulate.engine.replay import draws
from carbonspan.simulate.engine.run import extend
from carbonspan.simulate.kernels.batches import BATCHES
from carbonspan.simulate.kernels.cross_sums import EACH, LOG, OWN, RANK, VALUE
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.scenario.scenario import Axis, Option, Scenario

CENTER = 0.3


def product(a: float, b: float) -> float:
    return a * b


@pytest.fixture(scope="module")
def scenario(build: Callable, make_input: Callable) -> Scenario:
    """Three coordinates: what the sums call A, B and a hybrid."""
    from dataclasses import replace

    made = build(product, {"a": Lognormal(1.0, 0.5), "b": Lognormal(2.0, 0.3)})
    other = {name: replace(given, stream=f"{name} of B") for name, given in made.inputs.items()}
    options = (Option("A", {}), Option("B", other), Option("hybrid", {"a": other["a"]}))
    return replace(made, axes=(Axis("points", "dimension", options),))


def expected(values: np.ndarray) -> list[float]:
    a, b, hybrid = values
    own = [len(a), a.sum(), b.sum(), a @ a, b @ b, a @ b]
    each = [b @ (hybrid - a), ((a - hybrid) ** 2).sum(), ((b - hybrid) ** 2).sum(), hybrid.sum(), hybrid @ hybrid]
    return [*own, *each]


@pytest.mark.parametrize("count", [5, 777, 100_003])
@pytest.mark.parametrize("scale", [VALUE, LOG, RANK])
def test_sums_are_those_of_the_samples(scenario: Scenario, started: Callable, scale: int, count: int) -> None:
    runner = started(scenario)
    bounds = np.quantile(draws(runner, 4096)[1][0], np.arange(1, 64) / 64)
    sums = CrossSums(np.array([[0, 1, 2]]), np.array([scale]), np.array([CENTER]), bounds[None, :])
    runner.accumulate(sums)
    assert extend(runner, count)
    values = draws(runner, count)[1]
    if scale == LOG:
        values = np.log(values)
    elif scale == RANK:
        sides = [np.searchsorted(bounds, values, side=side) for side in ("left", "right")]
        values = (sides[0] + sides[1]) / (2 * len(bounds))
    found = sums.batches()
    assert found.shape == (BATCHES, 1, OWN + EACH)
    for batch in range(min(BATCHES, count)):
        wanted = expected(values[:, batch::BATCHES] - CENTER)
        np.testing.assert_allclose(found[batch, 0], wanted, rtol=1e-9, atol=1e-9 * max(wanted[0], 1))
