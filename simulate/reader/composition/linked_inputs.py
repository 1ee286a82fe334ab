"""Inputs of a part that are outputs of other parts, sample by sample: ``emissions: {from: serving_emissions}``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from ...grammar.diagnostics import Diagnostics
from ...grammar.input_entries import InputEntry
from ...grammar.scenario_entries import PartEntry
from ...problems import Problem, did_you_mean
from ..single_model import SingleModelReader

#: The keys allowed in an entry with `from`.
_ALLOWED = {"from", "source", "note", "evidence"}

Sources = Mapping[str, Iterable[tuple[SingleModelReader, str]]]


@dataclass(frozen=True)
class LinkedInputs:
    """The linked inputs of all `parts`; each link is to an output of a part above, or to a total of those above."""

    parts: Mapping[str, PartEntry]
    total: Iterable[str]
    diagnostics: Diagnostics

    def outputs(self, part: str) -> dict[str, str]:
        """The output for each linked input of one part."""
        entry = self.parts[part]
        linked = {name: each.linked_output for name, each in entry.inputs.items() if name not in entry.share}
        return {name: output for name, output in linked.items() if output}

    def with_constants(self, part: str, above: Mapping[str, SingleModelReader]) -> PartEntry:
        """The part with each linked input replaced by the nominal value of its output, so that it can be checked."""
        entry = self.parts[part]
        if not self.outputs(part):
            return entry
        sources = self._sources(above)
        inputs = {name: self._constant(part, name, output, sources) for name, output in self.outputs(part).items()}
        return entry.model_copy(update={"inputs": {**entry.inputs, **inputs}})

    def _sources(self, above: Mapping[str, SingleModelReader]) -> Sources:
        """Every output of the parts above and every total of theirs, each with the outputs that it adds up."""
        own = {f"{part}_{name}": [(each, name)] for part, each in above.items() for name in each.outputs}
        totals = {name: [(each, name) for each in above.values() if name in each.outputs] for name in self.total}
        return own | {f"total_{name}": terms for name, terms in totals.items() if terms}

    def _constant(self, part: str, name: str, output: str, sources: Sources) -> InputEntry:
        key_path = ("parts", part, "inputs", name)
        if extra := self.parts[part].inputs[name].stated.keys() - _ALLOWED:
            rule = f"is the output {output}, without other values; omit {', '.join(sorted(extra))}"
            self.diagnostics.problem(key_path, rule)
        if output not in sources:
            rule = f"no part above this one has the output {output!r}"
            self.diagnostics.problem((*key_path, "from"), rule, partial(did_you_mean, output, sources))
            self.diagnostics.damaged.add(key_path)
        terms = list(sources.get(output, ()))
        value = sum(each.nominal.get(own, 1.0) for each, own in terms)
        unit = terms[0][0].outputs[terms[0][1]].unit if terms else ""
        return InputEntry(nominal=f"{value!r} {unit}".strip(), evidence="derived", source=f"the output {output}")

    def check(self, readers: Mapping[str, SingleModelReader], fixes: Iterable[str]) -> None:
        """Add a problem for each link to a total of parts below, and for each linked input in `fixes`."""
        order = list(readers)
        for part in order:
            for name, output in self.outputs(part).items():
                key_path = ("parts", part, "inputs", name, "from")
                summed = output.removeprefix("total_")
                late = [each for each in order[order.index(part) :] if summed in readers[each].outputs]
                if late and output != summed and summed in self.total:
                    rule = f"{output} includes an output of {late[0]}, which is not above this part"
                    self.diagnostics.problem(key_path, rule)
                if f"{part}.{name}" in fixes:
                    message = f"is the output {output}, which cannot be fixed; give the input a value with --set"
                    self.diagnostics.problems.append(Problem(message, file=f"--fix {part}.{name}"))
