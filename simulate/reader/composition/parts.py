"""A scenario of several parts: each is read like a scenario of its own, then all are put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from ... import units
from ...files.document import Document
from ...grammar.diagnostics import Diagnostics
from ...grammar.entries import InputEntry, PartEntry, ScenarioEntry
from ...laws.base import Distribution
from ...problems import KeyPath, did_you_mean
from ...scenario.model import Output
from ...scenario.scenario import Axis, Correlation, Input, Part, Quantity, Scenario, Shares
from ..axes import AxisReader, varying
from ..claims import ClaimReader, read_outputs
from ..correlations import read_correlations
from ..name_clashes import TOTAL, check_axes, check_outputs, check_parts, check_signs
from ..option_names import read_names
from ..resolve import entry_at
from ..single_model import SingleModelReader
from .functional_units import FunctionalUnits
from .linked_inputs import LinkedInputs


@dataclass(frozen=True)
class PartsReader:
    """A file with parts, being read: inputs are called ``part.input``, unless several parts share one."""

    entry: ScenarioEntry
    diagnostics: Diagnostics
    folder: Path
    fixes: frozenset[str] = frozenset()

    def scenario(self, name: str, path: Path) -> Scenario:
        """The scenario the file describes, as far as nothing is wrong with it."""
        self._check_top()
        self._check_names()
        self._for.check_fed()
        inputs = self.inputs
        return Scenario(
            name=name,
            title=self.entry.title,
            parts=self.parts,
            inputs=inputs,
            outputs=self._quantities,
            correlations=self._correlations(inputs),
            shares=tuple(self._renamed_shares()),
            axes=self.axes,
            claims=ClaimReader(self._outputs, self.axes, inputs, self.diagnostics).claims(self.entry.claims),
            per={key: str(value) for key, value in self.entry.per.items()} or self._for.whole(),
            boundary=tuple(self.entry.boundary),
            names=read_names(self.entry.names, self.axes, self.diagnostics),
            path=path,
        )

    def _check_top(self) -> None:
        if not self.entry.title:
            self.diagnostics.absent(("title",), "is missing; say in a few words what is estimated")
        for key in ("model", "inputs", "factors", "shares"):
            if getattr(self.entry, key):
                self.diagnostics.problem(
                    (key,), "belongs into a part, as the file has parts; inputs of several are `shared`"
                )
        for name, entry in self.entry.parts.items():
            for index, shared in enumerate(entry.share):
                if shared not in self.entry.shared:
                    rule = f"nothing shared is called {shared!r}; {did_you_mean(shared, self.entry.shared)}"
                    self.diagnostics.problem(("parts", name, "share", index), rule)
        used = {name for entry in self.entry.parts.values() for name in entry.share}
        for name in self.entry.shared.keys() - used:
            self.diagnostics.problem(
                ("shared", name), f"is shared by no part; add `share: [{name}]` to those that use it"
            )

    def _check_names(self) -> None:
        """Note names that clash in an answer."""
        for section in ("parts", "shared"):
            for name in getattr(self.entry, section):
                check_signs(name, (section, name), self.diagnostics)
        if TOTAL in self.entry.parts:
            self.diagnostics.problem(
                ("parts", TOTAL), "is no name for a part, as sums are called so; call it otherwise"
            )
        parts = {part: reading for part, reading in self.readings.items() if part != TOTAL}
        given = [(part, name) for part, reading in parts.items() for name in reading.outputs]
        check_parts([*given, *((TOTAL, name) for name in self._sums)], self.inputs, self.diagnostics)
        check_outputs({f"{part}_{name}": ("parts", part) for part, name in given}, self.diagnostics)
        check_axes(self.axes, self._outputs, self.diagnostics)

    @cached_property
    def _for(self) -> FunctionalUnits:
        return FunctionalUnits(self.readings, self._feeding, self.diagnostics)

    @cached_property
    def readings(self) -> dict[str, SingleModelReader]:
        """Each part as a scenario of its own, with what it shares and the functional unit put in."""
        found: dict[str, SingleModelReader] = {}
        for name in self.entry.parts:
            found[name] = self._reading(name, self._feeding.settled(name, found))
        self._feeding.check(found, self.fixes)
        return found

    @cached_property
    def _feeding(self) -> LinkedInputs:
        return LinkedInputs(self.entry.parts, self.entry.total, self.diagnostics)

    def _reading(self, name: str, entry: PartEntry) -> SingleModelReader:
        key_path: KeyPath = ("parts", name)
        document = self.diagnostics.document
        within = Document(entry_at(document.data, key_path), document.positions, key_path)
        damaged = {each[2:] for each in self.diagnostics.damaged if each[:2] == key_path}
        diagnostics = Diagnostics(within, self.diagnostics.problems, self.diagnostics.warnings, damaged)
        fixes = {each.removeprefix(f"{name}.") for each in self.fixes if each.startswith(f"{name}.")}
        reading = SingleModelReader(
            self._with_shared(name, entry), diagnostics, self.folder, frozenset(fixes | self._fixed(entry))
        )
        per = {key: value for key, value in self.entry.per.items() if key in reading.arguments}
        return replace(reading, entry=reading.entry.model_copy(update={"per": {**reading.entry.per, **per}}))

    def _fixed(self, entry: PartEntry) -> set[str]:
        return set(entry.share) & self.fixes

    def _with_shared(self, name: str, entry: PartEntry) -> ScenarioEntry:
        """A part as a scenario: what it shares stands where its own input or factor stood."""
        shared = {key: self.entry.shared[key] for key in entry.share if key in self.entry.shared}
        named = {key for given in entry.inputs.values() for key in given.factors}
        factors = {key: given for key, given in shared.items() if key in named or key in entry.factors}
        inputs = {key: given for key, given in shared.items() if key not in factors}
        return ScenarioEntry(
            title=name,
            model=entry.model,
            per={key: value for key, value in entry.per.items() if key not in inputs},
            inputs={**entry.inputs, **inputs},
            factors={**entry.factors, **factors},
            correlations=entry.correlations,
            shares=entry.shares,
        )

    def _global(self, part: str) -> set[str]:
        """The inputs of a part that keep their plain name: what is shared, and the functional unit."""
        return {*self.entry.parts[part].share, *(self.entry.per.keys() & self.readings[part].arguments.keys())}

    def _name(self, part: str, name: str) -> str:
        return name if name in self._global(part) else f"{part}.{name}"

    def _renamed(self, part: str, given: Input) -> Input:
        """A part's input under its name in the whole; a factor's and a catalog row's draws keep their own key."""
        name = self._name(part, given.name)
        is_row = given.stream != given.name
        stream = given.stream if is_row or self._is_common_factor(part, given) else name
        return replace(given, name=name, stream=stream, factors=tuple(self._name(part, each) for each in given.factors))

    def _is_common_factor(self, part: str, given: Input) -> bool:
        """Whether it is a factor with the law that belongs to its name: another law has draws of its own."""
        own = self.readings[part].entry.factors
        return given.name in own and given.distribution == self._plain_laws.get(given.name, given.distribution)

    @cached_property
    def _plain_laws(self) -> dict[str, Distribution]:
        """The law of a plain name: that of the shared input, else that of the first part with such a factor."""
        found: dict[str, Distribution] = {}
        readings = self.readings.items()
        shared = (each.inputs[name] for part, each in readings for name in self._global(part) & each.inputs.keys())
        for given in (*shared, *(factor for _, each in readings for factor in each.factors.values())):
            if given.varies:
                found.setdefault(given.name, given.distribution)
        return found

    @cached_property
    def inputs(self) -> dict[str, Input]:
        """Every part's inputs by their names in the whole."""
        found: dict[str, Input] = {}
        for part, reading in self.readings.items():
            own = {name: each for name, each in reading.inputs.items() if name not in self._feeding.outputs(part)}
            found |= {self._name(part, name): self._renamed(part, given) for name, given in own.items()}
        for name in self.entry.per.keys() - found.keys():
            self.diagnostics.problem(("per", name), f"is an argument of no part; choose one of {self._all_arguments()}")
        return found

    def _all_arguments(self) -> str:
        return ", ".join(sorted({name for reading in self.readings.values() for name in reading.arguments}))

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The models, with the names of what feeds them."""
        return tuple(
            Part(
                name,
                reading.model,
                tuple(self._feed(name, feed) for feed in reading.feeds),
                frozenset(self._feeding.outputs(name).values()),
            )
            for name, reading in self.readings.items()
            if reading.model
        )

    def _feed(self, part: str, name: str) -> str:
        """The input or output that feeds an argument of a part."""
        return self._feeding.outputs(part).get(name) or self._name(part, name)

    @cached_property
    def axes(self) -> tuple[Axis, ...]:
        """Choices and dimensions, which replace inputs by their names in the whole."""
        stated = {
            self._name(part, name): entry
            for part, reading in self.readings.items()
            for name, entry in {**reading.entry.inputs, **reading.entry.factors}.items()
        }
        shares = {member for whole in self._renamed_shares() for member in whole.members}
        replaceable = [name for name in self.inputs if name not in {*self.entry.per, *shares}]
        return AxisReader(self.diagnostics, replaceable, stated, self.inputs, self._read).axes(self.entry)

    def _read(self, entry: InputEntry, key_path: KeyPath, name: str) -> Input | None:
        """An option's input, read by the part it belongs to; a shared one by the first part that has it."""
        part = next(part for part in self.readings if name in self._names(part))
        reading = replace(self.readings[part], diagnostics=self.diagnostics)
        given = reading.read(entry, key_path, self._names(part)[name])
        return self._renamed(part, given) if given else None

    def _names(self, part: str) -> dict[str, str]:
        return {self._name(part, name): name for name in self.readings[part].inputs}

    @cached_property
    def _outputs(self) -> dict[str, Output]:
        """Every output by name: a part's, prefixed, then the totals."""
        own = {
            f"{part}_{name}": out for part, reading in self.readings.items() for name, out in reading.outputs.items()
        }
        return own | {f"total_{name}": own[sums[0]] for name, sums in self._sums.items() if sums}

    @cached_property
    def _sums(self) -> dict[str, tuple[str, ...]]:
        """What each total adds up."""
        known = {name for reading in self.readings.values() for name in reading.outputs}
        found = {}
        for name in self.entry.total:
            sums = {part: reading.outputs[name] for part, reading in self.readings.items() if name in reading.outputs}
            if not sums:
                self.diagnostics.problem(("total", name), f"no part has such an output; {did_you_mean(name, known)}")
            elif len({units.unit(output.unit).dimension for output in sums.values()}) > 1:
                said = ", ".join(f"{part} in {output.unit or '1'}" for part, output in sums.items())
                self.diagnostics.problem(("total", name), f"cannot add up what has different dimensions: {said}")
            else:
                self._for.check_sum(name, sums)
            found[name] = tuple(f"{part}_{name}" for part in sums)
        return found

    @cached_property
    def _quantities(self) -> tuple[Quantity, ...]:
        nominal = {
            f"{part}_{name}": value for part, each in self.readings.items() for name, value in each.nominal.items()
        }
        totals = {f"total_{name}": sums for name, sums in self._sums.items()}
        nominal |= {name: sum(nominal.get(each, 0.0) for each in sums) for name, sums in totals.items()}
        quantities = read_outputs(self.entry.outputs, self._outputs, nominal, self.diagnostics)
        return tuple(replace(each, sums=totals.get(each.name, ())) for each in quantities)

    def _correlations(self, inputs: Mapping[str, Input]) -> tuple[Correlation, ...]:
        """Each part's groups, and those between parts."""
        moving = varying(self.axes)
        own = [
            self._renamed_group(part, group)
            for part, each in self.readings.items()
            for group in each.groups({own for name, own in self._names(part).items() if name in moving})
        ]
        taken = {member for group in own for member in group.members}
        taken |= {member for whole in self._renamed_shares() for member in whole.members}
        stated = self.entry.correlations
        free = {name: given for name, given in inputs.items() if name not in taken}
        return (*own, *(read_correlations(stated, free, self.diagnostics, moving=moving) if stated else ()))

    def _renamed_group(self, part: str, group: Correlation) -> Correlation:
        return replace(group, members=tuple(self._name(part, member) for member in group.members))

    def _renamed_shares(self) -> Iterable[Shares]:
        for part, reading in self.readings.items():
            for split in reading.splits:
                members = tuple(self._name(part, member) for member in split.shares.members)
                yield replace(split.shares, name=f"{part}.{split.shares.name}", members=members)
