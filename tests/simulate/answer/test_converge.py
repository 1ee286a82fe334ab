"""Runs to a tolerance."""

from collections.abc import Callable

import pytest

from carbonspan.simulate.answer.converge import is_kept
from carbonspan.simulate.answer.run import run_summary
from carbonspan.simulate.answer.summary import HEADLINE_LEVEL
from carbonspan.simulate.describe.laws.positive import Lognormal
from carbonspan.simulate.describe.scenario import Scenario
from carbonspan.simulate.engine.failure import RunError
from carbonspan.simulate.kernels.jit import BATCHES, LEAF

ROUND = BATCHES * LEAF


def product(a: float, b: float) -> float:
    return a * b


@pytest.fixture(scope="module")
def scenario(build: Callable) -> Scenario:
    return build(product, {"a": Lognormal(1.0, 0.5), "b": Lognormal(1.0, 0.5)})


@pytest.mark.parametrize(("tolerance", "rounds"), [(0.5, 2), (0.002, 8)])
def test_a_run_stops_after_two_rounds_in_a_row_keep_the_tolerance(
    scenario: Scenario, tolerance: float, rounds: int
) -> None:
    summary = run_summary(scenario, tolerance=tolerance)
    interval = summary.records[0].interval(HEADLINE_LEVEL)
    kept = 2 * max(interval.low.error, interval.high.error) / (interval.high.value - interval.low.value)
    assert kept <= tolerance
    assert summary.samples == rounds * ROUND
    if rounds > 2:  # the round before the first that kept it did not: errors fall with the root of the count
        assert kept * 2 > tolerance


def test_an_answer_to_a_tolerance_is_that_of_its_count(scenario: Scenario) -> None:
    summary = run_summary(scenario, tolerance=0.5)
    again = run_summary(scenario, samples=summary.samples)
    for one, other in zip(summary.records, again.records, strict=True):
        assert (one.mean, one.sd, one.quantiles, one.intervals) == (
            other.mean,
            other.sd,
            other.quantiles,
            other.intervals,
        )


def test_a_tolerance_out_of_reach_is_refused(scenario: Scenario) -> None:
    with pytest.raises(RunError, match=r"tolerance of 0\.0001 % was not kept twice in a row within 3,000,000 samples"):
        run_summary(scenario, tolerance=1e-6, samples=3_000_000)


def test_a_tolerance_is_kept_by_every_output_or_by_none(scenario: Scenario, started: Callable) -> None:
    runner = started(scenario, samples=ROUND)
    interval = run_summary(scenario, samples=ROUND).records[0].interval(HEADLINE_LEVEL)
    kept = 2 * max(interval.low.error, interval.high.error) / (interval.high.value - interval.low.value)
    assert is_kept(runner, kept * 1.01, batched=False)
    assert not is_kept(runner, kept * 0.99, batched=False)
