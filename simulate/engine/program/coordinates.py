"""The coordinates of an answer: one for each combination of options of a scenario's axes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from ...scenario.scenario import Aggregate, Axis, Input, Scenario


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


@dataclass(frozen=True)
class Aggregation:
    """One value of an aggregate: its coordinate, without the dimension, and the indices of those it is computed from.

    The coordinate has the inputs of the first of them.
    """

    aggregate: Aggregate
    coordinate: Coordinate
    members: tuple[int, ...]


def aggregations(scenario: Scenario, found: Sequence[Coordinate]) -> tuple[Aggregation, ...]:
    """Every value of every aggregate over the coordinates `found`, in their order."""
    return tuple(each for aggregate in scenario.aggregates for each in _of(aggregate, found))


def _of(aggregate: Aggregate, found: Sequence[Coordinate]) -> Iterator[Aggregation]:
    members: dict[tuple[tuple[str, str], ...], list[int]] = {}
    for index, coordinate in enumerate(found):
        labels = tuple((axis, label) for axis, label in coordinate.labels.items() if axis != aggregate.over)
        members.setdefault(labels, []).append(index)
    for labels, indices in members.items():
        yield Aggregation(aggregate, Coordinate(dict(labels), found[indices[0]].inputs), tuple(indices))
