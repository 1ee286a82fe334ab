"""From a scenario to a program: the points to draw, the laws that use them, and the rows that the model reads.

One value is drawn for each distinct draw (points and law) that the coordinates of the answer need. Rows of working
memory hold a block of each value; the model's arguments are contiguous rows. The first coordinate has its own, into
which values are drawn directly; all others share one set, into which values are copied before each call of the model,
so that the memory of many coordinates stays in a processor's cache.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...kernels import program as ops
from ...kernels.program import Program
from ...laws.base import Distribution
from ...laws.positive import Gamma
from ...problems import InvalidInput, Problem
from ...scenario.profile import TimeProfile
from ...scenario.scenario import Pick, Scenario, Shares
from .aggregation_steps import add_aggregations
from .arguments import ArgumentRow, argument_rows, row_count
from .coordinates import Aggregation, Coordinate
from .correlated_draws import CorrelatedDraws
from .input_draws import PICKED, Draw, is_picked
from .law_steps import constant_of, draw_folded_law, draw_law, draw_points
from .program_arrays import ProgramArrays, RoughLaw
from .value_rows import ValueRows


class Builder:
    """Builds the program of a scenario; its first rows are the model's arguments.

    `rows` holds the row of each input, before its factors, at each coordinate. `repaired` lists the members of groups
    whose correlations are infeasible. Raises InvalidInput that names the input whose law is too rough for a table.
    """

    def __init__(
        self,
        scenario: Scenario,
        coordinates: tuple[Coordinate, ...],
        draws: tuple[Mapping[str, Draw], ...],
        aggregations: Sequence[Aggregation] = (),
    ) -> None:
        self._scenario = scenario
        self._coordinates = coordinates
        self._aggregations = aggregations
        self._height = row_count(scenario.parts)
        self._own = [argument for part in _fed(scenario) for argument in part]
        self._arrays = ProgramArrays(self._height * min(len(coordinates), 2))
        self._values = ValueRows(scenario, coordinates, draws, self._arrays)
        try:
            self.repaired = self._build()
        except RoughLaw as error:
            raise InvalidInput([self._problem(error)]) from error
        self.rows = self._values.by_input()

    def program(self, seed: int, design: str) -> Program:
        """The program under `seed` by `design` ("random" or "sobol")."""
        return self._arrays.program(seed, design, self._computed + len(self._aggregations))

    @property
    def _computed(self) -> int:
        """The number of outputs that the model computes."""
        return len(self._coordinates) * len(self._scenario.outputs)

    def _build(self) -> tuple[tuple[str, ...], ...]:
        """Add all steps in the order of execution; returns the groups whose correlations are infeasible."""
        self._assign_rows()
        self._number_streams()
        repaired = CorrelatedDraws(self._values).repaired
        self._draw_shares()
        self._draw_others()
        self._call_models()
        add_aggregations(self._aggregations, self._values, self._computed)
        return repaired

    def _assign_rows(self) -> None:
        """Draw directly into the row of the first argument that takes a value unchanged, unless it is in a group."""
        grouped, first = self._values.grouped(), self._coordinates[0].inputs
        for argument in self._own:
            if not first[argument.feed].factors and argument.feed not in grouped:
                self._values.rows.setdefault(self._values.draws[0][argument.feed], argument.row)

    def _number_streams(self) -> None:
        """Number streams in file order, in which the sobol design assigns its dimensions."""
        correlated = {member for group in self._scenario.correlations for member in group.members}
        for name, given in self._scenario.inputs.items():
            if name in correlated:
                self._arrays.number_stream(given.stream)
            for draws in self._values.draws:
                if constant_of(draws[name].law) is None and not is_picked(draws[name]):
                    self._arrays.number_stream(draws[name].points[0])

    def _draw_shares(self) -> None:
        """Draw the members of shares, once for all coordinates that draw them from the same streams."""
        for shares in self._scenario.shares:
            streams = (tuple(each.inputs[member].stream for member in shares.members) for each in self._coordinates)
            for members in dict.fromkeys(streams):
                self._draw_whole(shares, members)

    def _draw_whole(self, shares: Shares, streams: Sequence[str]) -> None:
        """Draw the members of shares from `streams` as gammas, and divide them by their sum."""
        first = self._arrays.new_rows(len(shares.members))
        for k, (member, mean, stream) in enumerate(zip(shares.members, shares.means, streams, strict=True)):
            draw_points(self._arrays, stream, fold=True)
            draw_folded_law(self._arrays, Gamma(mean * shares.concentration, 1.0), first + k)
            self._values.rows[Draw((stream,), self._scenario.inputs[member].distribution)] = first + k
            self._values.drawn.add((stream,))
        self._arrays.step(ops.SHARE, first, len(shares.members))

    def _draw_others(self) -> None:
        """Draw the values of all other points: each stream once, whatever the number of its laws."""
        for points, laws in self._values.laws().items():
            if points not in self._values.drawn and points[0] != PICKED:
                self._draw_laws(points, laws)
        self._pick_others()

    def _pick_others(self) -> None:
        """Take the values of inputs that are one of others, once for all coordinates that take the same."""
        picked: set[Draw] = set()
        for coordinate, draws in zip(self._coordinates, self._values.draws, strict=True):
            for name, given in coordinate.inputs.items():
                if given.pick and draws[name] not in picked:
                    picked.add(draws[name])
                    self._take(given.pick, draws, name)

    def _take(self, pick: Pick, draws: Mapping[str, Draw], name: str) -> None:
        """Put the values of the options below each other, and take that of each sample."""
        rows = self._values.rows
        first = self._arrays.new_rows(len(pick.options))
        for k, option in enumerate(pick.options):
            self._arrays.step(ops.COPY, first + k, rows[draws[option]])
        target = self._values.row(draws[name])
        self._arrays.step(ops.PICK, target, rows[draws[pick.name]], first, len(pick.options))

    def _draw_laws(self, points: tuple[str, ...], laws: Sequence[Distribution]) -> None:
        is_drawn = False
        for law in laws:
            target = self._values.row(Draw(points, law))
            if (value := constant_of(law)) is not None:
                self._arrays.step(ops.FILL, target, self._arrays.put([value]))
                continue
            if not is_drawn:
                draw_points(self._arrays, points[0], fold=any(law.atoms is not None for law in laws))
                is_drawn = True
            draw_law(self._arrays, law, target, points[0])

    def _call_models(self) -> None:
        """Pass the arguments of each coordinate and call the model, one coordinate after the other."""
        outputs = len(self._scenario.outputs)
        held: dict[int, object] = {}
        for c in range(len(self._coordinates)):
            first = self._height if c else 0
            for argument in self._own:
                self._pass(argument._replace(row=first + argument.row), c, held)
            self._arrays.step(ops.MODEL, c * outputs, first, self._height, outputs)

    def _pass(self, argument: ArgumentRow, c: int, held: dict[int, object]) -> None:
        """Put the value of an input, times its factors, into the row of an argument, and the offset of its profile.

        `held` is what the rows of arguments hold; what is there already is not put there again.
        """
        given, draws, target = self._coordinates[c].inputs[argument.feed], self._values.draws[c], argument.row
        sources = tuple(self._values.rows[draws[name]] for name in (argument.feed, *given.factors))
        if held.get(target) != sources and sources != (target,):
            self._multiply(target, sources)
        held[target] = sources
        if given.profile and held.get(target + 1) is not given.profile:
            self._hold_offset(target + 1, given.profile)
            held[target + 1] = given.profile

    def _multiply(self, target: int, sources: Sequence[int]) -> None:
        """Put the product of `sources` into row `target`."""
        row, *factors = sources
        for factor in factors:
            self._arrays.step(ops.MULTIPLY, target, row, factor)
            row = target
        if row != target:
            self._arrays.step(ops.COPY, target, row)

    def _hold_offset(self, target: int, profile: TimeProfile) -> None:
        """Put the offset of a profile, a constant, into row `target`; rows that are not shared are filled in once."""
        offset = self._arrays.put([self._arrays.put_profile(profile)])
        if target < self._height:
            self._arrays.step(ops.FILL, target, offset)
        else:
            constant = self._arrays.new_rows()
            self._arrays.step(ops.FILL, constant, offset)
            self._arrays.step(ops.COPY, target, constant)

    def _problem(self, error: RoughLaw) -> Problem:
        inputs = (each for coordinate in self._coordinates for each in coordinate.inputs.values())
        field = next((f"inputs.{each.name}" for each in inputs if each.distribution == error.law), "shares")
        message = f"cannot draw from its law: {error}; widen its bounds, or choose a less extreme law"
        return Problem(message, field, self._scenario.name)


def _fed(scenario: Scenario) -> Iterator[list[ArgumentRow]]:
    """The rows of each part's arguments that are inputs."""
    for part, own in zip(scenario.parts, argument_rows(scenario.parts), strict=True):
        yield [argument for argument in own if argument.feed not in part.computed]
