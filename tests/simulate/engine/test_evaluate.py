"""A scenario at given values."""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import pytest

from carbonspan.simulate.engine.evaluate import evaluate, nominal_values
from carbonspan.simulate.laws.bounded import Uniform
from carbonspan.simulate.scenario.scenario import Part, Quantity
from carbonspan.simulate.units import unit


class Both(NamedTuple):
    plus: float
    minus: float


def both(a: float, b: float) -> Both:
    return Both(a + b, a - b)


def test_models_are_called_with_their_inputs_times_their_factors(build: Callable, make_input: Callable) -> None:
    laws = {"a": Uniform(2.0, 4.0), "b": Uniform(0.0, 1.0), "f": Uniform(9.0, 11.0)}
    scenario = build(both, laws)
    scenario = replace(scenario, inputs={**scenario.inputs, "a": make_input("a", laws["a"], factors=("f", "b"))})
    values = nominal_values(scenario.inputs)
    assert values == {"a": 3.0, "b": 0.5, "f": 10.0}
    assert evaluate(scenario, values) == (15.5, 14.5)
    plain = build(both, laws).inputs
    assert evaluate(scenario, values, plain) == (3.5, 2.5)


def test_totals_add_up_what_their_parts_return(build: Callable) -> None:
    one = build(both, {"a": Uniform(2.0, 4.0), "b": Uniform(0.0, 1.0)})
    model = one.parts[0].model
    total = Quantity("total", unit(""), sums=("x_plus", "y_minus"))
    names = ["x_plus", "x_minus", "y_plus", "y_minus"]
    scenario = replace(
        one,
        parts=(Part("x", model, ("a", "b")), Part("y", model, ("b", "a"))),
        outputs=(*(Quantity(name, unit("")) for name in names), total),
    )
    assert evaluate(scenario, {"a": 3.0, "b": 0.5}) == pytest.approx((3.5, 2.5, 3.5, -2.5, 1.0))
