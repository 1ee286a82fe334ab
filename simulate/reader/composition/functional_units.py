"""What the parts of a file are for: functional units that can be added up, and the one that the whole has."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from ...grammar.diagnostics import Diagnostics
from ...units import Dimension, amounts
from ..single_model import SingleModelReader
from .linked_inputs import LinkedInputs


@dataclass(frozen=True)
class FunctionalUnit:
    """What an answer is for: the arguments that fix it, as written, and each one's dimension and base-unit value."""

    stated: Mapping[str, str]
    amounts: tuple[tuple[Dimension, float], ...]

    def __str__(self) -> str:
        return " and ".join(f"{amounts(value)} ({name})" for name, value in self.stated.items())

    def agrees(self, other: FunctionalUnit) -> bool:
        """Whether both are the same, be they written otherwise: 24 hour and 1 day."""
        return self.dimensions == other.dimensions and all(
            math.isclose(own, its) for (_, own), (_, its) in zip(self.amounts, other.amounts, strict=True)
        )

    @property
    def dimensions(self) -> list[Dimension]:
        """The dimensions of its amounts, in a fixed order."""
        return [dimension for dimension, _ in self.amounts]


@dataclass(frozen=True)
class FunctionalUnits:
    """The functional units of all parts; a part that has none is for the same as what feeds it, or for nothing."""

    readings: Mapping[str, SingleModelReader]
    feeding: LinkedInputs
    diagnostics: Diagnostics

    def whole(self) -> dict[str, str]:
        """The functional unit that all parts have, as the first of them writes it; empty where they differ."""
        found = [self._of(part) for part in self.readings]
        first = found[0] if found else None
        agree = first and all(each and first.agrees(each) for each in found)
        return dict(first.stated) if first and agree else {}

    def check_sum(self, output: str, parts: Iterable[str]) -> None:
        """Note parts whose outputs of that name are amounts for different things, which no sum can join."""
        for first, second in combinations(parts, 2):
            if differ := self._differ(first, second):
                self.diagnostics.problem(("total", output), f"cannot add up amounts for different things: {differ}")
                return

    def check_fed(self) -> None:
        """Note parts that are fed with amounts for something else than they are for themselves."""
        for part in self.readings:
            for name, source in self._sources(part):
                if differ := self._differ(source, part):
                    rule = f"is an amount for something else than {part} is for: {differ}"
                    self.diagnostics.problem(("parts", part, "inputs", name, "from"), rule)

    def _of(self, part: str) -> FunctionalUnit | None:
        """What a part is for: its own functional unit, else that of the first part above that feeds it."""
        reading = self.readings[part]
        if reading.per:
            stated = {name: str(reading.entry.per[name]) for name in reading.per}
            return FunctionalUnit(
                stated, tuple(sorted((unit.dimension, value) for value, unit in reading.per.values()))
            )
        return next((found for _, each in self._sources(part) if (found := self._of(each))), None)

    def _sources(self, part: str) -> Iterator[tuple[str, str]]:
        """Each input of a part that is fed, with each part above that feeds it."""
        above = list(self.readings)[: list(self.readings).index(part)]
        for name, output in self.feeding.outputs(part).items():
            yield from ((name, each) for each in above if self._gives(each, output))

    def _gives(self, part: str, output: str) -> bool:
        """Whether an output is that of a part, or a total that adds it up."""
        return any(output in (f"{part}_{name}", f"total_{name}") for name in self.readings[part].outputs)

    def _differ(self, first: str, second: str) -> str:
        """What to say of two parts that are for different things; empty where they are not."""
        one, other = self._of(first), self._of(second)
        if one is None or other is None or one.agrees(other):
            return ""
        return f"{first} is for {one}, {second} for {other}; {_remedy(one, other, second)}"


def _remedy(one: FunctionalUnit, other: FunctionalUnit, second: str) -> str:
    """How two parts come to be for the same: by one amount, or by saying how much of the second the first takes."""
    if one.dimensions == other.dimensions:
        name, value = next(iter(one.stated.items()))
        return f"state it once, as `per: {{{name}: {value}}}` of the whole file, or alike in both"
    name, value = next(iter(other.stated.items()))
    entry = f"{name}: {{nominal: {value}, evidence: assumed}}"
    return (
        f"say how much of {second} is meant: under its `set` (its `inputs`, where it has a model of its own), "
        f"`{entry}` with the amount for {one}, or `{name}: {{from: …}}` with the output that is this amount"
    )
