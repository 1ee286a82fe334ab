"""A scenario of several parts: each part is read like a scenario of its own, then all are combined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

from ...grammar.diagnostics import Diagnostics
from ...grammar.input_entries import InputEntry
from ...grammar.scenario_entries import ScenarioEntry
from ...problems import KeyPath, did_you_mean
from ...scenario.model import Model
from ...scenario.scenario import Axis, Correlation, Input, Part, Scenario
from ..aggregates import shown_units
from ..assembly import Contents, assemble, check_title
from ..axes import AxisReader, varying_inputs
from ..correlations import read_correlations
from ..name_clashes import TOTAL, check_axes, check_characters, check_outputs, check_parts
from ..single_model import SingleModelReader
from .functional_units import FunctionalUnits
from .linked_inputs import LinkedInputs
from .part_names import PartNames
from .part_readers import PartReaders
from .totals import Totals


@dataclass(frozen=True)
class PartsReader:
    """Reads the valid entries of a file with parts; `folder` has the files it names, inputs in `fixes` are constant.

    `models` are known already, by name: those of functions, and of a scenario that is varied.
    """

    entry: ScenarioEntry
    diagnostics: Diagnostics
    folder: Path
    fixes: frozenset[str] = frozenset()
    models: Mapping[str, Model] = field(default_factory=dict)

    def scenario(self, name: str, path: Path | None) -> Scenario:
        """The scenario; whatever has a problem is left out."""
        self._check_sections()
        self._check_names()
        self._functional_units.check_links()
        contents = Contents(
            parts=self.parts,
            inputs=self.inputs,
            outputs=self._totals.outputs,
            quantities=self._totals.quantities(shown_units(self.entry.outputs)),
            correlations=self._correlations(self.inputs),
            shares=tuple(self._names.shares()),
            axes=self.axes,
            nominal=self._totals.nominal,
            per={key: str(value) for key, value in self.entry.per.items()} or self._functional_units.whole(),
        )
        return assemble(self.entry, contents, self.diagnostics, name=name, path=path)

    def _check_sections(self) -> None:
        check_title(self.entry, self.diagnostics)
        for key in ("model", "inputs", "factors", "shares"):
            if getattr(self.entry, key):
                rule = "must be in a part, as the file has parts; put inputs of several parts in `shared`"
                self.diagnostics.problem((key,), rule)
        for name, entry in self.entry.parts.items():
            for index, shared in enumerate(entry.share):
                if shared not in self.entry.shared:
                    rule = f"no shared input is named {shared!r}"
                    self.diagnostics.problem(
                        ("parts", name, "share", index), rule, partial(did_you_mean, shared, self.entry.shared)
                    )
        used = {name for entry in self.entry.parts.values() for name in entry.share}
        for name in self.entry.shared.keys() - used:
            rule = f"no part shares this input; add `share: [{name}]` to the parts that use it"
            self.diagnostics.problem(("shared", name), rule)

    def _check_names(self) -> None:
        """Add a problem for each name that clashes in an answer."""
        for section in ("parts", "shared"):
            for name in getattr(self.entry, section):
                check_characters(name, (section, name), self.diagnostics)
        if TOTAL in self.entry.parts:
            self.diagnostics.problem(("parts", TOTAL), "is reserved for sums; rename the part")
        parts = {part: reader for part, reader in self.readers.items() if part != TOTAL}
        given = [(part, name) for part, reader in parts.items() for name in reader.outputs]
        check_parts([*given, *((TOTAL, name) for name in self._totals.terms)], self.inputs, self.diagnostics)
        check_outputs({f"{part}_{name}": ("parts", part) for part, name in given}, self.diagnostics)
        check_axes(self.axes, self._totals.outputs, self.diagnostics)

    @cached_property
    def readers(self) -> dict[str, SingleModelReader]:
        """The reader of each part."""
        return PartReaders(self.entry, self._links, self.diagnostics, self.folder, self.fixes, self.models).all()

    @cached_property
    def _links(self) -> LinkedInputs:
        return LinkedInputs(self.entry.parts, self.entry.total, self.diagnostics)

    @cached_property
    def _functional_units(self) -> FunctionalUnits:
        return FunctionalUnits(self.entry.per, self.readers, self._links, self.diagnostics)

    @cached_property
    def _names(self) -> PartNames:
        return PartNames(self.entry, self.readers)

    @cached_property
    def _totals(self) -> Totals:
        return Totals(self.entry.total, self.readers, self._functional_units, self.diagnostics)

    @cached_property
    def inputs(self) -> dict[str, Input]:
        """Every part's inputs by their names in the whole."""
        found: dict[str, Input] = {}
        for part, reader in self.readers.items():
            own = {name: each for name, each in reader.inputs.items() if name not in self._links.outputs(part)}
            found |= {self._names.name(part, name): self._names.input(part, given) for name, given in own.items()}
        for name in self.entry.per.keys() - found.keys():
            arguments = sorted({argument for reader in self.readers.values() for argument in reader.arguments})
            rule = f"is not an argument of any part; choose one of {', '.join(arguments)}"
            self.diagnostics.problem(("per", name), rule)
        return found

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The models, each with the names of the inputs and outputs for its arguments."""
        models = {name: reader.model for name, reader in self.readers.items()}
        return tuple(self._part(name, model) for name, model in models.items() if model)

    def _part(self, name: str, model: Model) -> Part:
        links = self._links.outputs(name)
        feeds = tuple(links.get(feed) or self._names.name(name, feed) for feed in self.readers[name].feeds)
        return Part(name, model, feeds, frozenset(links.values()))

    @cached_property
    def axes(self) -> tuple[Axis, ...]:
        """Choices and dimensions, which replace inputs by their names in the whole."""
        stated = {
            self._names.name(part, name): entry
            for part, reader in self.readers.items()
            for name, entry in {**reader.entry.inputs, **reader.entry.factors}.items()
        }
        shares = {member for whole in self._names.shares() for member in whole.members}
        replaceable = [name for name in self.inputs if name not in {*self.entry.per, *shares}]
        return AxisReader(self.diagnostics, replaceable, stated, self.inputs, self._read).axes(self.entry)

    def _read(self, entry: InputEntry, key_path: KeyPath, name: str) -> Input | None:
        """An option's input, read by the part that it belongs to; a shared one by the first part that has it."""
        part = next(part for part in self.readers if name in self._names.own_names(part))
        reader = replace(self.readers[part], diagnostics=self.diagnostics)
        given = reader.read(entry, key_path, self._names.own_names(part)[name])
        return self._names.input(part, given) if given else None

    def _correlations(self, inputs: Mapping[str, Input]) -> tuple[Correlation, ...]:
        """The groups of each part, and those between parts."""
        varying = varying_inputs(self.axes)
        own = [
            self._names.correlation(part, group)
            for part, reader in self.readers.items()
            for group in reader.correlations(
                {own for name, own in self._names.own_names(part).items() if name in varying}
            )
        ]
        taken = {member for group in own for member in group.members}
        taken |= {member for whole in self._names.shares() for member in whole.members}
        stated = self.entry.correlations
        free = {name: given for name, given in inputs.items() if name not in taken}
        return (*own, *(read_correlations(stated, free, self.diagnostics, varying=varying) if stated else ()))
