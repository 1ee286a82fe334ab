"""The draw of each input at a coordinate; inputs with the same points and law share one draw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ...laws.base import Distribution
from ...scenario.scenario import Correlation, Input, Scenario
from .coordinates import Coordinate


class Draw(NamedTuple):
    """The streams of its points, the input's own first, and the law that turns them into values."""

    points: tuple[str, ...]
    law: Distribution


def draws_at(scenario: Scenario, coordinate: Coordinate) -> dict[str, Draw]:
    """The draw of each input at `coordinate`, by name.

    A replaced member of a correlated group depends on the streams of all members replaced with it, and so does every
    other input on its stream.
    """
    points: dict[str, tuple[str, ...]] = {given.stream: (given.stream,) for given in coordinate.inputs.values()}
    for group in scenario.correlations:
        streams = tuple(replaced_members(scenario, group, coordinate.inputs).values())
        points |= {stream: (stream, *streams) for stream in streams}
    return {name: Draw(points[given.stream], given.distribution) for name, given in coordinate.inputs.items()}


def replaced_members(scenario: Scenario, group: Correlation, inputs: Mapping[str, Input]) -> dict[str, str]:
    """The members of `group` that have another stream in `inputs` than in the scenario, with their streams."""
    streams = {name: inputs[name].stream for name in group.members if inputs[name].varies}
    return {name: stream for name, stream in streams.items() if stream != scenario.inputs[name].stream}
