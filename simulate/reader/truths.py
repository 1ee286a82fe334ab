"""What a file says was measured of its outputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..grammar.diagnostics import Diagnostics
from ..grammar.entries import TruthEntry
from ..problems import KeyPath, did_you_mean
from ..scenario.scenario import Scenario
from ..scenario.truth import Truth
from ..units import Unit
from .quantity import read_quantity


@dataclass(frozen=True)
class TruthReader:
    """Reads the truths of one file, which name outputs of its scenario and coordinates of its axes."""

    scenario: Scenario
    diagnostics: Diagnostics

    def truths(self, stated: Mapping[str, TruthEntry]) -> tuple[Truth, ...]:
        """Every sound truth, in base units."""
        if not stated and self.diagnostics.clean(("hindcast", "truths")):
            self.diagnostics.problem(("hindcast", "truths"), "must name at least one measured value")
        return tuple(truth for name, entry in stated.items() if (truth := self._truth(name, entry)))

    def _truth(self, name: str, entry: TruthEntry) -> Truth | None:
        key_path = ("hindcast", "truths", name)
        outputs = {quantity.name: quantity.unit for quantity in self.scenario.outputs}
        if entry.output not in outputs:
            rule = f"no output is called {entry.output!r}; {did_you_mean(entry.output, outputs)}"
            self.diagnostics.problem((*key_path, "output"), rule)
            return None
        value, unit = self._number(entry.value, outputs[entry.output], (*key_path, "value"))
        return Truth(
            name=name,
            output=entry.output,
            value=value,
            unit=unit,
            how=entry.how,
            group=entry.group or entry.source or self.scenario.name,
            source=entry.source,
            note=" ".join(entry.note.split()),
            at=self._place(entry.at, (*key_path, "at")),
        )

    def _number(self, value: float | str, expected: Unit, key_path: KeyPath) -> tuple[float, Unit]:
        """A measured number, which is positive: predictions are scored by ratios."""
        found = read_quantity(value, key_path, self.diagnostics, expected=expected)
        if found and found[0] <= 0:
            self.diagnostics.problem(key_path, f"must be positive, as predictions are scored by ratios, got {value}")
        return found or (0.0, expected)

    def _place(self, at: Mapping[str, str], key_path: KeyPath) -> dict[str, str]:
        """The option of every axis; what the file does not have is noted."""
        options = {axis.name: [option.label for option in axis.options] for axis in self.scenario.axes}
        for axis, label in at.items():
            if axis not in options:
                self.diagnostics.problem((*key_path, axis), f"no axis is called so; {did_you_mean(axis, options)}")
            elif label not in options[axis]:
                rule = f"{axis} has no option {label!r}; {did_you_mean(label, options[axis])}"
                self.diagnostics.problem((*key_path, axis), rule)
        return {axis: at.get(axis, labels[0]) for axis, labels in options.items()}
