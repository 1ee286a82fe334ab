"""Moments of what does not vary and of what floats can hardly hold, against exact arithmetic."""

import math
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from carbonspan.simulate.answer.heavy_tails import HeavyTail
from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.answer.statistics.finite_moments import moments, settled
from carbonspan.simulate.answer.statistics.marginal import Estimate
from carbonspan.simulate.laws.bounded import Uniform
from carbonspan.simulate.laws.discrete import Constant, Discrete
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.scenario.scenario import Axis, Option, Scenario

NONE = HeavyTail()
EXACT_ZERO = Estimate(0.0, 0.0)


def scaled(share: float, power: float) -> float:
    return 192.53 * share + 0.0 * power


def sums(values: np.ndarray) -> np.ndarray:
    """Count, mean and central sums of one batch, each rounded once; infinite beyond the floats."""
    exact = [Fraction(float(value)) for value in values]
    mean = sum(exact) / len(exact)

    def rounded(order: int) -> float:
        try:
            return float(sum((each - mean) ** order for each in exact))
        except OverflowError:
            return math.inf

    return np.array([[len(exact), float(mean), *map(rounded, (2, 3, 4))]])


def of(values: np.ndarray, tail: HeavyTail = NONE):
    with np.errstate(all="ignore"):
        (found,) = moments(sums(values)[:, None], [np.array([values.min(), values.max()])], [tail], batched=False)
        return found


@pytest.mark.parametrize("value", [192.53, 1 / 3, -7e-9, 1e300])
@pytest.mark.parametrize("design", ["random", "sobol"])
def test_what_is_one_value_in_all_samples_has_that_mean_and_no_spread(
    build: Callable[..., Scenario], value: float, design: str
) -> None:
    scenario = build(scaled, {"share": Constant(value / 192.53), "power": Normal(1.0, 0.1)})
    marginal = run_scenario(scenario, samples=10_000, design=design, threads=1).marginals[0]
    only = Estimate(marginal.minimum, 0.0)
    assert marginal.minimum == marginal.maximum
    assert (marginal.mean, marginal.sd, marginal.skewness) == (only, EXACT_ZERO, EXACT_ZERO)
    assert marginal.lacking == ""
    assert set(marginal.quantiles.values()) == {only}
    assert {end for each in marginal.intervals for end in (each.low, each.high)} == {only}


def test_what_is_one_value_at_some_coordinates_is_exact_there_alone(build: Callable[..., Scenario]) -> None:
    laws = {"share": Constant(0.1), "power": Constant(1.0)}
    varied = build(scaled, {"share": Normal(1.0, 0.1), "power": Constant(1.0)}).inputs["share"]
    axis = Axis("site", "dimension", (Option("fixed", {}), Option("varied", {"share": varied})))
    fixed, other = run_scenario(replace(build(scaled, laws), axes=(axis,)), samples=10_000, threads=1).marginals
    assert (fixed.mean, fixed.sd) == (Estimate(192.53 * 0.1, 0.0), EXACT_ZERO)
    assert other.sd.error > 0


def test_one_value_is_exact_though_a_heavy_tail_might_have_reached_it() -> None:
    assert of(np.full(10, 3.5), HeavyTail(1.0, "heavy")) == ((Estimate(3.5, 0.0), EXACT_ZERO, EXACT_ZERO), "")


def test_one_sample_has_no_spread() -> None:
    assert of(np.array([3.5])) == ((Estimate(3.5, math.inf), None, None), "one sample alone has no spread")


def test_all_but_one_sample_alike_is_a_spread(build: Callable[..., Scenario]) -> None:
    scenario = build(scaled, {"share": Discrete((1.0, 2.0), (0.999, 0.001)), "power": Constant(1.0)})
    marginal = run_scenario(scenario, samples=10_000, threads=1).marginals[0]
    assert marginal.sd.value > 0
    assert marginal.sd.error > 0


@pytest.mark.parametrize("exponent", [-300, -230, 0, 230, 250])
def test_a_power_of_two_in_the_values_is_one_in_the_moments(exponent: int) -> None:
    """The bits of what floats hold are the same at every scale."""
    values = np.random.default_rng(1).normal(3.0, 1.0, 500)
    (mean, sd, skewness), reason = of(values)
    (scaled_mean, scaled_sd, scaled_skewness), _ = of(np.ldexp(values, exponent))
    assert reason == ""
    assert scaled_mean.value == pytest.approx(math.ldexp(mean.value, exponent), rel=1e-14)
    assert scaled_sd.value == pytest.approx(math.ldexp(sd.value, exponent), rel=1e-13)
    if abs(exponent) < 256:
        assert scaled_sd.error == pytest.approx(math.ldexp(sd.error, exponent), rel=1e-12)
    if abs(exponent) < 230:
        assert scaled_skewness.value == pytest.approx(skewness.value, rel=1e-12)


@pytest.mark.parametrize(
    ("scale", "reason"),
    [
        (1e200, "its variance is too large to compute with floating-point numbers"),
        (1e300, "its variance is too large to compute with floating-point numbers"),
        (1e-200, "its variance is too small to compute with floating-point numbers"),
        (1e-310, "its variance is too small to compute with floating-point numbers"),
    ],
)
def test_moments_that_floats_cannot_hold_are_absent(scale: float, reason: str) -> None:
    assert of(scale * np.array([1.0, 2.0, 3.5, 5.0])) == ((None, None, None), reason)


def test_an_sd_that_floats_hold_is_there_without_the_error_that_they_do_not() -> None:
    values = 1e90 * np.array([1.0, 2.0, 3.5, 5.0])
    (mean, sd, _), reason = of(values)
    assert sd.value == pytest.approx(1e90 * np.std([1.0, 2.0, 3.5, 5.0], ddof=1), rel=1e-13)
    assert mean.error == pytest.approx(1e90 * np.std([1.0, 2.0, 3.5, 5.0]) / 2, rel=1e-13)
    assert math.isinf(sd.error)
    assert reason == "its fourth moment is too large to compute with floating-point numbers"


def test_the_heavier_of_tail_and_floats_is_told() -> None:
    (mean, _, _), reason = of(1e90 * np.array([1.0, 2.0, 3.5, 5.0]), HeavyTail(2.0, "heavy"))
    assert mean is None
    assert reason == "heavy"


def recomputed(p: float, t: float, u: float, c: float) -> float:
    energy = p * t * u
    return energy * c / p / t / u


def test_what_differs_by_rounding_alone_is_one_value(build: Callable[..., Scenario]) -> None:
    """An intensity that is computed back from emissions is the one it was computed with."""
    laws = {"p": Lognormal(300.0, 0.3), "t": Lognormal(7200.0, 0.2), "u": Uniform(0.2, 0.8), "c": Constant(0.1)}
    scenario = build(recomputed, laws)
    answer = run_scenario(scenario, samples=10_000, draws=10_000)
    (marginal,) = answer.marginals
    assert answer.draws is not None
    assert len(np.unique(answer.draws.outputs)) > 1
    assert marginal.constant
    assert (marginal.mean, marginal.sd) == (Estimate(marginal.nominal, 0.0), Estimate(0.0, 0.0))
    assert {each.value for each in marginal.quantiles.values()} == {marginal.nominal}


@pytest.mark.parametrize("ends", [(1.0, 1.0 + 1e-12), (-1e-300, 1e-300), (0.0, 5e-324), (-1.0, 1.0), (1.0, np.inf)])
def test_what_differs_by_more_than_rounding_is_not(ends: tuple[float, float]) -> None:
    np.testing.assert_array_equal(settled(np.array(ends), 0.5), ends)
