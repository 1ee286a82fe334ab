"""Dimensions and choices of a file: the axes of the answer, and the inputs that each of their options replaces."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from ..grammar.diagnostics import Diagnostics
from ..grammar.input_entries import InputEntry
from ..grammar.scenario_entries import RangeEntry, ScenarioEntry, ValuesEntry
from ..problems import KeyPath, did_you_mean
from ..scenario.scenario import Axis, Input, Option
from ..units import ONE, UnitError
from ..units.numeral import split
from .documents.resolve import filled
from .inputs.overlay import believes, overlay
from .overrides import sweep_values
from .overrides.sweep_values import GROUNDS, read_values

MOST_OPTIONS = 10_000

Options = Mapping[str, Mapping[str, InputEntry]]


@dataclass(frozen=True)
class AxisReader:
    """Reads the axes of one file.

    `replaceable` are the names of inputs that an option may replace, and `stated` are their entries: an option's entry
    is laid over the one it replaces, so that it need not repeat the grounds. `replaced` are the inputs themselves,
    except those that only options give. `read` turns an entry into an input.
    """

    diagnostics: Diagnostics
    replaceable: Collection[str]
    stated: Mapping[str, InputEntry]
    replaced: Mapping[str, Input]
    read: Callable[[InputEntry, KeyPath, str], Input | None]

    def axes(self, entry: ScenarioEntry) -> tuple[Axis, ...]:
        """The choices in the order of the file, then the dimensions."""
        declared = list(self._declared(entry))
        swept = {name: each.sets for name, each in entry.dimensions.items() if isinstance(each, ValuesEntry)}
        axes = tuple(
            self._axis(kind, name, options, swept.get(name, "") if kind == "dimension" else "")
            for kind, name, options in declared
        )
        for kind in ("choice", "dimension"):
            self._refuse_overlap([axis for axis in axes if axis.kind == kind])
        self._refuse_partial(axes, entry.choices)
        return axes

    def _declared(self, entry: ScenarioEntry) -> Iterator[tuple[Literal["choice", "dimension"], str, Options]]:
        for name, options in entry.choices.items():
            yield "choice", name, options
        for name, stated in entry.dimensions.items():
            yield "dimension", name, self._options(stated, name)

    def _options(self, stated: RangeEntry | ValuesEntry | Options, name: str) -> Options:
        """The options of a dimension: as they are stated, or one for each number of a range or value of a sweep."""
        if isinstance(stated, RangeEntry):
            return self._counted(stated, name)
        return self._swept(stated, name) if isinstance(stated, ValuesEntry) else stated

    def _counted(self, stated: RangeEntry, name: str) -> Options:
        """One option for each whole number of a range, which sets an input."""
        key_path, (first, last) = ("dimensions", name), stated.range
        if not 0 < last - first <= MOST_OPTIONS:
            self.diagnostics.problem(
                (*key_path, "range"), f"must increase by at most {MOST_OPTIONS}, got {first} to {last}"
            )
        if not self._sets_input(stated.sets, key_path):
            return {}
        grounds = {"source": f"counted by the dimension {name}", "evidence": "assumed"}
        values = ({"nominal": value, **grounds} for value in range(first, last))
        return {str(value["nominal"]): {stated.sets: InputEntry.model_validate(value)} for value in values}

    def _swept(self, stated: ValuesEntry, name: str) -> Options:
        """One option for each value at which an input is held."""
        key_path = ("dimensions", name)
        if not self._sets_input(stated.sets, key_path):
            return {}
        own = self.replaced[stated.sets].unit if stated.sets in self.replaced else None
        try:
            unit, digits = read_values(stated.values, own or ONE, own)
        except UnitError as error:
            self.diagnostics.problem((*key_path, "values"), error.rule, error.remedy)
            return {}
        labels = (sweep_values.label(each, unit) for each in digits)
        return {each: {stated.sets: InputEntry.model_validate({"nominal": each, **GROUNDS})} for each in labels}

    def _sets_input(self, sets: str, key_path: KeyPath) -> bool:
        """Whether the input that a dimension `sets` exists and nothing is wrong so far; else a problem is added."""
        if sets not in self.replaceable:
            self._refuse_unknown(sets, (*key_path, "sets"))
        return self.diagnostics.clean(key_path) and not self.diagnostics.any_at(key_path)

    def _axis(self, kind: Literal["choice", "dimension"], name: str, options: Options, sets: str) -> Axis:
        key_path = (f"{kind}s", name)
        if not options and self.diagnostics.clean(key_path) and not self.diagnostics.any_at(key_path):
            self.diagnostics.problem(key_path, "must have at least one option")
        found = tuple(self._option(label, inputs, key_path) for label, inputs in options.items())
        if not sets or not found or not all(sets in option.inputs for option in found):
            return Axis(name, kind, found)
        numbers = tuple(float(split(option.label, "")[0]) for option in found)
        return Axis(name, kind, found, sets, numbers, found[0].inputs[sets].unit)

    def _option(self, label: str, entries: Mapping[str, InputEntry], key_path: KeyPath) -> Option:
        found = {name: self._input(name, entry, (*key_path, label, name)) for name, entry in entries.items()}
        return Option(label, {name: given for name, given in found.items() if given})

    def _input(self, name: str, entry: InputEntry, key_path: KeyPath) -> Input | None:
        if name not in self.replaceable:
            self._refuse_unknown(name, key_path)
            return None
        below = self.stated[name].stated if name in self.stated else {}
        try:
            merged = filled(overlay(below, entry.stated), {})
        except UnitError as error:
            self.diagnostics.problem(key_path, error.rule, error.remedy)
            return None
        whole = InputEntry.model_validate({key: value for key, value in merged.items() if key != "same"})
        if entry.same and not (believes(entry.stated) and whole.law):
            rule = "requires a law in the option, to share the draws of the input it replaces"
            self.diagnostics.problem((*key_path, "same"), f"{rule}; omit it")
        given = self.read(whole, key_path, name)
        return replace(given, stream=self._stream(given, entry, key_path)) if given else None

    def _stream(self, given: Input, entry: InputEntry, key_path: KeyPath) -> str:
        """The stream of an option's input: a law of the option has its own, a catalog row that of the row.

        An option without a law, with a constant or with `same` keeps the stream of the input it replaces.
        """
        kept = self.replaced[given.name].stream if given.name in self.replaced else given.name
        if entry.same or not given.varies or not believes(entry.stated):
            return kept
        _, axis, label, name = key_path
        return given.stream if given.stream == entry.catalog else f"{name}[{axis}={label}]"

    def _refuse_unknown(self, name: str, key_path: KeyPath) -> None:
        remedy = partial(did_you_mean, name, self.replaceable)
        self.diagnostics.problem(key_path, f"no input is named {name!r}", remedy)

    def _refuse_overlap(self, axes: Sequence[Axis]) -> None:
        """Add a problem for two axes of one kind that replace the same input: its value would depend on the order."""
        owner: dict[str, str] = {}
        for axis in axes:
            for name in _replaced(axis):
                if owner.setdefault(name, axis.name) != axis.name:
                    remedy = f"merge them into one {axis.kind}, or let one replace a factor of {name}"
                    message = f"replaces {name}, but {owner[name]} already does; {remedy}"
                    self.diagnostics.problem((f"{axis.kind}s", axis.name), message)

    def _refuse_partial(self, axes: Sequence[Axis], choices: Mapping[str, Options]) -> None:
        """Add a problem for a choice that replaces an input of a dimension without a value: choices take precedence."""
        owner = {name: axis.name for axis in axes if axis.kind == "dimension" for name in _replaced(axis)}
        for choice, options in choices.items():
            for label, entries in options.items():
                for name in (each for each in entries if each in owner):
                    if not {"nominal", "catalog", "profile", "log"} & entries[name].model_fields_set:
                        rule = f"takes precedence over the dimension {owner[name]}, so it must give a nominal value"
                        remedy = f"or replace a factor of {name} instead"
                        self.diagnostics.problem(("choices", choice, label, name), f"{rule}; {remedy}")


def _replaced(axis: Axis) -> list[str]:
    """The names of the inputs that options of an axis replace."""
    return sorted({name for option in axis.options for name in option.inputs})


def varying_inputs(axes: Iterable[Axis]) -> set[str]:
    """The names of the inputs that are uncertain in some option."""
    inputs = (given for axis in axes for option in axis.options for given in option.inputs.values())
    return {given.name for given in inputs if given.varies}
