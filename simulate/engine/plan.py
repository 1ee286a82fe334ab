"""A scenario made ready to run: its program, and what each row of the program's output is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..describe.scenario import Quantity, Scenario
from ..kernels.program import Program
from .builder import Builder
from .coordinates import Coordinate, coordinates


@dataclass(frozen=True)
class Plan:
    """A scenario made ready to run.

    `rows` says for each coordinate in which working row each input lies; `outputs` are the scenario's quantities, and
    the program's output rows are coordinate-major.
    """

    scenario: Scenario
    program: Program
    coordinates: tuple[Coordinate, ...]
    rows: tuple[Mapping[str, int], ...]
    repaired: tuple[tuple[str, ...], ...] = ()

    @property
    def values(self) -> Mapping[str, int]:
        """In which working row each input of the first coordinate lies."""
        return self.rows[0]

    @property
    def records(self) -> list[tuple[Coordinate, Quantity]]:
        """What each output row of the program is, in order."""
        return [(c, q) for c in self.coordinates for q in self.scenario.outputs]


def plan(scenario: Scenario, *, seed: int, design: str) -> Plan:
    """The program that draws `scenario` under `seed` by `design` ("random" or "sobol")."""
    places = coordinates(scenario)
    builder = Builder(scenario, places)
    builder.write()
    return Plan(scenario, builder.program(seed, design), places, builder.rows_of_inputs(), builder.repaired)
