import math
from dataclasses import replace

import pytest

from carbonspan.simulate.answer.hindcasts.baselines import likely_range, plus_minus
from carbonspan.simulate.laws.discrete import Constant
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.laws.positive import Lognormal

Z = 1.6448536269514722


def of_powers(a: float, b: float, c: float) -> float:
    return a * b**2 / c


def of_sums(a: float, b: float) -> float:
    return a + b


def test_plus_minus_is_twenty_percent_to_either_side():
    assert plus_minus(50.0) == (40.0, 60.0)


def test_powers_add_up_in_quadrature(build):
    scenario = build(of_powers, {"a": Lognormal(3, 0.3), "b": Lognormal(5, 0.2), "c": Constant(2.0)})
    low, high = likely_range(scenario, scenario.inputs, "of_powers")
    half = Z * math.hypot(0.3, 2 * 0.2)
    assert (low, high) == pytest.approx((37.5 * math.exp(-half), 37.5 * math.exp(half)), rel=1e-9)


def test_the_secant_stands_for_the_elasticity_of_a_sum(build):
    scenario = build(of_sums, {"a": Lognormal(2, 0.5), "b": Constant(6.0)})
    low, high = likely_range(scenario, scenario.inputs, "of_sums")
    ends = [2 * math.exp(sign * Z * 0.5) + 6 for sign in (-1, 1)]
    half = math.log(ends[1] / ends[0]) / 2
    assert (low, high) == pytest.approx((8 * math.exp(-half), 8 * math.exp(half)), rel=1e-9)


def test_factors_widen_what_they_multiply(build):
    scenario = build(of_sums, {"a": Constant(2.0), "b": Constant(0.0), "error": Lognormal(1, 0.4)})
    inputs = {**scenario.inputs, "a": replace(scenario.inputs["a"], factors=("error",))}
    low, high = likely_range(scenario, inputs, "of_sums")
    assert (low, high) == pytest.approx((2 * math.exp(-Z * 0.4), 2 * math.exp(Z * 0.4)), rel=1e-9)


def test_what_is_not_positive_has_no_likely_range(build):
    scenario = build(of_sums, {"a": Normal(0, 1), "b": Constant(1.0)})
    assert all(map(math.isnan, likely_range(scenario, scenario.inputs, "of_sums")))
