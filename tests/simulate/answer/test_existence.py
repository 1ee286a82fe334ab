"""Which outputs lack a mean or a standard deviation."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from carbonspan.simulate.answer.existence import without_moments
from carbonspan.simulate.describe.laws.normal import Normal, StudentT


class Three(NamedTuple):
    both: float
    first: float
    second: float


def three(a: float, b: float) -> Three:
    return Three(a + b, a * 2.0, b)


@pytest.mark.parametrize("centre", [0.0, 5.0])
def test_only_what_a_heavy_tail_reaches(build: Callable, centre: float) -> None:
    scenario = build(three, {"a": Normal(0.0, 1.0), "b": StudentT(2.0, centre, 1.0)})
    reasons = without_moments(scenario, scenario.inputs)
    assert set(reasons) == {"both", "second"}
    assert all("the law of b" in reason and "no finite variance" in reason for reason in reasons.values())


def test_a_law_with_variance_is_no_reason(build: Callable) -> None:
    scenario = build(three, {"a": Normal(0.0, 1.0), "b": StudentT(2.1, 0.0, 1.0)})
    assert without_moments(scenario, scenario.inputs) == {}


def test_an_input_that_nothing_uses_is_no_reason(build: Callable) -> None:
    scenario = build(three, {"a": Normal(0.0, 1.0), "b": Normal(0.0, 1.0), "idle": StudentT(1.0, 0.0, 1.0)})
    assert without_moments(scenario, scenario.inputs) == {}


def test_a_factor_reaches_through_the_input_it_multiplies(build: Callable, make_input: Callable) -> None:
    scenario = build(three, {"a": Normal(1.0, 1.0), "b": Normal(0.0, 1.0), "f": StudentT(2.0, 1.0, 1.0)})
    inputs = {**scenario.inputs, "a": make_input("a", Normal(1.0, 1.0), factors=("f",))}
    assert set(without_moments(scenario, inputs)) == {"both", "first"}
