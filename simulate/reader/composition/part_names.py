"""Names of parts' inputs in the whole: ``part.input``, or the plain name of what several parts share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from ...grammar.scenario_entries import ScenarioEntry
from ...laws.base import Distribution
from ...scenario.scenario import Correlation, Input, Pick, Shares
from ..single_model import SingleModelReader


@dataclass(frozen=True)
class PartNames:
    """Renames what the `readers` of parts return, by the names in the whole."""

    entry: ScenarioEntry
    readers: Mapping[str, SingleModelReader]

    def name(self, part: str, name: str) -> str:
        """The name in the whole of a part's input."""
        return name if name in self._plain(part) else f"{part}.{name}"

    def own_names(self, part: str) -> dict[str, str]:
        """The names of a part's inputs in the part, by their names in the whole."""
        return {self.name(part, name): name for name in self.readers[part].inputs}

    def _plain(self, part: str) -> set[str]:
        """The inputs of a part that keep their plain name: shared ones and the functional unit."""
        return {*self.entry.parts[part].share, *(self.entry.per.keys() & self.readers[part].arguments.keys())}

    def input(self, part: str, given: Input) -> Input:
        """A part's input under its name in the whole; factors and catalog rows keep their stream."""
        name = self.name(part, given.name)
        is_row = given.stream != given.name
        stream = given.stream if is_row or self._is_common_factor(part, given) else name
        pick = given.pick and Pick(
            self.name(part, given.pick.name), tuple(self.name(part, each) for each in given.pick.options)
        )
        factors = tuple(self.name(part, each) for each in given.factors)
        return replace(given, name=name, stream=stream, factors=factors, pick=pick)

    def correlation(self, part: str, group: Correlation) -> Correlation:
        """A part's group of correlated inputs under their names in the whole."""
        return replace(group, members=tuple(self.name(part, member) for member in group.members))

    def shares(self) -> Iterator[Shares]:
        """The shares of all parts under their names in the whole."""
        for part, reader in self.readers.items():
            for whole in reader.wholes:
                members = tuple(self.name(part, member) for member in whole.shares.members)
                yield replace(whole.shares, name=f"{part}.{whole.shares.name}", members=members)

    def _is_common_factor(self, part: str, given: Input) -> bool:
        """Whether an input is a factor with the law of its plain name: another law has draws of its own."""
        own = self.readers[part].entry.factors
        return given.name in own and given.distribution == self._plain_laws.get(given.name, given.distribution)

    @cached_property
    def _plain_laws(self) -> dict[str, Distribution]:
        """The law of each plain name: that of the shared input, else that of the first part with such a factor."""
        found: dict[str, Distribution] = {}
        readers = self.readers.items()
        shared = (each.inputs[name] for part, each in readers for name in self._plain(part) & each.inputs.keys())
        for given in (*shared, *(factor for _, each in readers for factor in each.factors.values())):
            if given.varies:
                found.setdefault(given.name, given.distribution)
        return found
