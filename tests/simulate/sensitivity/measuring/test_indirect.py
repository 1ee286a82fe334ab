"""Which outputs depend on a measured input, and through what it tells about those that do not."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Correlation
from carbonspan.simulate.sensitivity.measuring.indirect import indirect


def total(a: float, b: float) -> float:
    return a + b


def test_a_stand_in_tells_through_what_it_correlates_with(build: Callable) -> None:
    laws = {name: Normal(0.0, 1.0) for name in ("a", "b", "proxy", "idle")}
    scenario = build(total, laws)
    scenario = replace(scenario, correlations=(Correlation(("a", "proxy"), ((1.0, 0.9), (0.9, 1.0)), "normal"),))
    found = indirect(scenario, scenario.inputs, [*((name,) for name in laws), ("proxy", "b")])
    alone = {("a",): {}, ("b",): {}, ("proxy",): {"total": ("a",)}, ("idle",): {"total": ()}}
    assert found == {**alone, ("proxy", "b"): {}}


def test_an_input_that_is_one_draw_with_another_tells_of_it(build: Callable) -> None:
    scenario = build(total, {name: Normal(0.0, 1.0) for name in ("a", "b", "copy")})
    inputs = {**scenario.inputs, "copy": replace(scenario.inputs["copy"], stream="a")}
    assert indirect(replace(scenario, inputs=inputs), inputs, [("copy",)]) == {("copy",): {"total": ("a",)}}


@pytest.mark.parametrize("name", ["idle_power", "utilization", "carbon_intensity"])
def test_an_input_without_effect_at_nominal_values_alone_is_read(name: str) -> None:
    """At the nominal utilization of 1, idle power has no effect."""
    scenario = load("chatgpt/by-words")
    assert "emissions" not in indirect(scenario, scenario.inputs, [(name,)])[name,]
