"""Coordinates for pick-freeze: every coordinate of the answer at points A, at B, and at A with one group from B.

Points B are the draws of streams of their own, so that a run computes them beside A like any other coordinates. Inputs
that are drawn together, because they correlate, are shares of one whole or are one draw, move as one group.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..engine.program.coordinates import Coordinate, coordinates
from ..scenario.scenario import Correlation, Input, Scenario, Shares

#: What the name of a stream of points B ends with; no name of an input has it.
_SECOND = "\N{PRIME}"


@dataclass(frozen=True)
class PickFreeze:
    """Coordinates `at`, those of the `answer` slowest, then A, B and one hybrid for each of `groups`."""

    answer: tuple[Coordinate, ...]
    groups: tuple[tuple[str, ...], ...]

    @property
    def at(self) -> tuple[Coordinate, ...]:
        """A, B, and the hybrids of every coordinate of the answer."""
        return tuple(each for coordinate in self.answer for each in self._variants(coordinate))

    def _variants(self, coordinate: Coordinate) -> Iterable[Coordinate]:
        yield coordinate
        for group in (tuple(coordinate.inputs), *self.groups):
            yield replace(coordinate, inputs=second(coordinate.inputs, group))


def pick_freeze(scenario: Scenario) -> PickFreeze:
    """The coordinates of `scenario` and the groups of its inputs that vary at any of them, in file order."""
    answer = coordinates(scenario)
    varying = {name for each in answer for name, given in each.inputs.items() if given.varies}
    return PickFreeze(answer, tuple(group for group in _groups(scenario, answer) if varying & set(group)))


def second(inputs: Mapping[str, Input], names: Sequence[str]) -> dict[str, Input]:
    """The `inputs`, of which those called `names` are drawn from points B."""
    moved = {name: replace(inputs[name], stream=inputs[name].stream + _SECOND) for name in names}
    return {**inputs, **moved}


def _groups(scenario: Scenario, answer: Sequence[Coordinate]) -> list[tuple[str, ...]]:
    """The inputs in groups that are drawn together, in file order."""
    joint: list[Correlation | Shares] = [*scenario.correlations, *scenario.shares]
    links = [each.members for each in joint]
    for each in answer:
        streams: dict[str, list[str]] = {}
        for name, given in each.inputs.items():
            streams.setdefault(given.stream, []).append(name)
        links += map(tuple, streams.values())
    group = {name: {name} for name in scenario.inputs}
    for members in links:
        joined = set().union(*(group[name] for name in members))
        group |= dict.fromkeys(joined, joined)
    found = (tuple(name for name in scenario.inputs if name in group[first]) for first in scenario.inputs)
    return list(dict.fromkeys(found))
