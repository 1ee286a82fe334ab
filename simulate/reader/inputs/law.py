"""The numbers of an input's entry: its unit, its nominal value, its law, and the stream of its draws."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from ... import units
from ...files import yaml
from ...grammar.diagnostics import Diagnostics
from ...grammar.input_entries import InputEntry
from ...grammar.laws.read import read as read_law
from ...laws.base import Distribution, LawError
from ...problems import KeyPath
from ...shipped import catalog
from ...units import Unit, UnitError
from ..quantity import read_quantity
from .entry_units import shown_unit, units_around


@dataclass(frozen=True)
class LawReader:
    """Reads the numbers of one input at `key_path`; `expected` is the unit of its argument, if known."""

    diagnostics: Diagnostics
    folder: Path
    key_path: KeyPath
    expected: Unit | None

    def read(self, entry: InputEntry) -> tuple[Unit, float, Distribution] | None:
        """The unit the input is shown in, its nominal value and its law; None if any of them has a problem.

        The median of the law is the nominal value of an entry without one.
        """
        unit = self._unit(entry)
        nominal = self._nominal(entry, unit) if unit else None
        is_unread = entry.nominal is not None and nominal is None
        sound = unit and not is_unread and self.diagnostics.clean(self.key_path)
        law = self._law(entry, nominal, self.expected or unit) if sound else None
        if law is None or unit is None:
            return None
        return unit, float(law.quantile(0.5)) if nominal is None else nominal, law

    def stream(self, entry: InputEntry, name: str, law: Distribution) -> str:
        """What the draws of the input `name` are keyed by: its name, or its catalog row if it has the row's `law`."""
        if entry.catalog is None:
            return name
        row = InputEntry.model_validate(catalog.rows()[entry.catalog].entry)
        if (row.nominal, row.unit, row.law) == (entry.nominal, entry.unit, entry.law):
            return entry.catalog
        unit = self._unit(row)
        own = self._law(row, self._nominal(row, unit), self.expected or unit) if unit else None
        return entry.catalog if own == law else name

    def _unit(self, entry: InputEntry) -> Unit | None:
        """The unit the input is shown in; None if it is invalid or not that of the argument."""
        key_path, clean = self.key_path, self.diagnostics.clean
        if not (clean((*key_path, "unit")) and clean((*key_path, "nominal"))):
            return None
        key = "unit" if entry.unit else "nominal" if entry.nominal is not None else None
        if key is None and not clean(key_path):
            return None  # an invalid law may have had it
        try:
            unit = shown_unit(entry, self.expected)
            shown = entry.nominal if entry.nominal is not None else yaml.flow(entry.law).strip("{}")
            return units.require(unit, self.expected or unit, stated=str(shown))
        except UnitError as error:
            self.diagnostics.problem((*key_path, key) if key else key_path, error.rule, error.remedy)
            return None

    def _nominal(self, entry: InputEntry, unit: Unit) -> float | None:
        if entry.nominal is None:
            return None
        where = (*self.key_path, "nominal")
        found = read_quantity(entry.nominal, where, self.diagnostics, expected=self.expected or unit, bare=unit)
        return found[0] if found else None

    def _law(self, entry: InputEntry, nominal: float | None, expected: Unit | None) -> Distribution | None:
        if nominal is None and not entry.law:
            self.diagnostics.absent((*self.key_path, "nominal"), "is missing; give a nominal value or a distribution")
            return None
        try:
            return read_law(
                entry.law,
                nominal=nominal,
                units=replace(units_around(entry.stated), expected=expected),
                folder=self.folder,
                warn=lambda warning: self.diagnostics.warn(self.key_path, warning),
            )
        except LawError as error:
            for path, message in error.problems:
                self.diagnostics.problem((*self.key_path, *path), message)
            return None
