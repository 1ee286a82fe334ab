"""An input's entry in a file, read: unit, nominal value, law and grounds, each checked against the model's argument."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from .. import units
from ..files import yaml
from ..grammar.diagnostics import Diagnostics
from ..grammar.entries import InputEntry, ProfileEntry
from ..grammar.laws.context import Units
from ..grammar.laws.read import read as read_law
from ..grammar.laws.unit_inference import unit_of_nominal, units_of
from ..laws.base import Distribution, LawError
from ..laws.discrete import Constant
from ..problems import KeyPath
from ..scenario.model import Argument
from ..scenario.scenario import Input
from ..shipped import catalog
from ..units import ONE, Unit, UnitError
from .overlay import units_around
from .profiles import ProfileReader, check_kind, worded
from .quantity import read_quantity

GROUNDS = "measured, disclosed, derived or assumed"

_FINER = (
    "what varies from one to the next within the functional unit averages out (a CV of 1 per word over 3e8 words is "
    "6e-5 of the total), so state the belief about its mean, with nature: ignorance"
)


@dataclass(frozen=True)
class InputReader:
    """Reads the inputs of one file: `folder` holds what it names, `per` is its functional unit in base units."""

    diagnostics: Diagnostics
    folder: Path
    per: Mapping[str, tuple[float, Unit]] = field(default_factory=dict)

    def read(
        self, entry: InputEntry, key_path: KeyPath, *, name: str, argument: Argument | None = None
    ) -> Input | None:
        """The input that `entry` describes; None where something is wrong with it, which is recorded in `diagnostics`.

        Its unit is held against that of the model's `argument`, where that is known.
        """
        before = len(self.diagnostics.problems)
        self._check_kind(entry, key_path, argument)
        if len(self.diagnostics.problems) > before or not self.diagnostics.clean((*key_path, "profile")):
            return None
        self._check_grounds(entry, key_path)
        expected = units.unit(argument.unit) if argument else None
        if entry.profile:
            return self._profile(entry, entry.profile, key_path, name=name, expected=expected)
        unit = self._unit(entry, key_path, expected)
        nominal = self._nominal(entry, key_path, unit, expected) if unit else None
        is_unread = entry.nominal is not None and nominal is None
        sound = unit and not is_unread and self.diagnostics.clean(key_path)
        law = self._law(entry, key_path, nominal, expected or unit) if sound else None
        if law is None or unit is None or len(self.diagnostics.problems) > before:
            return None
        given = _input(entry, name, unit, law, float(law.quantile(0.5)) if nominal is None else nominal)
        return replace(given, stream=self._stream(entry, key_path, given, expected))

    def _check_kind(self, entry: InputEntry, key_path: KeyPath, argument: Argument | None) -> None:
        """Note a catalog row that is not there, and a profile in the place of a number or the other way round."""
        if entry.catalog is not None and entry.catalog not in catalog.rows():
            rule = f"no row is called {entry.catalog!r}; {catalog.remedy(entry.catalog)}"
            self.diagnostics.problem((*key_path, "catalog"), rule)
        if entry.fed is not None:
            self.diagnostics.problem((*key_path, "from"), "can stand among the inputs of a part only, not here")
        if entry.same:
            rule = (
                "belongs to an option of a dimension or choice, whose law it draws with that of the input it replaces"
            )
            self.diagnostics.problem((*key_path, "same"), f"{rule}; leave it out")
        if argument:
            check_kind(entry, key_path, argument, self.diagnostics)

    def _profile(
        self, entry: InputEntry, stated: ProfileEntry, key_path: KeyPath, *, name: str, expected: Unit | None
    ) -> Input | None:
        """The input that is a profile: its number is the mean of its values."""
        before = len(self.diagnostics.problems)
        where = (*key_path, "profile")
        course = ProfileReader(stated, entry.unit or "", expected, self.folder, self.diagnostics, where).course()
        if course is None or len(self.diagnostics.problems) > before:
            return None
        given = _input(entry, name, course.unit, Constant(course.mean), course.mean)
        return replace(given, stated=" × ".join([worded(stated, course.shape), *entry.factors]), profile=course.shape)

    def _check_grounds(self, entry: InputEntry, key_path: KeyPath) -> None:
        if entry.evidence is None:
            self.diagnostics.absent((*key_path, "evidence"), f"is missing; is the number {GROUNDS}?")
        if not entry.source and entry.evidence not in (None, "assumed"):
            self.diagnostics.absent((*key_path, "source"), f"is missing; where was the number {entry.evidence}?")
        if entry.nature == "variability":
            self._check_period(entry.over, key_path)
        elif entry.over:
            self.diagnostics.problem((*key_path, "over"), "belongs to nature: variability; leave it out")

    def _check_period(self, over: str, key_path: KeyPath) -> None:
        """Variability is from one functional unit to the next (finer variability averages out)."""
        if not over:
            self.diagnostics.absent(
                (*key_path, "over"), "is missing; variability names its period, such as `over: day`"
            )
            return
        try:
            period, unit = units.number(over if over[0].isdigit() else f"1 {over}")
        except UnitError as error:
            self.diagnostics.problem((*key_path, "over"), str(error))
            return
        if not any(_same(period, unit, *per) for per in self.per.values()):
            per = ", ".join(units.display(value, unit) for value, unit in self.per.values()) or "not stated"
            self.diagnostics.problem((*key_path, "over"), f"must be the functional unit ({per}), got {over}: {_FINER}")

    def _unit(self, entry: InputEntry, key_path: KeyPath, expected: Unit | None) -> Unit | None:
        """The unit the input is shown in, if it can be read and is compatible with `expected`."""
        if not (self.diagnostics.clean((*key_path, "unit")) and self.diagnostics.clean((*key_path, "nominal"))):
            return None
        key = "unit" if entry.unit else "nominal" if entry.nominal is not None else None
        if key is None and not self.diagnostics.clean(key_path):
            return None  # it may stand in what was unreadable
        where = (*key_path, key) if key else key_path
        try:
            unit = _shown_unit(entry, expected)
            shown = entry.nominal if entry.nominal is not None else yaml.flow(entry.law).strip("{}")
            return units.require(unit, expected or unit, stated=str(shown))
        except UnitError as error:
            self.diagnostics.problem(where, str(error))
            return None

    def _nominal(self, entry: InputEntry, key_path: KeyPath, unit: Unit, expected: Unit | None) -> float | None:
        if entry.nominal is None:
            return None
        where = (*key_path, "nominal")
        found = read_quantity(entry.nominal, where, self.diagnostics, expected=expected or unit, bare=unit)
        return found[0] if found else None

    def _law(
        self, entry: InputEntry, key_path: KeyPath, nominal: float | None, expected: Unit | None
    ) -> Distribution | None:
        if nominal is None and not entry.law:
            self.diagnostics.absent(
                (*key_path, "nominal"), "is missing, and no law is said; a constant is a nominal value"
            )
            return None
        around = replace(units_around(entry.stated), expected=expected)
        try:
            return read_law(
                entry.law,
                nominal=nominal,
                units=around,
                folder=self.folder,
                warn=lambda warning: self.diagnostics.warn(key_path, warning),
            )
        except LawError as error:
            for path, message in error.problems:
                self.diagnostics.problem((*key_path, *path), message)
            return None

    def _stream(self, entry: InputEntry, key_path: KeyPath, given: Input, expected: Unit | None) -> str:
        """What the input's draws are keyed by: its name, or its catalog row while its law is the row's own."""
        if entry.catalog is None:
            return given.name
        row = InputEntry.model_validate(catalog.rows()[entry.catalog].entry)
        if (row.nominal, row.unit, row.law) == (entry.nominal, entry.unit, entry.law):
            return entry.catalog
        unit = self._unit(row, key_path, expected)
        own = self._law(row, key_path, self._nominal(row, key_path, unit, expected), expected or unit) if unit else None
        return entry.catalog if own == given.distribution else given.name


def _shown_unit(entry: InputEntry, expected: Unit | None) -> Unit:
    """The unit an entry states: `unit`, else that of its nominal value, else the first of its law.

    A bare nominal value has the unit of the law. Raises UnitError for what cannot be read, and Ambiguous where the law
    has several.
    """
    if entry.unit:
        return units.unit(entry.unit)
    if entry.nominal is None:
        return next(iter(units_of(entry.law, expected) or units_of(entry.law)), ONE)
    bare = unit_of_nominal(entry.nominal, entry.law, Units(expected=expected))
    return units.number(entry.nominal, bare=bare, like=expected)[1]


def _input(entry: InputEntry, name: str, unit: Unit, law: Distribution, nominal: float) -> Input:
    return Input(
        name=name,
        distribution=law,
        unit=unit,
        nominal=nominal,
        stream=name,
        stated=stated(entry),
        source=entry.source,
        evidence=entry.evidence,
        nature=entry.nature,
        over=entry.over,
        note=entry.note,
        factors=tuple(entry.factors),
    )


def stated(entry: InputEntry) -> str:
    """The entry's law as its author wrote it, in one line: ``pert: [1.07, 1.12, 1.2]``."""
    law = ", ".join(f"{key}: {yaml.flow(value)}" for key, value in entry.law.items())
    return " × ".join([law or "constant", *entry.factors])


def _same(period: float, unit: Unit, value: float, other: Unit) -> bool:
    return unit.dimension == other.dimension and math.isclose(period, value)
