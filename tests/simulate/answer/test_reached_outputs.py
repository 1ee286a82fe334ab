"""The outputs that an input reaches, also where it matters in its tails alone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from carbonspan.simulate.answer.reached_outputs import reached
from carbonspan.simulate.laws.discrete import Constant
from carbonspan.simulate.laws.normal import Normal


def beyond(a: float, b: float) -> float:
    return a + np.where(b > 3.0, 100.0, 0.0)


def below(a: float, b: float) -> float:
    return a + np.where(b < -3.0, 100.0, 0.0)


def never(a: float, b: float) -> float:
    return a + 0.0 * b


@pytest.mark.parametrize("model", [beyond, below])
def test_an_input_that_matters_beyond_a_threshold_reaches_the_output(build: Callable, model: Callable) -> None:
    scenario = build(model, {"a": Normal(0.0, 1.0), "b": Normal(0.0, 1.0)})
    assert reached(scenario, scenario.inputs, "b") == [model.__name__]


def test_an_input_that_is_multiplied_by_zero_reaches_nothing(build: Callable) -> None:
    scenario = build(never, {"a": Normal(0.0, 1.0), "b": Normal(0.0, 1.0)})
    assert reached(scenario, scenario.inputs, "b") == []


def test_a_constant_reaches_what_it_changes(build: Callable) -> None:
    scenario = build(never, {"a": Constant(2.0), "b": Constant(1.0)})
    assert reached(scenario, scenario.inputs, "a") == ["never"]
