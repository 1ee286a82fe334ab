"""Inputs of a part that are another part's output, sample by sample: ``emissions: {from: serving_emissions}``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...grammar.diagnostics import Diagnostics
from ...grammar.entries import InputEntry, PartEntry
from ...problems import Problem, did_you_mean
from ..single_model import SingleModelReader

#: What may stand beside `from`, which says all that matters.
_BESIDE = {"from", "source", "note", "evidence"}

Sources = Mapping[str, Iterable[tuple[SingleModelReader, str]]]


@dataclass(frozen=True)
class LinkedInputs:
    """The inputs of all `parts` that outputs of parts above them feed; `total` are the outputs that are summed."""

    parts: Mapping[str, PartEntry]
    total: Iterable[str]
    diagnostics: Diagnostics

    def outputs(self, part: str) -> dict[str, str]:
        """The output that feeds each such input of one part."""
        entry = self.parts[part]
        return {name: each.fed for name, each in entry.inputs.items() if each.fed and name not in entry.share}

    def settled(self, part: str, above: Mapping[str, SingleModelReader]) -> PartEntry:
        """The part with constants in place of such inputs: what feeds them at nominal values, where all is checked."""
        entry, sources = self.parts[part], self._sources(above)
        inputs = {name: self._constant(part, name, output, sources) for name, output in self.outputs(part).items()}
        return entry.model_copy(update={"inputs": {**entry.inputs, **inputs}})

    def _sources(self, above: Mapping[str, SingleModelReader]) -> Sources:
        """Every output of the parts above, and every total of theirs, with the outputs that it adds up."""
        own = {f"{part}_{name}": [(each, name)] for part, each in above.items() for name in each.outputs}
        totals = {name: [(each, name) for each in above.values() if name in each.outputs] for name in self.total}
        return own | {f"total_{name}": summed for name, summed in totals.items() if summed}

    def _constant(self, part: str, name: str, output: str, sources: Sources) -> InputEntry:
        key_path = ("parts", part, "inputs", name)
        if beside := self.parts[part].inputs[name].stated.keys() - _BESIDE:
            self.diagnostics.problem(key_path, f"is {output} as it is; leave out {', '.join(sorted(beside))}")
        if output not in sources:
            rule = f"no part above this one has an output {output!r}; {did_you_mean(output, sources)}"
            self.diagnostics.problem((*key_path, "from"), rule)
            self.diagnostics.damaged.add(key_path)
        summed = list(sources.get(output, ()))
        value = sum(each.nominal.get(own, 1.0) for each, own in summed)
        unit = summed[0][0].outputs[summed[0][1]].unit if summed else ""
        return InputEntry(nominal=f"{value!r} {unit}".strip(), evidence="derived", source=f"the output {output}")

    def check(self, readings: Mapping[str, SingleModelReader], fixes: Iterable[str]) -> None:
        """Note what feeds itself, and what cannot be held at a nominal value."""
        order = list(readings)
        for part in order:
            for name, output in self.outputs(part).items():
                key_path = ("parts", part, "inputs", name, "from")
                summed = output.removeprefix("total_")
                late = [each for each in order[order.index(part) :] if summed in readings[each].outputs]
                if late and output != summed and summed in self.total:
                    self.diagnostics.problem(
                        key_path, f"{output} adds up what {late[0]} gives too, which stands no higher"
                    )
                if f"{part}.{name}" in fixes:
                    message = f"is the output {output}; give it a value with --set"
                    self.diagnostics.problems.append(Problem(message, file=f"--fix {part}.{name}"))
