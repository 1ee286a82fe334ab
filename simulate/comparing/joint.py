"""One scenario made of several, whose outputs are computed from the same samples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from .. import units
from ..scenario.scenario import Correlation, Input, Part, Pick, Quantity, Scenario, Shares
from .formulas import difference_of, ratio_of
from .pairing import JointPairing, Streams
from .sides import Side

Group = TypeVar("Group", Correlation, Shares)

#: The outputs of a contrast of two sides.
DIFFERENCE, RATIO = "difference", "ratio"


@dataclass(frozen=True)
class Contrast:
    """Two sides, by index, of which a joint scenario computes difference and ratio, second to first."""

    first: int
    second: int

    def output(self, kind: str) -> str:
        """The name of its difference or ratio among the outputs of the joint scenario."""
        return f"{kind}_{self.first}_{self.second}"


def key(side: Side) -> str:
    """What the names of a side's inputs and outputs begin with in a joint scenario."""
    return side.letter.lower()


def output_of(side: Side, name: str | None = None) -> str:
    """The name in a joint scenario of an output of a side, by default the one that is compared."""
    return f"{key(side)}_{name or side.output}"


def joint(found: Sequence[Side], pairs: JointPairing, contrasts: Sequence[Contrast] = ()) -> Scenario:
    """The scenario that computes all sides, and the `contrasts`, from the same samples.

    An input `x` of side A is ``a.x``, an output ``a_x``.
    """
    renamed = [_Renamed(side, streams) for side, streams in zip(found, pairs.streams, strict=True)]
    own = [quantity for each in renamed for quantity in each.quantities()]
    made = list(_contrasts(found, contrasts))
    return Scenario(
        name=" ".join(side.name for side in found),
        title=" / ".join(side.scenario.title for side in found),
        parts=(*(part for each in renamed for part in each.parts()), *(part for part, _ in made)),
        inputs={given.name: given for each in renamed for given in each.inputs()},
        outputs=(
            *(quantity for quantity in own if not quantity.sums),
            *(quantity for _, quantity in made),
            *(quantity for quantity in own if quantity.sums),
        ),
        correlations=tuple(_distinct(renamed, [list(each.correlations()) for each in renamed])),
        shares=tuple(_distinct(renamed, [list(each.shares()) for each in renamed])),
        per=found[0].scenario.per,
        boundary=found[0].scenario.boundary,
        resolved=_text(found, renamed),
    )


@dataclass(frozen=True)
class _Renamed:
    """A side under the names that it has in a joint scenario."""

    side: Side
    streams: Streams

    def inputs(self) -> Iterator[Input]:
        """Its inputs, on the streams of the joint run."""
        for name, given in self.side.scenario.inputs.items():
            factors = tuple(map(self.input, given.factors))
            stream = self.streams.get(given.stream, given.stream)
            yield replace(given, name=self.input(name), stream=stream, factors=factors, pick=self.pick(given.pick))

    def parts(self) -> Iterator[Part]:
        """Its models."""
        for part in self.side.scenario.parts:
            feeds = tuple(self.output(each) if each in part.computed else self.input(each) for each in part.feeds)
            name = "_".join(filter(None, (key(self.side), part.name)))
            yield replace(part, name=name, feeds=feeds, computed=frozenset(map(self.output, part.computed)))

    def quantities(self) -> Iterator[Quantity]:
        """Its outputs."""
        for each in self.side.scenario.outputs:
            yield replace(each, name=self.output(each.name), sums=tuple(map(self.output, each.sums)))

    def correlations(self) -> Iterator[Correlation]:
        """Its correlated groups."""
        for group in self.side.scenario.correlations:
            yield replace(group, members=tuple(map(self.input, group.members)))

    def shares(self) -> Iterator[Shares]:
        """Its shares of wholes."""
        for each in self.side.scenario.shares:
            yield replace(each, name=self.input(each.name), members=tuple(map(self.input, each.members)))

    def pick(self, pick: Pick | None) -> Pick | None:
        return pick and Pick(self.input(pick.name), tuple(map(self.input, pick.options)))

    def input(self, name: str) -> str:
        return f"{key(self.side)}.{name}"

    def output(self, name: str) -> str:
        return output_of(self.side, name)


def _distinct(renamed: Sequence[_Renamed], groups: Sequence[Sequence[Group]]) -> Iterator[Group]:
    """The groups of all sides; one that is paired with an earlier side's is drawn once."""
    drawn: set[frozenset[str]] = set()
    for each, own in zip(renamed, groups, strict=True):
        streams = {given.name: given.stream for given in each.inputs()}
        for group in own:
            points = frozenset(streams[member] for member in group.members)
            if points not in drawn:
                drawn.add(points)
                yield group


def _contrasts(found: Sequence[Side], contrasts: Sequence[Contrast]) -> Iterator[tuple[Part, Quantity]]:
    """A part that computes the difference, and one that computes the ratio, of each contrast."""
    unit = found[0].unit
    base = units.coherent(unit.dimension).text
    for each in contrasts:
        feeds = (output_of(found[each.first]), output_of(found[each.second]))
        for kind, model, shown in ((DIFFERENCE, difference_of(base), unit), (RATIO, ratio_of(base), units.ONE)):
            name = each.output(kind)
            yield Part(name, model, feeds, frozenset(feeds)), Quantity(name, shown)


def _text(found: Sequence[Side], renamed: Sequence[_Renamed]) -> str:
    """All scenarios, and what is particular to their comparison, as one text, which identifies it."""
    pieces = []
    for side, each in zip(found, renamed, strict=True):
        facts: Mapping[str, object] = {
            "output": side.output,
            "at": dict(side.coordinates),
            "per": dict(side.scenario.per),
            "streams": {own: stream for own, stream in each.streams.items() if own != stream},
        }
        pieces.append(f"# {side.letter}: {side.name} {facts}\n{side.scenario.resolved}")
    return "\n---\n".join(pieces)
