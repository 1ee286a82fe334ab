"""The draw of each input at a coordinate; inputs with the same points and law share one draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ...laws.base import Distribution
from ...scenario.scenario import Correlation, Input, Pick, Scenario
from .coordinates import Coordinate

PICKED = ""
"""What separates the streams of inputs that a pick is between; no input has it as its stream."""


class Draw(NamedTuple):
    """The streams of its points, the input's own first, and the law that turns them into values.

    Of an input that is one of others, the points are those of all, and begin with `PICKED`.
    """

    points: tuple[str, ...]
    law: Distribution


def all_draws(scenario: Scenario, coordinates: Sequence[Coordinate]) -> tuple[dict[str, Draw], ...]:
    """The draw of each input, by name, at each of `coordinates`, most of which have most inputs in common."""
    made: dict[tuple[int, tuple[str, ...]], Draw] = {}
    return tuple(draws_at(scenario, coordinate, made) for coordinate in coordinates)


def draws_at(
    scenario: Scenario, coordinate: Coordinate, made: dict[tuple[int, tuple[str, ...]], Draw] | None = None
) -> dict[str, Draw]:
    """The draw of each input at `coordinate`, by name; those `made` before, by input and points, are used again.

    A replaced member of a correlated group depends on the streams of all members replaced with it, and so does every
    other input on its stream.
    """
    points: dict[str, tuple[str, ...]] = {given.stream: (given.stream,) for given in coordinate.inputs.values()}
    for group in scenario.correlations:
        streams = tuple(replaced_members(scenario, group, coordinate.inputs).values())
        points |= {stream: (stream, *streams) for stream in streams}
    inputs, known = coordinate.inputs, {} if made is None else made
    found: dict[str, Draw] = {}
    for name, given in inputs.items():
        key = id(given), points[given.stream]
        if (draw := known.get(key)) is None:
            draw = known[key] = Draw(points[given.stream], given.distribution)
        found[name] = draw
    return found | {name: _picked(found, given.pick, given) for name, given in inputs.items() if given.pick}


def _picked(found: Mapping[str, Draw], pick: Pick, given: Input) -> Draw:
    """The draw of an input that is one of others: it depends on their points and on those of the pick."""
    names = (pick.name, *pick.options)
    return Draw(tuple(stream for name in names for stream in (PICKED, *found[name].points)), given.distribution)


def replaced_members(scenario: Scenario, group: Correlation, inputs: Mapping[str, Input]) -> dict[str, str]:
    """The members of `group` that have another stream in `inputs` than in the scenario, with their streams."""
    streams = {name: inputs[name].stream for name in group.members if inputs[name].varies}
    return {name: stream for name, stream in streams.items() if stream != scenario.inputs[name].stream}


def is_picked(draw: Draw) -> bool:
    """Whether an input is one of others, and not drawn itself."""
    return draw.points[0] == PICKED
