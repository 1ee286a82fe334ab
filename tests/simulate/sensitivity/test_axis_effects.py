"""How far an axis moves an output's median, against the width of its interval."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.laws.base import Distribution
from carbonspan.simulate.laws.discrete import Constant
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.scenario.scenario import Axis, Option, Scenario
from carbonspan.simulate.sensitivity.axis_effects import AxisEffect, axis_effects
from carbonspan.simulate.sensitivity.sobol import Asked, analysed

REQUEST = Request(1 << 14, design="sobol")
FAR = 5.0
Z = 1.6448536269514722


def total(a: float, b: float) -> float:
    return a + b


def times(a: float, b: float) -> float:
    return a * b


def with_axis(scenario: Scenario, name: str, kind: str, laws: Mapping[str, Distribution]) -> Scenario:
    """`scenario` with an axis whose options replace b."""
    options = tuple(
        Option(label, {"b": replace(scenario.inputs["b"], distribution=law, stream=f"b@{label}")})
        for label, law in laws.items()
    )
    return replace(scenario, axes=(*scenario.axes, Axis(name, kind, options)))


def effects_of(scenario: Scenario) -> tuple[AxisEffect, ...]:
    return axis_effects(scenario, analysed(scenario, REQUEST, on=None, asked=Asked())[1])


def test_a_shift_is_a_share_of_the_width_on_the_value(build: Callable) -> None:
    laws = {"here": Normal(0.0, 1.0), "far": Normal(5.0, 1.0), "back": Normal(-2.0, 1.0)}
    scenario = build(total, {"a": Normal(0.0, 1.0), "b": Normal(0.0, 1.0)})
    (effect,) = effects_of(with_axis(scenario, "at", "dimension", laws))
    assert (effect.axis, effect.kind, effect.output, effect.is_log) == ("at", "dimension", "total", False)
    assert (effect.low_at, effect.high_at, effect.first_at) == ("back", "far", "here")
    assert (effect.low, effect.high) == pytest.approx((-2.0, 5.0), abs=0.1)
    assert abs(effect.share.value - 7 / (2 * Z * math.sqrt(2))) < FAR * effect.share.error + 0.02
    assert 0 < effect.share.error < 0.05


def test_a_factor_is_a_share_of_the_width_on_the_logarithm(build: Callable) -> None:
    laws = {"here": Lognormal(1.0, 0.5), "tenfold": Lognormal(10.0, 0.5)}
    scenario = build(times, {"a": Lognormal(1.0, 1.0), "b": Lognormal(1.0, 0.5)})
    (effect,) = effects_of(with_axis(scenario, "setting", "choice", laws))
    assert (effect.kind, effect.is_log) == ("choice", True)
    assert effect.high / effect.low == pytest.approx(10.0, rel=0.05)
    assert effect.share.value == pytest.approx(math.log(10.0) / (2 * Z * math.sqrt(1.25)), rel=0.05)


def test_each_axis_moves_from_the_first_options_of_the_others(build: Callable) -> None:
    scenario = build(total, {"a": Normal(0.0, 1.0), "b": Normal(0.0, 1.0)})
    scenario = with_axis(scenario, "at", "dimension", {"here": Normal(0.0, 1.0), "far": Normal(5.0, 1.0)})
    given = scenario.inputs["a"]
    options = (Option("low", {}), Option("high", {"a": replace(given, distribution=Normal(20.0, 1.0), stream="a@")}))
    one, other = effects_of(replace(scenario, axes=(*scenario.axes, Axis("setting", "choice", options))))
    assert (one.low, one.high) == pytest.approx((0.0, 5.0), abs=0.1)
    assert (other.low, other.high) == pytest.approx((0.0, 20.0), abs=0.1)


def test_an_axis_of_one_option_moves_nothing(build: Callable) -> None:
    scenario = build(total, {"a": Normal(0.0, 1.0), "b": Normal(0.0, 1.0)})
    assert effects_of(with_axis(scenario, "at", "dimension", {"here": Normal(0.0, 1.0)})) == ()


def test_an_interval_without_width_has_no_share(build: Callable) -> None:
    scenario = build(total, {"a": Constant(1.0), "b": Constant(1.0)})
    (effect,) = effects_of(with_axis(scenario, "at", "dimension", {"here": Constant(1.0), "far": Constant(3.0)}))
    assert (effect.low, effect.high, effect.share.value) == (2.0, 4.0, math.inf)
