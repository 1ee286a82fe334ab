"""The places of an answer: their order, and which inputs hold at each."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from carbonspan.simulate.engine.program.coordinates import coordinates
from carbonspan.simulate.laws.discrete import Constant
from carbonspan.simulate.scenario.scenario import Axis, Option, Scenario


def product_of(a: float, b: float) -> float:
    return a * b


@pytest.fixture
def placed(build: Callable, make_input: Callable) -> Callable[..., Scenario]:
    """A scenario with axes: name, kind, and each option's values of inputs."""

    def place(*axes: tuple[str, str, dict[str, dict[str, float]]]) -> Scenario:
        found = [
            Axis(name, kind, tuple(Option(label, values_of(inputs)) for label, inputs in options.items()))
            for name, kind, options in axes
        ]
        return replace(build(product_of, {"a": Constant(1.0), "b": Constant(2.0)}), axes=tuple(found))

    def values_of(inputs: dict[str, float]) -> dict[str, object]:
        return {name: make_input(name, Constant(value)) for name, value in inputs.items()}

    return place


def held(scenario: Scenario) -> list[tuple[float, float]]:
    """The values of both inputs, place by place."""
    return [(place.inputs["a"].nominal, place.inputs["b"].nominal) for place in coordinates(scenario)]


def test_without_axes_there_is_one_place_without_labels(placed: Callable[..., Scenario]) -> None:
    (place,) = coordinates(placed())
    assert (place.labels, held(placed())) == ({}, [(1.0, 2.0)])


def test_the_first_axis_is_the_slowest(placed: Callable[..., Scenario]) -> None:
    scenario = placed(
        ("site", "dimension", {"here": {}, "there": {"a": 5.0}}), ("size", "choice", {"s": {"b": 3.0}, "l": {"b": 4.0}})
    )
    labels = [tuple(place.labels.items()) for place in coordinates(scenario)]
    assert labels[:2] == [(("site", "here"), ("size", "s")), (("site", "here"), ("size", "l"))]
    assert held(scenario) == [(1.0, 3.0), (1.0, 4.0), (5.0, 3.0), (5.0, 4.0)]


@pytest.mark.parametrize("first", ["choice", "dimension"])
def test_where_both_replace_an_input_the_choice_holds(placed: Callable[..., Scenario], first: str) -> None:
    axes = [("c", "choice", {"x": {"a": 7.0}}), ("d", "dimension", {"y": {"a": 9.0}})]
    assert held(placed(*(axes if first == "choice" else axes[::-1]))) == [(7.0, 2.0)]
