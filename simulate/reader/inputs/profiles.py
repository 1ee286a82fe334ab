"""Profiles in a file: a column of a CSV file with one value per time step, counted or with its time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ... import units
from ...files.csv_column import complete
from ...files.csv_header import ColumnError
from ...files.tables.clocks import ClockError
from ...grammar.diagnostics import Diagnostics
from ...grammar.input_entries import InputEntry
from ...grammar.timed_entries import ProfileEntry
from ...problems import KeyPath
from ...scenario.model import Argument
from ...scenario.profile import TimeProfile, time_profile
from ...units import Unit, UnitError
from ..readings.durations import spoken_time
from .dated_profiles import DatedProfileReader, ProfileData
from .timed_files import find_file, read_time

EXAMPLE = "`profile: {csv: grid.csv, column: gCO2e_kWh, step: 1 hour}`"


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
        before = len(self.diagnostics.problems)
        path = find_file(self.stated, self.folder, self.diagnostics, self.key_path)
        if path is None:
            return None
        found = self._dated(path) if self.stated.time else self._counted(path)
        return found if len(self.diagnostics.problems) == before else None

    def _counted(self, path: Path) -> ProfileData | None:
        """The profile of a file without times, with one row a step."""
        self._check_keys()
        step, values = self._step(), self._values(path)
        unit = self._unit() if values or self.unit else None
        if unit is None or not values or self.diagnostics.any_at(self.key_path):
            return None
        mean, shape = time_profile([unit.to_base(value) for value in values], step, self.stated.csv)
        return ProfileData(unit, mean, shape)

    def _dated(self, path: Path) -> ProfileData | None:
        """The profile of a file with a column of times."""
        try:
            return DatedProfileReader(self.stated, self.unit, self.expected, self._warn).read(path, *self._times())
        except ColumnError as error:
            self._problem("csv", str(error))
        except UnitError as error:
            self.diagnostics.problem(
                (*self.key_path[:-1], "unit") if self.unit else (*self.key_path, "column"), str(error)
            )
        except ClockError as error:
            self._problem("zone" if self.stated.zone else "time", str(error))
        return None

    def _times(self) -> tuple[float | None, float]:
        """The step that is stated, and how long a gap may be, in seconds."""
        step = read_time(self.stated.step, "step", self.diagnostics, self.key_path)
        return step, read_time(self.stated.bridge, "bridge", self.diagnostics, self.key_path) or 0.0

    def _warn(self, message: str) -> None:
        self.diagnostics.warn((*self.key_path, "csv"), message)

    def _check_keys(self) -> None:
        """Add a problem for keys that need a column of times."""
        for key in ("zone", "dates", "where", "bridge", "stamps"):
            if getattr(self.stated, key):
                self._problem(key, "requires the column of times; name it as `time`")
        if self.stated.doubled != "refuse":
            self._problem("doubled", "requires the column of times; name it as `time`")
        if self.stated.step is None:
            rule = "is missing; name the column of times as `time: COLUMN`, or state the time between rows"
            self.diagnostics.absent((*self.key_path, "step"), f"{rule} as `step: 1 hour`")

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
                self.diagnostics.problem((*self.key_path[:-1], "unit"), error.rule, error.remedy)
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
        return read_time(self.stated.step, "step", self.diagnostics, self.key_path) or 1.0

    def _values(self, path: Path) -> list[float]:
        """The column's numbers, one per step."""
        try:
            values = complete(path, self.stated.column, decimal=self.stated.decimal)
        except ColumnError as error:
            self._problem("column", str(error))
            return []
        if not values:
            self._problem("csv", f"must have one row per step, got no rows in {path.name}")
        elif not sum(values):
            self._problem("column", "must not have a mean of 0, as its shape is relative to its mean")
        return values


def column_unit(column: str) -> str:
    """The unit in a column's name.

    >>> column_unit("gCO2e_kWh")
    'gCO2e/kWh'
    """
    return column.replace("_", "/", 1)


def summary(stated: ProfileEntry, shape: TimeProfile) -> str:
    """A profile in a few words: ``24 x 1 hour, bpa.csv``."""
    step = spoken_time(shape.step) if stated.step is None else stated.step
    return f"{len(shape.values):,} x {step}, {stated.csv}"
