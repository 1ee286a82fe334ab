"""The working rows of drawn values, shared by all coordinates of the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...laws.base import Distribution
from ...scenario.scenario import Correlation, Scenario, Shares
from .coordinates import Coordinate
from .input_draws import Draw
from .program_arrays import ProgramArrays


@dataclass
class ValueRows:
    """A scenario's draws at each coordinate, their working `rows`, and the points that steps already draw."""

    scenario: Scenario
    coordinates: tuple[Coordinate, ...]
    draws: tuple[Mapping[str, Draw], ...]
    arrays: ProgramArrays
    rows: dict[Draw, int] = field(default_factory=dict)
    drawn: set[tuple[str, ...]] = field(default_factory=set)

    def row(self, draw: Draw) -> int:
        """The row of a draw: the row of an argument that takes it unchanged, else a new one."""
        if draw not in self.rows:
            self.rows[draw] = self.arrays.new_rows()
        return self.rows[draw]

    def laws(self) -> dict[tuple[str, ...], list[Distribution]]:
        """The laws that the coordinates need for each set of points, in file order."""
        needed: dict[tuple[str, ...], dict[Distribution, None]] = {}
        for name in self.scenario.inputs:
            for points, law in (draws[name] for draws in self.draws):
                needed.setdefault(points, {})[law] = None
        return {points: list(laws) for points, laws in needed.items()}

    def grouped(self) -> set[str]:
        """The inputs that are drawn together with others: members of correlations and shares."""
        groups: list[Correlation | Shares] = [*self.scenario.correlations, *self.scenario.shares]
        return {member for group in groups for member in group.members}

    def by_input(self) -> tuple[dict[str, int], ...]:
        """The row of each input, before its factors, at each coordinate."""
        return tuple({name: self.rows[draw] for name, draw in draws.items()} for draws in self.draws)
