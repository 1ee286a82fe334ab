"""From a scenario to a program: which points are drawn, which laws they feed, which rows the model reads.

One value is drawn for each distinct draw (points and law) that the coordinates of the answer need. Rows of working
memory hold a block of each value; the model's arguments are contiguous rows, one set for each coordinate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ...kernels import program as ops
from ...kernels.jit import BATCHES, BLOCK
from ...kernels.memory import moved
from ...kernels.program import Program
from ...kernels.tables import SIDE
from ...laws.base import Distribution
from ...laws.bounded import Uniform
from ...laws.normal import Normal
from ...laws.positive import Gamma
from ...problems import InvalidInput, Problem
from ...scenario.normal_scores import score_correlations
from ...scenario.profile import TimeProfile
from ...scenario.scenario import Correlation, Input, Scenario, Shares
from ..tables.table_cache import table as table_of
from ..tables.tabulate import SCALE
from .arguments import Slot, height, segment, slots
from .coordinates import Coordinate
from .correlation_matrix import Matrix, conditional_root, nearest_correlation
from .input_draws import Draw, replaced
from .sobol_directions import BITS, directions, first_block
from .streams import random_key, scrambles

_SCORE = Normal(0.0, 1.0)


@dataclass
class Builder:
    """Collects steps and the arrays they read; its rows begin with the model's arguments of every coordinate."""

    scenario: Scenario
    places: tuple[Coordinate, ...]
    draws: tuple[Mapping[str, Draw], ...]
    repaired: tuple[tuple[str, ...], ...] = ()
    steps: list[tuple[int, int, int, int, int]] = field(default_factory=list)
    streams: dict[str, int] = field(default_factory=dict)
    rows: dict[Draw, int] = field(default_factory=dict)
    drawn: set[tuple[str, ...]] = field(default_factory=set)
    tables: dict[Distribution, tuple[int, bool]] = field(default_factory=dict)
    table: list[NDArray[np.float64]] = field(default_factory=list)
    edges: list[NDArray[np.float64]] = field(default_factory=list)
    atoms: list[NDArray[np.float64]] = field(default_factory=list)
    numbers: list[float] = field(default_factory=list)
    courses: dict[TimeProfile, int] = field(default_factory=dict)
    profiles: list[NDArray[np.float64]] = field(default_factory=list)
    height: int = 0

    def write(self) -> None:
        """All steps, in the order in which they must happen."""
        rows = height(self.scenario.parts)
        self.height = rows * len(self.places)
        arguments = [
            (c, slot._replace(row=c * rows + slot.row))
            for c in range(len(self.places))
            for part, own in zip(self.scenario.parts, slots(self.scenario.parts), strict=True)
            for slot in own
            if slot.feed not in part.computed
        ]
        self._claim_rows(arguments)
        self._number_streams()
        self._draw_groups()
        self._draw_shares()
        self._draw_rest()
        for place, slot in arguments:
            self._feed(slot.row, place, slot.feed)
            if shape := self.places[place].inputs[slot.feed].profile:
                self._step(ops.FILL, slot.row + 1, self._put([self._course(shape)]))
        for c in range(len(self.places)):
            outputs = len(self.scenario.outputs)
            self._step(ops.MODEL, c * outputs, c * rows, rows, outputs)

    def _claim_rows(self, arguments: list[tuple[int, Slot]]) -> None:
        """Draw straight into the row of the first argument that takes a value as it is, unless it is a group's."""
        grouped = self._grouped()
        for place, slot in arguments:
            if not self.places[place].inputs[slot.feed].factors and slot.feed not in grouped:
                self.rows.setdefault(self.draws[place][slot.feed], slot.row)

    def _grouped(self) -> set[str]:
        """Inputs whose draws are made together with others'."""
        groups: list[Correlation | Shares] = [*self.scenario.correlations, *self.scenario.shares]
        return {member for group in groups for member in group.members}

    def _number_streams(self) -> None:
        """Streams in file order, which the sobol design gives its dimensions in."""
        correlated = {member for group in self.scenario.correlations for member in group.members}
        for name, given in self.scenario.inputs.items():
            if name in correlated:
                self._number(given.stream)
            for draws in self.draws:
                if _constant(draws[name].law) is None:
                    self._number(draws[name].points[0])

    def _number(self, stream: str) -> None:
        self.streams.setdefault(stream, len(self.streams))

    def _needed(self) -> dict[tuple[str, ...], list[Distribution]]:
        """The laws that any coordinate needs of each of the points, in file order."""
        needed: dict[tuple[str, ...], dict[Distribution, None]] = {}
        for name in self.scenario.inputs:
            for points, law in (draws[name] for draws in self.draws):
                needed.setdefault(points, {})[law] = None
        return {points: list(laws) for points, laws in needed.items()}

    def _draw_groups(self) -> None:
        """Each group as the scenario has it, then with the members that coordinates replace, given all others."""
        for group in self.scenario.correlations:
            own = {member: self.scenario.inputs[member].stream for member in group.members}
            first = self._draw_members(group, self._scores(group, self.scenario.inputs), own)
            self._group_values(group, {member: (stream,) for member, stream in own.items()}, first)
            for others, inputs in self._replacements(group):
                members = self._draw_members(group, self._scores(group, inputs), others, beside=first)
                points = {member: (stream, *others.values()) for member, stream in others.items()}
                self._group_values(group, points, members)

    def _scores(self, group: Correlation, inputs: Mapping[str, Input]) -> Matrix:
        """The correlations of normal scores that give these `inputs`, with their laws, what the group asks for."""
        asked = score_correlations(group, [inputs[member].distribution for member in group.members])
        feasible = nearest_correlation(asked)
        if feasible is not asked and group.members not in self.repaired:
            self.repaired += (group.members,)
        return feasible

    def _replacements(self, group: Correlation) -> list[tuple[dict[str, str], Mapping[str, Input]]]:
        """Every set of members that some coordinate replaces, with their streams, and the inputs that hold there."""
        found = [(replaced(self.scenario, group, place.inputs), place.inputs) for place in self.places]
        return list({tuple(others.items()): (others, inputs) for others, inputs in found if others}.values())

    def _draw_members(
        self, group: Correlation, matrix: Matrix, drawn: Mapping[str, str], *, beside: int | None = None
    ) -> int:
        """The first row of the group's normal scores: those `drawn` have streams, others are copied from `beside`."""
        first = self._fresh(len(group.members))
        for k, member in enumerate(group.members):
            if member in drawn:
                self._draw(drawn[member], fold=False)
                self._law(_SCORE, first + k, drawn[member])
            elif beside is not None:
                self._step(ops.COPY, first + k, beside + k)
        root = conditional_root(matrix, [member in drawn for member in group.members])
        self._step(ops.MIX, first, len(group.members), self._put(root.ravel().tolist()))
        return first

    def _group_values(self, group: Correlation, points: Mapping[str, tuple[str, ...]], first: int) -> None:
        """From the scores of the members that have `points` to values of all laws that are drawn from these."""
        needed = self._needed()
        for k, member in enumerate(group.members):
            if member not in points:
                continue
            self._step(ops.FOLD, 0, first + k)
            for law in needed.get(points[member], ()):
                self._folded_law(law, self._row(Draw(points[member], law)))
            self.drawn.add(points[member])

    def _draw_shares(self) -> None:
        for shares in self.scenario.shares:
            first = self._fresh(len(shares.members))
            for k, (member, mean) in enumerate(zip(shares.members, shares.means, strict=True)):
                given = self.scenario.inputs[member]
                self._draw(given.stream, fold=True)
                self._folded_law(Gamma(mean * shares.concentration, 1.0), first + k)
                self.rows[Draw((given.stream,), given.distribution)] = first + k
                self.drawn.add((given.stream,))
            self._step(ops.SHARE, first, len(shares.members))

    def _draw_rest(self) -> None:
        """The values of all points that no group has drawn: a stream once, whatever laws it has."""
        for points, laws in self._needed().items():
            if points not in self.drawn:
                self._draw_laws(points, laws)

    def _draw_laws(self, points: tuple[str, ...], laws: Sequence[Distribution]) -> None:
        is_drawn = False
        for law in laws:
            target = self._row(Draw(points, law))
            if (constant := _constant(law)) is not None:
                self._step(ops.FILL, target, self._put([constant]))
                continue
            if not is_drawn:
                self._draw(points[0], fold=any(law.atoms is not None for law in laws))
                is_drawn = True
            self._law(law, target, points[0])

    def _feed(self, target: int, place: int, name: str) -> None:
        """The value of input `name` at a place, times its factors, in row `target`."""
        draws = self.draws[place]
        row = self.rows[draws[name]]
        for factor in self.places[place].inputs[name].factors:
            self._step(ops.MULTIPLY, target, row, self.rows[draws[factor]])
            row = target
        if row != target:
            self._step(ops.COPY, target, row)

    def _draw(self, stream: str, *, fold: bool) -> None:
        self._step(ops.DRAW, 0, self.streams[stream], int(fold))

    def _law(self, law: Distribution, target: int, stream: str) -> None:
        """The step that turns the points just drawn from `stream` into values of `law`."""
        if isinstance(law, Uniform):
            self._step(ops.UNIFORM, target, self._put([law.low, law.high]))
        elif law.atoms is not None:
            self._folded_law(law, target)
        else:
            first, split = self._table(law)
            self._step(ops.TABLE, target, first, self.streams[stream], int(split))

    def _folded_law(self, law: Distribution, target: int) -> None:
        """The step that turns folded points or scores into values of `law`."""
        if (constant := _constant(law)) is not None:
            self._step(ops.FILL, target, self._put([constant]))
        elif isinstance(law, Uniform):
            self._step(ops.SPREAD, target, self._put([law.low, law.high]))
        elif (atoms := law.atoms) is not None:
            values, probabilities = atoms
            column = sum(block.shape[1] for block in self.atoms)
            below = SCALE * np.cumsum(probabilities)
            beyond = SCALE * np.append(np.cumsum(probabilities[:0:-1])[::-1], 0.0)
            self.atoms.append(np.array([values, below, beyond]))
            self._step(ops.ATOMS, target, column, len(values))
        else:
            self._step(ops.FOLDED_TABLE, target, self._table(law)[0])

    def _table(self, law: Distribution) -> tuple[int, bool]:
        """The first row of the table of `law`, and whether some of its cells are split."""
        if law not in self.tables:
            table, edges = self._tabulated(law)
            self.tables[law] = sum(map(len, self.table)), len(table) > 2 * SIDE
            self.table.append(table)
            self.edges.append(edges)
        return self.tables[law]

    def _tabulated(self, law: Distribution) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The table of `law` and its pieces' edges; InvalidInput names the input whose law is too rough for one."""
        try:
            return table_of(law)
        except ArithmeticError as error:
            given = (each for place in self.places for each in place.inputs.values() if each.distribution == law)
            field = next((f"inputs.{each.name}" for each in given), "shares")
            message = f"its law cannot be drawn: {error}; widen what cuts it off, or state a law that is less extreme"
            raise InvalidInput([Problem(message, field, self.scenario.name)]) from error

    def _course(self, shape: TimeProfile) -> int:
        """Where the course of a profile begins among all profiles."""
        if shape not in self.courses:
            self.courses[shape] = sum(map(len, self.profiles))
            self.profiles.append(segment(shape))
        return self.courses[shape]

    def _row(self, draw: Draw) -> int:
        """The row of a drawn value: an argument's where one takes it as it is, else one of its own."""
        if draw not in self.rows:
            self.rows[draw] = self._fresh()
        return self.rows[draw]

    def _fresh(self, count: int = 1) -> int:
        self.height += count
        return self.height - count

    def _put(self, numbers: list[float]) -> int:
        self.numbers += numbers
        return len(self.numbers) - len(numbers)

    def _step(self, operation: int, target: int, a: int, b: int = 0, c: int = 0) -> None:
        self.steps.append((operation, target, a, b, c))

    def rows_of_inputs(self) -> tuple[dict[str, int], ...]:
        """Where each input is, before its factors, at each coordinate."""
        return tuple({name: self.rows[drawn] for name, drawn in drawn_here.items()} for drawn_here in self.draws)

    def program(self, seed: int, design: str) -> Program:
        """Everything as arrays."""
        names = list(self.streams) or [""]
        sobol = design == "sobol"
        numbers = directions(len(names)) if sobol else np.zeros((len(names), BITS), np.uint32)
        return Program(
            steps=np.array(self.steps, np.int64),
            keys=np.array([random_key(seed, name) for name in names]),
            words=first_block(numbers) if sobol else np.zeros((len(names), BLOCK), np.uint32),
            directions=numbers,
            scrambles=np.array([scrambles(seed, d) for d in range(len(names))])
            if sobol
            else np.zeros((len(names), BATCHES), np.uint32),
            table=moved(np.concatenate(self.table) if self.table else np.zeros((1, 4))),
            edges=np.concatenate(self.edges) if self.edges else np.zeros(1),
            atoms=np.concatenate(self.atoms, axis=1) if self.atoms else np.zeros((3, 1)),
            numbers=np.array(self.numbers or [0.0]),
            profiles=np.concatenate(self.profiles) if self.profiles else np.zeros(1),
            size=np.array(
                [ops.SOBOL if sobol else ops.RANDOM, self.height, len(self.places) * len(self.scenario.outputs)],
                np.int64,
            ),
        )


def _constant(law: Distribution) -> float | None:
    """The one value of `law`, where it has no other."""
    low, high = law.support
    return low if low == high else None
