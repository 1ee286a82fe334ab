"""The functional units of parts: whether their outputs can be added, and the functional unit of the whole."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
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
    """The functional units of all parts; a part without one has that of the parts it is linked to, if any.

    `per` is the functional unit that the file gives for the whole. Parts that have none are for that.
    """

    per: Collection[str]
    readers: Mapping[str, SingleModelReader]
    links: LinkedInputs
    diagnostics: Diagnostics

    def whole(self) -> dict[str, str]:
        """The functional unit of all parts, as the first of them writes it; empty if they differ."""
        found = [self._of(part) for part in self.readers]
        first = found[0] if found else None
        agree = first and all(each and first.agrees(each) for each in found)
        return dict(first.stated) if first and agree else {}

    def of_outputs(self) -> dict[str, dict[str, str]]:
        """The functional unit of every output by name, as its part writes it, where the whole has none."""
        units = {} if self.per or self.whole() else {part: self._of(part) for part in self.readers}
        return {
            f"{part}_{name}": dict(unit.stated)
            for part, unit in units.items()
            if unit
            for name in self.readers[part].outputs
        }

    def check_sum(self, output: str, parts: Iterable[str]) -> None:
        """Add a problem if `parts` have different functional units, so that their `output` cannot be added.

        A part without one differs from a part that has one.
        """
        whole = self._of_whole()
        found = [(part, self._of(part) or whole) for part in parts]
        for first, second in combinations(found, 2):
            if difference := _difference(*first, *second) or _lack(*first, *second):
                rule = f"cannot add outputs for different functional units: {difference}"
                self.diagnostics.problem(("total", output), rule)
                return

    def check_links(self) -> None:
        """Add a problem for each input linked to a part with a different functional unit."""
        for part in self.readers:
            for name, source in self._sources(part):
                if difference := _difference(source, self._of(source), part, self._of(part)):
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
        linked = self.links.outputs(part)
        above = list(self.readers)[: list(self.readers).index(part)] if linked else []
        for name, output in linked.items():
            yield from ((name, each) for each in above if self._has(each, output))

    def _has(self, part: str, output: str) -> bool:
        """Whether an output is one of a part, or a total that includes one."""
        return any(output in (f"{part}_{name}", f"total_{name}") for name in self.readers[part].outputs)

    def _of_whole(self) -> FunctionalUnit | None:
        """The functional unit that the file gives for the whole, if any."""
        found = (self._of(part) for part, reader in self.readers.items() if reader.per.keys() & self.per)
        return next(found, None)


def _difference(first: str, one: FunctionalUnit | None, second: str, other: FunctionalUnit | None) -> str:
    """The difference between the functional units of two parts, with a remedy; empty if there is none, or one lacks."""
    if one is None or other is None or one.agrees(other):
        return ""
    return f"{first} is for {one}, {second} for {other}; {_remedy(one, other, second)}"


def _lack(first: str, one: FunctionalUnit | None, second: str, other: FunctionalUnit | None) -> str:
    """Which of two parts has no functional unit although the other has one, with a remedy; empty if neither or both."""
    if one is None and other is not None:
        return _lack(second, other, first, one)
    if one is None or other is not None:
        return ""
    name, value = next(iter(one.stated.items()))
    return (
        f"{first} is for {one}, {second} states none; write what the sum is for in `per` of the whole file, such as "
        f"`per: {{{name}: {value}}}`, and multiply an input of {second} by a factor, the share of it that this bears"
    )


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
