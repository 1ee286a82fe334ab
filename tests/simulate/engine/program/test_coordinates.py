"""The coordinates of an answer: their order and their inputs."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from carbonspan.simulate.engine.program.coordinates import coordinates
from carbonspan.simulate.laws.discrete import Constant
from carbonspan.simulate.scenario.scenario import Axis, Option, Scenario


def product_of(a: float, b: float) -> float:
    return a * b


@pytest.fixture
def with_axes(build: Callable, make_input: Callable) -> Callable[..., Scenario]:
    """A scenario with axes: name, kind, and each option's values of inputs."""

    def with_axes(*axes: tuple[str, str, dict[str, dict[str, float]]]) -> Scenario:
        found = [
            Axis(name, kind, tuple(Option(label, values_of(inputs)) for label, inputs in options.items()))
            for name, kind, options in axes
        ]
        return replace(build(product_of, {"a": Constant(1.0), "b": Constant(2.0)}), axes=tuple(found))

    def values_of(inputs: dict[str, float]) -> dict[str, object]:
        return {name: make_input(name, Constant(value)) for name, value in inputs.items()}

    return with_axes


def values(scenario: Scenario) -> list[tuple[float, float]]:
    """The values of both inputs at each coordinate."""
    return [(each.inputs["a"].nominal, each.inputs["b"].nominal) for each in coordinates(scenario)]


def test_without_axes_there_is_one_coordinate_without_labels(with_axes: Callable[..., Scenario]) -> None:
    (each,) = coordinates(with_axes())
    assert (each.labels, values(with_axes())) == ({}, [(1.0, 2.0)])


def test_the_first_axis_is_the_slowest(with_axes: Callable[..., Scenario]) -> None:
    scenario = with_axes(
        ("site", "dimension", {"here": {}, "there": {"a": 5.0}}), ("size", "choice", {"s": {"b": 3.0}, "l": {"b": 4.0}})
    )
    labels = [tuple(each.labels.items()) for each in coordinates(scenario)]
    assert labels[:2] == [(("site", "here"), ("size", "s")), (("site", "here"), ("size", "l"))]
    assert values(scenario) == [(1.0, 3.0), (1.0, 4.0), (5.0, 3.0), (5.0, 4.0)]


@pytest.mark.parametrize("first", ["choice", "dimension"])
def test_if_both_replace_an_input_that_of_the_choice_is_used(with_axes: Callable[..., Scenario], first: str) -> None:
    axes = [("c", "choice", {"x": {"a": 7.0}}), ("d", "dimension", {"y": {"a": 9.0}})]
    assert values(with_axes(*(axes if first == "choice" else axes[::-1]))) == [(7.0, 2.0)]
