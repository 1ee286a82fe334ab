"""The coordinates of an answer: one for each combination of options of a scenario's axes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from ...scenario.scenario import Axis, Input, Scenario


@dataclass(frozen=True)
class Coordinate:
    """One coordinate of the answer: its label on each axis, and its inputs."""

    labels: Mapping[str, str]
    inputs: Mapping[str, Input]


def coordinates(scenario: Scenario) -> tuple[Coordinate, ...]:
    """All combinations of the axes' options, the first axis slowest; without axes a single one without labels.

    If a choice and a dimension replace the same input, that of the choice is used.
    """
    axes: tuple[Axis, ...] = scenario.axes
    found = []
    for options in product(*(axis.options for axis in axes)):
        inputs = dict(scenario.inputs)
        for _, option in sorted(zip(axes, options, strict=True), key=lambda each: each[0].kind == "choice"):
            inputs.update(option.inputs)
        labels = {axis.name: option.label for axis, option in zip(axes, options, strict=True)}
        found.append(Coordinate(labels, inputs))
    return tuple(found)
