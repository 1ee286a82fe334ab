"""From a scenario to a program: which points are drawn, which laws they feed, which rows the model reads.

One value is drawn for each distinct (stream, law) that the coordinates of the answer need; a coordinate that replaces
an input's law uses the same points. Rows of working memory hold a block of each value; the model's arguments are
contiguous rows, one set for each coordinate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..describe.laws.base import Distribution
from ..describe.laws.bounded import Uniform
from ..describe.laws.normal import Normal
from ..describe.laws.positive import Gamma
from ..describe.problems import InvalidInput, Problem
from ..describe.scenario import Correlation, Input, Scenario, Shares
from ..describe.scores import on_normal_scores
from ..describe.shape import Shape
from ..kernels import program as ops
from ..kernels.jit import BATCHES, BLOCK
from ..kernels.memory import moved
from ..kernels.program import Program
from ..kernels.tables import SIDE
from .coordinates import Coordinate
from .correlate import nearest_correlation, symmetric_root
from .directions import BITS, directions, first_block
from .layout import Slot, height, segment, slots
from .streams import random_key, scrambles
from .tablecache import table as table_of
from .tabulate import SCALE

Value = tuple[str, Distribution]
_SCORE = Normal(0.0, 1.0)


@dataclass
class Builder:
    """Collects steps and the arrays they read; its rows begin with the model's arguments of every coordinate."""

    scenario: Scenario
    places: tuple[Coordinate, ...]
    repaired: tuple[tuple[str, ...], ...] = ()
    steps: list[tuple[int, int, int, int, int]] = field(default_factory=list)
    streams: dict[str, int] = field(default_factory=dict)
    rows: dict[Value, int] = field(default_factory=dict)
    tables: dict[Distribution, tuple[int, bool]] = field(default_factory=dict)
    table: list[NDArray[np.float64]] = field(default_factory=list)
    edges: list[NDArray[np.float64]] = field(default_factory=list)
    atoms: list[NDArray[np.float64]] = field(default_factory=list)
    numbers: list[float] = field(default_factory=list)
    courses: dict[Shape, int] = field(default_factory=dict)
    profiles: list[NDArray[np.float64]] = field(default_factory=list)
    height: int = 0

    def write(self) -> None:
        """All steps, in the order in which they must happen."""
        rows = height(self.scenario.parts)
        self.height = rows * len(self.places)
        arguments = [
            (place.inputs, slot._replace(row=c * rows + slot.row))
            for c, place in enumerate(self.places)
            for part, own in zip(self.scenario.parts, slots(self.scenario.parts), strict=True)
            for slot in own
            if slot.feed not in part.computed
        ]
        self._claim_rows(arguments)
        self._number_streams()
        self._draw_groups()
        self._draw_shares()
        self._draw_rest()
        for inputs, slot in arguments:
            self._feed(slot.row, inputs, slot.feed)
            if shape := inputs[slot.feed].shape:
                self._step(ops.FILL, slot.row + 1, self._put([self._course(shape)]))
        for c in range(len(self.places)):
            outputs = len(self.scenario.outputs)
            self._step(ops.MODEL, c * outputs, c * rows, rows, outputs)

    def _claim_rows(self, arguments: list[tuple[Mapping[str, Input], Slot]]) -> None:
        """Draw straight into the row of the first argument that takes a value as it is, unless it is a group's."""
        grouped = self._grouped()
        for inputs, slot in arguments:
            given = inputs[slot.feed]
            if not given.factors and given.name not in grouped:
                self.rows.setdefault((given.stream, given.distribution), slot.row)

    def _grouped(self) -> set[str]:
        """Inputs whose draws are made together with others'."""
        groups: list[Correlation | Shares] = [*self.scenario.correlations, *self.scenario.shares]
        return {member for group in groups for member in group.members}

    def _number_streams(self) -> None:
        """Streams in file order, which the sobol design gives its dimensions in."""
        for stream, law in self._needed():
            if _constant(law) is None:
                self.streams.setdefault(stream, len(self.streams))

    def _needed(self) -> dict[Value, str]:
        """Every distinct value any coordinate needs, with the name of its input, in file order."""
        needed: dict[Value, str] = {}
        for name in self.scenario.inputs:
            for place in self.places:
                given = place.inputs[name]
                needed.setdefault((given.stream, given.distribution), name)
        return needed

    def _draw_groups(self) -> None:
        for group in self.scenario.correlations:
            first = self._fresh(len(group.members))
            for k, member in enumerate(group.members):
                stream = self.scenario.inputs[member].stream
                self._draw(stream, fold=False)
                self._law(_SCORE, first + k, stream)
            asked = on_normal_scores(group, [self.places[0].inputs[member].distribution for member in group.members])
            feasible = nearest_correlation(asked)
            if feasible is not asked:
                self.repaired += (group.members,)
            self._step(ops.MIX, first, len(group.members), self._put(symmetric_root(feasible).ravel().tolist()))
            for k, member in enumerate(group.members):
                self._step(ops.FOLD, 0, first + k)
                for law in {place.inputs[member].distribution: None for place in self.places}:
                    value = self.scenario.inputs[member].stream, law
                    self._folded_law(law, self._row(value))

    def _draw_shares(self) -> None:
        for shares in self.scenario.shares:
            first = self._fresh(len(shares.members))
            for k, (member, mean) in enumerate(zip(shares.members, shares.means, strict=True)):
                given = self.scenario.inputs[member]
                self._draw(given.stream, fold=True)
                self._folded_law(Gamma(mean * shares.concentration, 1.0), first + k)
                self.rows[given.stream, given.distribution] = first + k
            self._step(ops.SHARE, first, len(shares.members))

    def _draw_rest(self) -> None:
        drawn = ""
        grouped = self._grouped()
        by_stream: dict[str, list[Distribution]] = {}
        for (stream, law), name in self._needed().items():
            if name not in grouped:
                by_stream.setdefault(stream, []).append(law)
        for stream, laws in by_stream.items():
            for law in laws:
                target = self._row((stream, law))
                if (constant := _constant(law)) is not None:
                    self._step(ops.FILL, target, self._put([constant]))
                    continue
                if drawn != stream:
                    self._draw(stream, fold=any(law.atoms is not None for law in laws))
                    drawn = stream
                self._law(law, target, stream)

    def _feed(self, target: int, inputs: Mapping[str, Input], name: str) -> None:
        """The value of input `name` times its factors, in row `target`."""
        given = inputs[name]
        row = self.rows[given.stream, given.distribution]
        for factor in given.factors:
            other = inputs[factor]
            self._step(ops.MULTIPLY, target, row, self.rows[other.stream, other.distribution])
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

    def _course(self, shape: Shape) -> int:
        """Where the course of a profile begins among all profiles."""
        if shape not in self.courses:
            self.courses[shape] = sum(map(len, self.profiles))
            self.profiles.append(segment(shape))
        return self.courses[shape]

    def _row(self, value: Value) -> int:
        """The row of a drawn value: an argument's where one takes it as it is, else one of its own."""
        if value not in self.rows:
            self.rows[value] = self._fresh()
        return self.rows[value]

    def _fresh(self, count: int = 1) -> int:
        self.height += count
        return self.height - count

    def _put(self, numbers: list[float]) -> int:
        self.numbers += numbers
        return len(self.numbers) - len(numbers)

    def _step(self, operation: int, target: int, a: int, b: int = 0, c: int = 0) -> None:
        self.steps.append((operation, target, a, b, c))

    def row_of_input(self) -> dict[str, int]:
        """Where each input of the first coordinate is, before its factors."""
        inputs = self.places[0].inputs
        return {name: self.rows[given.stream, given.distribution] for name, given in inputs.items()}

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
