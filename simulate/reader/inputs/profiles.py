"""Profiles in a file: a column of a CSV file with one value per time step."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ... import units
from ...files.csv_column import complete
from ...files.csv_header import ColumnError
from ...grammar.diagnostics import Diagnostics
from ...grammar.input_entries import InputEntry, ProfileEntry
from ...problems import KeyPath
from ...scenario.model import Argument
from ...scenario.profile import TimeProfile, time_profile
from ...units import Unit, UnitError
from ..quantity import read_quantity
from .profile_files import file_hash, find_csv

EXAMPLE = "`profile: {csv: grid.csv, column: gCO2e_kWh, step: 1 hour}`"

_TIME = units.unit("s")


@dataclass(frozen=True)
class ProfileData:
    """A profile as read: the unit of its values, their mean in base units, and their shape relative to the mean."""

    unit: Unit
    mean: float
    shape: TimeProfile


def check_profile(entry: InputEntry, key_path: KeyPath, argument: Argument, diagnostics: Diagnostics) -> None:
    """Add a problem for a profile instead of a number, a number instead of a profile, or a number beside a profile."""
    where = (*key_path, "profile")
    stated = [*entry.law, *(key for key in ("nominal", "catalog") if getattr(entry, key) is not None)]
    if entry.profile and not argument.profile:
        diagnostics.problem(where, f"is a profile, but {argument.name} takes one number; give its mean and a law")
    elif entry.profile and stated:
        rule = f"`{stated[0]}` and `profile` are mutually exclusive; multiply the profile by a factor instead"
        diagnostics.problem((*key_path, stated[0]), rule)
    elif argument.profile and not entry.profile and diagnostics.clean(where):
        got = f"; got {' and '.join(stated)}" if stated else ""
        remedy = f"give {EXAMPLE}, and a factor if its level is uncertain{got}"
        diagnostics.absent(where, f"is missing, as {argument.name} takes a profile; {remedy}")


@dataclass(frozen=True)
class ProfileReader:
    """Reads the profile of one input, at `key_path`; its file is in `folder` or among the shipped files.

    `unit` is the unit of the input, if given; `expected` is that of the model's argument.
    """

    stated: ProfileEntry
    unit: str
    expected: Unit | None
    folder: Path
    diagnostics: Diagnostics
    key_path: KeyPath

    def read(self) -> ProfileData | None:
        """The profile; None if it has a problem."""
        path = find_csv(self.stated.csv, self.folder)
        if path is None:
            rule = f"no such file: {self.stated.csv}"
            self._problem("csv", f"{rule}; it must be beside the scenario or among the shipped files")
            return None
        before = len(self.diagnostics.problems)
        step, values = self._step(), self._values(path)
        unit = self._unit() if values or self.unit else None
        self._check_hash(path)
        if unit is None or len(self.diagnostics.problems) > before:
            return None
        mean, shape = time_profile([unit.to_base(value) for value in values], step, self.stated.csv)
        return ProfileData(unit, mean, shape)

    def _problem(self, key: str, message: str) -> None:
        self.diagnostics.problem((*self.key_path, key), message)

    def _unit(self) -> Unit | None:
        """The unit of the values: that of the input, else that in the column's name, such as ``gCO2e_kWh``."""
        text = self.unit or column_unit(self.stated.column)
        try:
            unit = units.unit(text)
            self._check_name(unit)
            return units.require(unit, self.expected or unit, stated=text)
        except UnitError as error:
            if self.unit:
                self.diagnostics.problem((*self.key_path[:-1], "unit"), str(error))
            else:
                remedy = "or add `unit: gCO2e/kWh` beside `profile`"
                self._problem("column", f"is read as the unit {text}: {error}; {remedy}")
            return None

    def _check_name(self, unit: Unit) -> None:
        """Raise UnitError if the column's name is another unit of the same kind."""
        try:
            named = units.unit(column_unit(self.stated.column))
        except UnitError:  # the name is not a unit
            return
        is_same_kind = units.compatible(named, unit) or units.compatible(unit, named)
        if named.dimension and is_same_kind and named.factor != unit.factor:
            rule = f"is {unit.text}, but the column is named {self.stated.column}"
            raise UnitError(f"{rule}; omit `unit`, or rename the column")

    def _step(self) -> float:
        found = read_quantity(self.stated.step, (*self.key_path, "step"), self.diagnostics, expected=_TIME)
        if found and not found[0] > 0:
            self._problem("step", f"must be above 0, got {self.stated.step}")
        return found[0] if found else 1.0

    def _values(self, path: Path) -> list[float]:
        """The column's numbers, one per step."""
        try:
            values = complete(path, self.stated.column)
        except ColumnError as error:
            self._problem("column", str(error))
            return []
        if not values:
            self._problem("csv", f"must have one row per step, got no rows in {path.name}")
        elif not sum(values):
            self._problem("column", "must not have a mean of 0, as its shape is relative to its mean")
        return values

    def _check_hash(self, path: Path) -> None:
        found = file_hash(path)
        if not found.startswith(self.stated.sha256):
            self._problem("sha256", f"{path.name} has changed: its hash is {found}, got {self.stated.sha256}")


def column_unit(column: str) -> str:
    """The unit in a column's name.

    >>> column_unit("gCO2e_kWh")
    'gCO2e/kWh'
    """
    return column.replace("_", "/", 1)


def summary(stated: ProfileEntry, shape: TimeProfile) -> str:
    """A profile in a few words: ``24 x 1 hour, bpa.csv``."""
    return f"{len(shape.values):,} x {stated.step}, {stated.csv}"
