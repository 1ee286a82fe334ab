"""The parts of a file, each read as a scenario of its own with its shared inputs and the functional unit included."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ...files.document import Document
from ...grammar.diagnostics import Diagnostics, KeyPaths
from ...grammar.scenario_entries import PartEntry, ScenarioEntry
from ...problems import KeyPath
from ...scenario.model import Model
from ..documents.resolve import entry_at
from ..single_model import SingleModelReader
from .linked_inputs import LinkedInputs


@dataclass(frozen=True)
class PartReaders:
    """Makes the reader of each part of the file `entry`; inputs in `fixes` are constant, `models` known already."""

    entry: ScenarioEntry
    links: LinkedInputs
    diagnostics: Diagnostics
    folder: Path
    fixes: Collection[str]
    models: Mapping[str, Model]

    def all(self) -> dict[str, SingleModelReader]:
        """The readers by the name of their part."""
        found: dict[str, SingleModelReader] = {}
        for name in self.entry.parts:
            found[name] = self._reader(name, self.links.with_constants(name, found))
        self.links.check(found, self.fixes)
        return found

    def _reader(self, name: str, entry: PartEntry) -> SingleModelReader:
        prefixed = {each.removeprefix(f"{name}.") for each in self.fixes if each.startswith(f"{name}.")}
        fixes = frozenset(prefixed | (set(entry.share) & set(self.fixes)))
        stated, diagnostics = self._as_scenario(name, entry), self._diagnostics(name)
        reader = SingleModelReader(stated, diagnostics, self.folder, fixes, self.models)
        per = {key: value for key, value in self.entry.per.items() if key in reader.arguments}
        return replace(reader, entry=reader.entry.model_copy(update={"per": {**reader.entry.per, **per}}))

    def _diagnostics(self, name: str) -> Diagnostics:
        """The diagnostics of the file, for key paths inside one part."""
        key_path: KeyPath = ("parts", name)
        document = self.diagnostics.document
        within = Document(entry_at(document.data, key_path), document.positions, key_path)
        damaged = KeyPaths(each[2:] for each in self.diagnostics.damaged if each[:2] == key_path)
        return Diagnostics(within, self.diagnostics.problems, self.diagnostics.warnings, damaged)

    def _as_scenario(self, name: str, entry: PartEntry) -> ScenarioEntry:
        """A part as a scenario; shared inputs and factors replace those of the part."""
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
            one_of=entry.one_of,
        )
