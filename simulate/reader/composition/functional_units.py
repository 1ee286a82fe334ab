"""The functional units of parts: whether their outputs can be added, and the functional unit of the whole."""

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
    """A functional unit: its arguments as written, and the dimension and value in base units of each."""

    stated: Mapping[str, str]
    amounts: tuple[tuple[Dimension, float], ...]

    def __str__(self) -> str:
        return " and ".join(f"{amounts(value)} ({name})" for name, value in self.stated.items())

    def agrees(self, other: FunctionalUnit) -> bool:
        """Whether both are equal, even if written differently: 24 hour and 1 day."""
        return self.dimensions == other.dimensions and all(
            math.isclose(own, its) for (_, own), (_, its) in zip(self.amounts, other.amounts, strict=True)
        )

    @property
    def dimensions(self) -> list[Dimension]:
        """The dimensions of its amounts, in a fixed order."""
        return [dimension for dimension, _ in self.amounts]


@dataclass(frozen=True)
class FunctionalUnits:
    """The functional units of all parts; a part without one has that of the parts it is linked to, if any."""

    readers: Mapping[str, SingleModelReader]
    links: LinkedInputs
    diagnostics: Diagnostics

    def whole(self) -> dict[str, str]:
        """The functional unit of all parts, as the first of them writes it; empty if they differ."""
        found = [self._of(part) for part in self.readers]
        first = found[0] if found else None
        agree = first and all(each and first.agrees(each) for each in found)
        return dict(first.stated) if first and agree else {}

    def check_sum(self, output: str, parts: Iterable[str]) -> None:
        """Add a problem if `parts` have different functional units, so that their `output` cannot be added."""
        for first, second in combinations(parts, 2):
            if difference := self._difference(first, second):
                rule = f"cannot add outputs for different functional units: {difference}"
                self.diagnostics.problem(("total", output), rule)
                return

    def check_links(self) -> None:
        """Add a problem for each input linked to a part with a different functional unit."""
        for part in self.readers:
            for name, source in self._sources(part):
                if difference := self._difference(source, part):
                    rule = f"has another functional unit than {part}: {difference}"
                    self.diagnostics.problem(("parts", part, "inputs", name, "from"), rule)

    def _of(self, part: str) -> FunctionalUnit | None:
        """The functional unit of a part, else that of the first part above that it is linked to."""
        reader = self.readers[part]
        if reader.per:
            stated = {name: str(reader.entry.per[name]) for name in reader.per}
            return FunctionalUnit(stated, tuple(sorted((unit.dimension, value) for value, unit in reader.per.values())))
        return next((found for _, each in self._sources(part) if (found := self._of(each))), None)

    def _sources(self, part: str) -> Iterator[tuple[str, str]]:
        """Each linked input of a part, with each part above that has its output."""
        above = list(self.readers)[: list(self.readers).index(part)]
        for name, output in self.links.outputs(part).items():
            yield from ((name, each) for each in above if self._has(each, output))

    def _has(self, part: str, output: str) -> bool:
        """Whether an output is one of a part, or a total that includes one."""
        return any(output in (f"{part}_{name}", f"total_{name}") for name in self.readers[part].outputs)

    def _difference(self, first: str, second: str) -> str:
        """The difference between the functional units of two parts, with a remedy; empty if there is none."""
        one, other = self._of(first), self._of(second)
        if one is None or other is None or one.agrees(other):
            return ""
        return f"{first} is for {one}, {second} for {other}; {_remedy(one, other, second)}"


def _remedy(one: FunctionalUnit, other: FunctionalUnit, second: str) -> str:
    """The remedy for two functional units: a common one, or the amount of the second part per unit of the first."""
    if one.dimensions == other.dimensions:
        name, value = next(iter(one.stated.items()))
        return f"give it once, as `per: {{{name}: {value}}}` of the whole file, or the same in both"
    name, value = next(iter(other.stated.items()))
    entry = f"{name}: {{nominal: {value}, evidence: assumed}}"
    return (
        f"give the amount of {second} for {one}, in its `set` (its `inputs` if it has a model of its own): "
        f"`{entry}` with this amount, or `{name}: {{from: …}}` with the output that is this amount"
    )
