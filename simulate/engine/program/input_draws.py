"""What each input is drawn from at a coordinate: one draw wherever both the points and the law are the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ...laws.base import Distribution
from ...scenario.scenario import Correlation, Input, Scenario
from .coordinates import Coordinate


class Draw(NamedTuple):
    """The points, by the streams that they come from, its own first, and the law that turns them into values."""

    points: tuple[str, ...]
    law: Distribution


def draws_at(scenario: Scenario, place: Coordinate) -> dict[str, Draw]:
    """The draw of each input where `place` is, by name.

    A member of a correlated group that is replaced there follows all members replaced with it.
    """
    found = {name: Draw((given.stream,), given.distribution) for name, given in place.inputs.items()}
    for group in scenario.correlations:
        moved = replaced(scenario, group, place.inputs)
        for member, stream in moved.items():
            found[member] = Draw((stream, *moved.values()), found[member].law)
    return found


def replaced(scenario: Scenario, group: Correlation, inputs: Mapping[str, Input]) -> dict[str, str]:
    """The members of `group` that `inputs` draw from other points than the scenario's own, each with its stream."""
    streams = {name: inputs[name].stream for name in group.members if inputs[name].varies}
    return {name: stream for name, stream in streams.items() if stream != scenario.inputs[name].stream}
