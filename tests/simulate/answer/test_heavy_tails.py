"""Which outputs lack a mean or a standard deviation."""

import math
from collections.abc import Callable
from typing import NamedTuple

import pytest

from carbonspan.simulate.answer.heavy_tails import HeavyTail, heavy_tails
from carbonspan.simulate.answer.statistics.marginal import Estimate
from carbonspan.simulate.laws.normal import Normal, StudentT


class Three(NamedTuple):
    both: float
    first: float
    second: float


def three(a: float, b: float) -> Three:
    return Three(a + b, a * 2.0, b)


@pytest.mark.parametrize("centre", [0.0, 5.0])
def test_only_what_a_heavy_tail_reaches(build: Callable, centre: float) -> None:
    scenario = build(three, {"a": Normal(0.0, 1.0), "b": StudentT(2.0, centre, 1.0)})
    tails = heavy_tails(scenario, scenario.inputs)
    assert set(tails) == {"both", "second"}
    assert all(
        tail.index == 2 and "the law of b" in tail.reason and "no finite variance" in tail.reason
        for tail in tails.values()
    )


def test_a_law_with_six_moments_is_no_reason(build: Callable) -> None:
    scenario = build(three, {"a": Normal(0.0, 1.0), "b": StudentT(6.1, 0.0, 1.0)})
    assert heavy_tails(scenario, scenario.inputs) == {}


def test_an_input_that_nothing_uses_is_no_reason(build: Callable) -> None:
    scenario = build(three, {"a": Normal(0.0, 1.0), "b": Normal(0.0, 1.0), "idle": StudentT(1.0, 0.0, 1.0)})
    assert heavy_tails(scenario, scenario.inputs) == {}


def test_a_factor_reaches_through_the_input_it_multiplies(build: Callable, make_input: Callable) -> None:
    scenario = build(three, {"a": Normal(1.0, 1.0), "b": Normal(0.0, 1.0), "f": StudentT(2.0, 1.0, 1.0)})
    inputs = {**scenario.inputs, "a": make_input("a", Normal(1.0, 1.0), factors=("f",))}
    assert set(heavy_tails(scenario, inputs)) == {"both", "first"}


@pytest.mark.parametrize(("df", "missing"), [(1.0, "variance"), (2.5, "third moment"), (4.0, "fourth"), (5.0, "sixth")])
def test_the_reason_names_the_first_moment_that_is_missing(build: Callable, df: float, missing: str) -> None:
    scenario = build(three, {"a": Normal(0.0, 1.0), "b": StudentT(df, 0.0, 1.0)})
    assert f"has no finite {missing}" in heavy_tails(scenario, scenario.inputs)["second"].reason


def test_the_heaviest_of_several_tails_decides(build: Callable) -> None:
    scenario = build(three, {"a": StudentT(5.0, 0.0, 1.0), "b": StudentT(3.5, 0.0, 1.0)})
    tails = heavy_tails(scenario, scenario.inputs)
    assert {name: tail.index for name, tail in tails.items()} == {"both": 3.5, "first": 5.0, "second": 3.5}


@pytest.mark.parametrize(
    ("index", "lacking"),
    [(2.0, [None] * 3), (3.0, [1.0, math.inf, None]), (4.0, [1.0, math.inf, math.inf]), (6.0, [1.0, 1.0, math.inf])],
)
def test_what_needs_a_missing_moment_is_left_out(index: float, lacking: list[float | None]) -> None:
    existing = HeavyTail(index).existing(*[Estimate(2.0, 1.0)] * 3)
    assert [each and each.error for each in existing] == lacking
    assert HeavyTail().existing(*[Estimate(2.0, 1.0)] * 3) == (Estimate(2.0, 1.0),) * 3
