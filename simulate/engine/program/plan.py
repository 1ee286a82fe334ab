"""A scenario made ready to run: its program, and what each row of the program's output is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...kernels.program import Program
from ...scenario.scenario import Quantity, Scenario
from .builder import Builder
from .coordinates import Coordinate, coordinates
from .input_draws import Draw, draws_at


@dataclass(frozen=True)
class Plan:
    """A scenario made ready to run.

    `draws` says of each coordinate what its inputs are drawn from, `rows` in which working row each of them lies. The
    program's output rows are coordinate-major.
    """

    scenario: Scenario
    program: Program
    coordinates: tuple[Coordinate, ...]
    draws: tuple[Mapping[str, Draw], ...]
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


def plan(scenario: Scenario, *, seed: int, design: str, at: tuple[Coordinate, ...] = ()) -> Plan:
    """The program that draws `scenario` under `seed` by `design` ("random" or "sobol").

    It computes the coordinates `at`; those of the scenario's axes where none are given.
    """
    places = at or coordinates(scenario)
    draws = tuple(draws_at(scenario, place) for place in places)
    builder = Builder(scenario, places, draws)
    builder.write()
    return Plan(scenario, builder.program(seed, design), places, draws, builder.rows_of_inputs(), builder.repaired)
