"""Where an output is as an input goes from its 5 % to its 95 % quantile, against normal sums."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import pytest

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.answer.statistics.marginal import Estimate
from carbonspan.simulate.laws.discrete import Constant
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.scenario.scenario import Correlation, Scenario
from carbonspan.simulate.sensitivity.conditional import tables
from carbonspan.simulate.sensitivity.swings import Swing, swings

Z = 1.6448536269514722
FAR = 5.0


def difference(a: float, b: float, c: float) -> float:
    return 2.0 * a - b + 0.0 * c


def product(a: float, b: float) -> float:
    return a * b


def by_input(scenario: Scenario, samples: int = 1 << 19) -> dict[str, Swing]:
    return {" ".join(each.inputs): each for each in swings(scenario, tables(scenario, Request(samples)))}


def test_swings_of_a_weighted_sum(build: Callable) -> None:
    """At nominal values and at random a normal output's median is the same; an inert input moves nothing."""
    laws = {"a": Normal(1.0, 1.0), "b": Normal(3.0, 2.0), "c": Normal(0.0, 1.0)}
    found = by_input(build(difference, laws))
    for name, weight, sd in (("a", 2.0, 1.0), ("b", -1.0, 2.0), ("c", 0.0, 1.0)):
        swing = found[name]
        mean = laws[name].quantile(0.5)
        assert swing.values == pytest.approx((mean - Z * sd, mean + Z * sd))
        exact = [-1.0 + weight * sd * score for score in (-Z, Z)]
        assert swing.nominal == pytest.approx(exact)
        for median, value in zip(swing.median, exact, strict=True):
            assert abs(median.value - value) < FAR * median.error
            assert 0 < median.error < 0.1
    assert [found[name].sign for name in "abc"] == [1, -1, 0]


def test_the_median_is_interpolated_between_bins(build: Callable) -> None:
    """Bins are 0.13 standard deviations wide: without, a steep output would be off by some 0.06 of them."""
    found = by_input(build(product, {"a": Lognormal(1.0, 1.0), "b": Lognormal(1.0, 0.01)}), 1 << 20)
    for score, median in zip((-Z, Z), found["a"].median, strict=True):
        assert median.value == pytest.approx(math.exp(score), rel=0.01)


def test_a_stand_in_moves_the_median_though_not_the_model(build: Callable) -> None:
    scenario = build(difference, dict.fromkeys("abc", Normal(0.0, 1.0)))
    group = Correlation(("a", "c"), ((1.0, 0.5), (0.5, 1.0)), "normal")
    swing = by_input(replace(scenario, correlations=(group,)))["c"]
    assert swing.nominal == (0.0, 0.0)
    for score, median in zip((-Z, Z), swing.median, strict=True):
        assert abs(median.value - 2.0 * 0.5 * score) < FAR * median.error


def test_inputs_of_one_stream_move_together(build: Callable) -> None:
    scenario = build(product, dict.fromkeys("ab", Lognormal(1.0, 0.5)))
    inputs = {**scenario.inputs, "b": replace(scenario.inputs["b"], stream="a")}
    (swing,) = by_input(replace(scenario, inputs=inputs)).values()
    assert swing.inputs == ("a", "b")
    assert swing.nominal == pytest.approx((math.exp(-Z), math.exp(Z)))
    assert swing.median[0].value == pytest.approx(math.exp(-Z), rel=0.01)


def test_a_fixed_input_does_not_swing(build: Callable) -> None:
    assert list(by_input(build(product, {"a": Lognormal(1.0, 0.5), "b": Constant(2.0)}))) == ["a"]


@pytest.mark.parametrize(
    ("low", "high", "error", "sign"),
    [(0.0, 1.0, 0.1, 1), (1.0, 0.0, 0.1, -1), (0.0, 0.2, 0.1, 0), (1.0, 1.0, 0.0, 0), (math.nan, 1.0, math.inf, 0)],
)
def test_a_sign_is_beyond_the_error(low: float, high: float, error: float, sign: int) -> None:
    swing = Swing(("a",), "y", (0.0, 1.0), (0.0, 1.0), (Estimate(low, error), Estimate(high, error)))
    assert swing.sign == sign


@pytest.mark.parametrize(("nominal", "sign"), [((0.0, 1.0), 0), ((1.0, 0.0), -1), ((0.0, 0.0), -1)])
def test_a_sign_against_the_nominal_swing_needs_more(nominal: tuple[float, float], sign: int) -> None:
    """A fall by 3.5 errors: among 45 inputs, one without any effect may seem to fall so far."""
    swing = Swing(("a",), "y", (0.0, 1.0), nominal, (Estimate(0.5, 0.1), Estimate(0.0, 0.1)))
    assert swing.sign == sign
