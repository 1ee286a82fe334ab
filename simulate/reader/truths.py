"""Truths of a file: measured values of its outputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from ..grammar.claim_entries import TruthEntry
from ..grammar.diagnostics import Diagnostics
from ..problems import KeyPath, did_you_mean
from ..scenario.scenario import Scenario
from ..scenario.truth import Truth
from ..units import Unit
from .claims import half_a_digit
from .coordinates import check_coordinate
from .quantity import read_quantity


@dataclass(frozen=True)
class TruthReader:
    """Reads the truths of one file, which refer to the outputs and axes of its scenario."""

    scenario: Scenario
    diagnostics: Diagnostics

    def truths(self, stated: Mapping[str, TruthEntry]) -> tuple[Truth, ...]:
        """Every valid truth, in base units."""
        if not stated and self.diagnostics.clean(("hindcast", "truths")):
            self.diagnostics.problem(("hindcast", "truths"), "must name at least one measured value")
        return tuple(truth for name, entry in stated.items() if (truth := self._truth(name, entry)))

    def _truth(self, name: str, entry: TruthEntry) -> Truth | None:
        key_path = ("hindcast", "truths", name)
        outputs = {quantity.name: quantity.unit for quantity in self.scenario.outputs}
        if entry.output not in outputs:
            rule = f"no output is named {entry.output!r}"
            self.diagnostics.problem((*key_path, "output"), rule, partial(did_you_mean, entry.output, outputs))
            return None
        check_coordinate(entry.at, self.scenario.axes, (*key_path, "at"), self.diagnostics)
        value, unit = self._number(entry.value, outputs[entry.output], (*key_path, "value"))
        rounding = self._rounding(entry, value, unit, (*key_path, "rounding"))
        return Truth(
            name=name,
            output=entry.output,
            value=value,
            unit=unit,
            how=entry.how,
            group=entry.group or entry.source or self.scenario.name,
            rounding=rounding,
            source=entry.source,
            note=" ".join(entry.note.split()),
            at={axis.name: entry.at.get(axis.name, axis.options[0].label) for axis in self.scenario.axes},
        )

    def _number(self, value: float | str, expected: Unit, key_path: KeyPath) -> tuple[float, Unit]:
        """A measured number and its unit; it must be positive, as predictions are scored by ratios."""
        found = read_quantity(value, key_path, self.diagnostics, expected=expected)
        if found and found[0] <= 0:
            self.diagnostics.problem(key_path, f"must be above 0, as predictions are scored by ratios, got {value}")
        return found or (0.0, expected)

    def _rounding(self, entry: TruthEntry, value: float, unit: Unit, key_path: KeyPath) -> float:
        """How far the exact value may be from the one written: half a unit of its last digit unless stated."""
        if entry.rounding is None:
            return unit.to_base(half_a_digit(entry.value))
        found = read_quantity(entry.rounding, key_path, self.diagnostics, expected=unit, bare=unit)
        if found and not 0 <= found[0] < value:
            rule = f"must be at least 0 and below the value, got {entry.rounding}"
            self.diagnostics.problem(key_path, rule)
        return found[0] if found else 0.0
