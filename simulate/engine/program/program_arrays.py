"""The arrays of a program, collected step by step."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ...kernels import program as ops
from ...kernels.batches import BATCHES, BLOCK
from ...kernels.memory import aligned
from ...kernels.program import Program
from ...kernels.tables import SIDE
from ...laws.base import Distribution
from ...scenario.profile import TimeProfile
from ..tables.pieces import SCALE
from ..tables.table_cache import table as table_of
from .arguments import profile_array
from .sobol_directions import BITS, directions, first_block
from .streams import random_key, scrambles

Floats = NDArray[np.float64]


class RoughLaw(ArithmeticError):
    """A `law` whose quantile function is too rough for a table."""

    def __init__(self, law: Distribution, reason: str) -> None:
        super().__init__(reason)
        self.law = law


@dataclass
class ProgramArrays:
    """Steps, and the arrays that they read; `rows` is the number of working rows."""

    rows: int
    steps: list[tuple[int, int, int, int, int]] = field(default_factory=list)
    streams: dict[str, int] = field(default_factory=dict)
    numbers: list[float] = field(default_factory=list)
    _tables: dict[Distribution, tuple[int, bool]] = field(default_factory=dict)
    _height: int = 0
    _atoms: list[Floats] = field(default_factory=list)
    _profile_offsets: dict[TimeProfile, int] = field(default_factory=dict)
    _profiles: list[Floats] = field(default_factory=list)

    def step(self, operation: int, target: int, a: int, b: int = 0, c: int = 0) -> None:
        """Add a step."""
        self.steps.append((operation, target, a, b, c))

    def new_rows(self, count: int = 1) -> int:
        """The first of `count` new working rows."""
        self.rows += count
        return self.rows - count

    def number_stream(self, stream: str) -> None:
        """Give `stream` the next number, unless it has one."""
        self.streams.setdefault(stream, len(self.streams))

    def put(self, numbers: list[float]) -> int:
        """The offset of `numbers`, which are added."""
        self.numbers += numbers
        return len(self.numbers) - len(numbers)

    def put_atoms(self, values: Floats, probabilities: Floats) -> int:
        """The first column of the atoms of a discrete law, which are added."""
        column = sum(len(block[0]) for block in self._atoms)
        below = SCALE * np.cumsum(probabilities)
        beyond = SCALE * np.append(np.cumsum(probabilities[:0:-1])[::-1], 0.0)
        self._atoms.append(np.array([values, below, beyond]))
        return column

    def put_profile(self, profile: TimeProfile) -> int:
        """The offset of a profile, which is added once."""
        if profile not in self._profile_offsets:
            self._profile_offsets[profile] = sum(map(len, self._profiles))
            self._profiles.append(profile_array(profile))
        return self._profile_offsets[profile]

    def put_table(self, law: Distribution) -> tuple[int, bool]:
        """The first row of the table of `law`, which is added once, and whether some of its cells are split.

        Raises RoughLaw.
        """
        if law not in self._tables:
            try:
                table, _ = table_of(law)
            except ArithmeticError as error:
                raise RoughLaw(law, str(error)) from error
            self._tables[law] = self._height, len(table) > 2 * SIDE
            self._height += len(table)
        return self._tables[law]

    def program(self, seed: int, design: str, outputs: int) -> Program:
        """The program with this number of output rows."""
        names = list(self.streams) or [""]
        sobol = design == "sobol"
        table, edges = _stacked(tuple(self._tables))
        numbers = directions(len(names)) if sobol else np.zeros((len(names), BITS), np.uint32)
        return Program(
            steps=np.array(self.steps, np.int64),
            keys=np.array([random_key(seed, name) for name in names]),
            words=first_block(numbers) if sobol else np.zeros((len(names), BLOCK), np.uint32),
            directions=numbers,
            scrambles=np.array([scrambles(seed, d) for d in range(len(names))])
            if sobol
            else np.zeros((len(names), BATCHES), np.uint32),
            table=table,
            edges=edges,
            atoms=np.concatenate(self._atoms, axis=1) if self._atoms else np.zeros((3, 1)),
            numbers=np.array(self.numbers or [0.0]),
            profiles=np.concatenate(self._profiles) if self._profiles else np.zeros(1),
            size=np.array([ops.SOBOL if sobol else ops.RANDOM, self.rows, outputs], np.int64),
        )


@lru_cache(maxsize=8)
def _stacked(laws: tuple[Distribution, ...]) -> tuple[Floats, Floats]:
    """The tables (rows, 4) of all `laws`, one below the other, and their edges (rows,)."""
    if not laws:
        return aligned((1, 4)), np.zeros(1)
    tables, edges = zip(*map(table_of, laws), strict=True)
    rows = aligned((sum(map(len, tables)), 4))
    return np.concatenate(tables, out=rows), np.concatenate(edges)
