"""A plan: a scenario with its program, before it runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...kernels.program import Program
from ...scenario.scenario import Quantity, Scenario
from .builder import Builder
from .coordinates import Aggregation, Coordinate, aggregations, coordinates
from .input_draws import Draw, all_draws


@dataclass(frozen=True)
class Plan:
    """A scenario with its program.

    `draws` and `rows` hold the draw and the working row of each input at each coordinate. The program's output rows
    are in coordinate-major order, those of `aggregations` last.
    `repaired` lists the members of groups whose correlations are infeasible.
    """

    scenario: Scenario
    seed: int
    design: str
    program: Program
    coordinates: tuple[Coordinate, ...]
    draws: tuple[Mapping[str, Draw], ...]
    rows: tuple[Mapping[str, int], ...]
    repaired: tuple[tuple[str, ...], ...] = ()
    aggregations: tuple[Aggregation, ...] = ()

    @property
    def values(self) -> Mapping[str, int]:
        """The working row of each input at the first coordinate."""
        return self.rows[0]

    @property
    def records(self) -> list[tuple[Coordinate, Quantity]]:
        """The coordinate and output of each output row of the program."""
        own = [(c, q) for c in self.coordinates for q in self.scenario.outputs]
        quantities = {quantity.name: quantity for quantity in self.scenario.quantities}
        return [*own, *((each.coordinate, quantities[each.aggregate.name]) for each in self.aggregations)]


def plan(
    scenario: Scenario, *, seed: int, design: str, at: tuple[Coordinate, ...] = (), aggregate: bool = False
) -> Plan:
    """The program that draws `scenario` under `seed` by `design` ("random" or "sobol").

    It computes the coordinates `at`, by default those of the scenario's axes, and with `aggregate` the sums and means
    over dimensions too.
    """
    found = at or coordinates(scenario)
    draws = all_draws(scenario, found)
    aggregated = aggregations(scenario, found) if aggregate else ()
    builder = Builder(scenario, found, draws, aggregated)
    program = builder.program(seed, design)
    return Plan(scenario, seed, design, program, found, draws, builder.rows, builder.repaired, aggregated)
