"""Runs to a tolerance."""

import math
from collections.abc import Callable
from typing import NamedTuple

import pytest

from carbonspan.simulate.answer.answer import Answer, Shortfall
from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.answer.statistics.levels import HEADLINE_LEVEL
from carbonspan.simulate.answer.summarize import marginals
from carbonspan.simulate.answer.tolerance import reached
from carbonspan.simulate.kernels.batches import BATCHES, LEAF
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.scenario.scenario import Scenario

ROUND = BATCHES * LEAF


class Both(NamedTuple):
    a: float
    b: float


def product(a: float, b: float) -> float:
    return a * b


@pytest.fixture(scope="module")
def scenario(build: Callable) -> Scenario:
    return build(product, {"a": Lognormal(1.0, 0.5), "b": Lognormal(1.0, 0.5)})


@pytest.mark.parametrize(("tolerance", "rounds"), [(0.5, 2), (0.002, 8)])
def test_a_run_stops_after_two_rounds_in_a_row_keep_the_tolerance(
    scenario: Scenario, tolerance: float, rounds: int
) -> None:
    answer = run_scenario(scenario, tolerance=tolerance)
    interval = answer.marginals[0].interval(HEADLINE_LEVEL)
    kept = 2 * max(interval.low.error, interval.high.error) / (interval.high.value - interval.low.value)
    assert kept <= tolerance
    assert answer.samples == rounds * ROUND
    if rounds > 2:  # the round before the first that kept it did not: errors fall with the root of the count
        assert kept * 2 > tolerance


def test_an_answer_to_a_tolerance_is_that_of_its_count(scenario: Scenario) -> None:
    answer = run_scenario(scenario, tolerance=0.5)
    again = run_scenario(scenario, samples=answer.samples)
    for one, other in zip(answer.marginals, again.marginals, strict=True):
        assert (one.mean, one.sd, one.quantiles, one.intervals) == (
            other.mean,
            other.sd,
            other.quantiles,
            other.intervals,
        )


def share(answer: Answer) -> float:
    """Twice the error of the worse end as a share of the interval's width."""
    interval = answer.marginals[0].interval(HEADLINE_LEVEL)
    return 2 * max(interval.low.error, interval.high.error) / (interval.high.value - interval.low.value)


@pytest.mark.parametrize("samples", [100, 5 * ROUND // 2])
def test_a_tolerance_out_of_reach_leaves_the_answer_of_all_samples_and_says_so(
    scenario: Scenario, samples: int
) -> None:
    answer = run_scenario(scenario, tolerance=1e-3, samples=samples)
    assert answer.samples == samples
    assert answer.marginals[0].quantiles == run_scenario(scenario, samples=samples).marginals[0].quantiles
    assert answer.shortfall is not None
    assert answer.shortfall.asked == 1e-3
    assert answer.shortfall.reached == pytest.approx(share(answer), rel=1e-3)
    said = f"the tolerance of 0.1 % was missed: {samples:,} samples reach "
    assert answer.cautions[0].startswith(said)
    assert answer.cautions[0] in answer.warnings


def test_so_many_samples_as_are_said_to_be_needed_suffice(scenario: Scenario) -> None:
    missed = run_scenario(scenario, tolerance=0.003, samples=100_000).shortfall
    assert missed is not None
    assert missed.needed is not None
    again = run_scenario(scenario, tolerance=0.003, samples=missed.needed)
    assert again.shortfall is None
    assert share(again) == pytest.approx(0.003, rel=0.25)  # which is no more samples than it takes


def test_where_no_further_round_fits_one_that_keeps_the_tolerance_does(scenario: Scenario) -> None:
    answer = run_scenario(scenario, tolerance=0.5, samples=1000)
    assert (answer.samples, answer.shortfall) == (1000, None)


def test_one_sample_tells_nothing_about_how_many_are_needed(scenario: Scenario) -> None:
    answer = run_scenario(scenario, tolerance=0.5, samples=1)
    assert answer.shortfall == Shortfall(0.5, math.inf, None)
    assert answer.cautions[0] == (
        "the tolerance of 50 % was missed: 1 sample is too few to estimate the interval's ends; allow more"
    )


def test_a_tolerance_is_reached_by_every_output_or_by_none(build: Callable, started: Callable) -> None:
    def both(a: float, b: float) -> Both:
        return Both(a, b)

    runner = started(build(both, {"a": Lognormal(1.0, 0.01), "b": Lognormal(1.0, 2.0)}), samples=ROUND)
    shares = [
        2 * max(each.interval(0.9).low.error, each.interval(0.9).high.error)
        / (each.interval(0.9).high.value - each.interval(0.9).low.value)
        for each in marginals(runner, (0.9,), batched=False)
    ]  # fmt: skip
    assert shares[1] > 1.5 * shares[0]
    assert reached(runner, batched=False) == pytest.approx(shares[1], rel=1e-3)
