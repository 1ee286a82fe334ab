"""Profiles, as a file states them: a column of a CSV file that holds a value for each step of time."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import units
from ..cache import dependencies
from ..files.csv_column import complete
from ..files.csv_header import ColumnError
from ..grammar.diagnostics import Diagnostics
from ..grammar.entries import InputEntry, ProfileEntry
from ..problems import KeyPath
from ..scenario.model import Argument
from ..scenario.profile import TimeProfile, time_profile
from ..shipped import library
from ..units import Unit, UnitError
from .quantity import read_quantity

EXAMPLE = "`profile: {csv: grid.csv, column: gCO2e_kWh, step: 1 hour}`"

_TIME = units.unit("s")


@dataclass(frozen=True)
class Course:
    """A profile that was read: the unit its values are in, their mean in base units, and their shape about it."""

    unit: Unit
    mean: float
    shape: TimeProfile


def check_kind(entry: InputEntry, key_path: KeyPath, argument: Argument, diagnostics: Diagnostics) -> None:
    """Note a profile where the model takes a number, a number where it takes a profile, and one beside the other."""
    where = (*key_path, "profile")
    stated = [*entry.law, *(key for key in ("nominal", "catalog") if getattr(entry, key) is not None)]
    if entry.profile and not argument.profile:
        diagnostics.problem(where, f"is a course over time, but {argument.name} is one number; give its mean and a law")
    elif entry.profile and stated:
        rule = "stands beside a profile, which has its own numbers; let a factor multiply it instead"
        diagnostics.problem((*key_path, stated[0]), rule)
    elif argument.profile and not entry.profile and diagnostics.clean(where):
        got = f"; got {' and '.join(stated)}" if stated else ""
        remedy = f"{EXAMPLE}, multiplied by a factor where its level is uncertain{got}"
        diagnostics.absent(where, f"is missing, as {argument.name} is a course over time: {remedy}")


@dataclass(frozen=True)
class ProfileReader:
    """Reads the profile that one input states, at `key_path`, with the file it names in `folder` or among the shipped.

    `unit` is the one the input states, if any; `expected` the one its model's argument has.
    """

    stated: ProfileEntry
    unit: str
    expected: Unit | None
    folder: Path
    diagnostics: Diagnostics
    key_path: KeyPath

    def course(self) -> Course | None:
        """The profile; None where something is wrong with it, which is noted."""
        path = find_csv(self.stated.csv, self.folder)
        if path is None:
            place = "is looked for beside the scenario, then among the shipped files"
            self._note("csv", f"no such file; {self.stated.csv} {place}")
            return None
        before = len(self.diagnostics.problems)
        step, values = self._step(), self._values(path)
        unit = self._unit() if values or self.unit else None  # a column that is not there has no telling name
        self._check_hash(path)
        if unit is None or len(self.diagnostics.problems) > before:
            return None
        mean, shape = time_profile([unit.to_base(value) for value in values], step, self.stated.csv)
        return Course(unit, mean, shape)

    def _note(self, key: str, message: str) -> None:
        self.diagnostics.problem((*self.key_path, key), message)

    def _unit(self) -> Unit | None:
        """The values' unit: as the input states it, else as the column is called, ``gCO2e/kWh`` or ``gCO2e_kWh``."""
        text = self.unit or column_unit(self.stated.column)
        try:
            unit = units.unit(text)
            self._check_name(unit)
            return units.require(unit, self.expected or unit, stated=text)
        except UnitError as error:
            if self.unit:
                self.diagnostics.problem((*self.key_path[:-1], "unit"), str(error))
            else:
                self._note("column", f"is read as the unit {text}: {error}; or say `unit: gCO2e/kWh` beside `profile`")
            return None

    def _check_name(self, unit: Unit) -> None:
        """Raise UnitError where the column is called after another unit of the same kind."""
        try:
            named = units.unit(column_unit(self.stated.column))
        except UnitError:  # it is called after no unit
            return
        is_same_kind = units.compatible(named, unit) or units.compatible(unit, named)
        if named.dimension and is_same_kind and named.factor != unit.factor:
            rule = f"is {unit.text}, and the column is called {self.stated.column}"
            raise UnitError(f"{rule}; leave `unit` out, or rename the column")

    def _step(self) -> float:
        found = read_quantity(self.stated.step, (*self.key_path, "step"), self.diagnostics, expected=_TIME)
        if found and not found[0] > 0:
            self._note("step", f"must be positive, got {self.stated.step}")
        return found[0] if found else 1.0

    def _values(self, path: Path) -> list[float]:
        """The column's numbers, one a step."""
        try:
            values = complete(path, self.stated.column)
        except ColumnError as error:
            self._note("column", str(error))
            return []
        if not values:
            self._note("csv", f"must have a row a step, got none in {path.name}")
        elif not sum(values):
            self._note("column", "must not have a mean of 0, which no factor can multiply")
        return values

    def _check_hash(self, path: Path) -> None:
        found = _digest(path)
        if not found.startswith(self.stated.sha256):
            self._note("sha256", f"{path.name} has changed: its hash is {found}, got {self.stated.sha256}")


def column_unit(column: str) -> str:
    """The unit that a column is called after.

    >>> column_unit("gCO2e_kWh")
    'gCO2e/kWh'
    """
    return column.replace("_", "/", 1)


def worded(stated: ProfileEntry, shape: TimeProfile) -> str:
    """A profile in few words: ``24 x 1 hour, bpa.csv``."""
    return f"{len(shape.values):,} x {stated.step}, {stated.csv}"


def find_csv(name: str, folder: Path) -> Path | None:
    """The CSV file `name` in `folder`, or else among the shipped files; None where there is none."""
    return next((path for root in (folder, library.folder()) if dependencies.is_file(path := root / name)), None)


def is_profile(stated: object) -> bool:
    """Whether an input's entry, as a file has it, states a profile."""
    return isinstance(stated, dict) and "profile" in stated


def pinned(data: dict[str, Any], folder: Path) -> dict[str, Any]:
    """A copy of `data` with the hash of its file in each profile, so that other data are another question."""
    data = copy.deepcopy(data)
    for profile in _profiles(data):
        path = find_csv(str(profile["csv"]), folder)
        if path:
            profile["sha256"] = _digest(path)
    return data


def moved(data: Any, folder: Path) -> None:
    """Name each file that lies in `folder` so that it is found from anywhere."""
    for profile in _profiles(data):
        if dependencies.is_file(folder / str(profile["csv"])):
            profile["csv"] = str((folder / profile["csv"]).resolve())


def _profiles(value: Any) -> Iterator[dict[str, Any]]:
    """Every profile stated anywhere in `value`."""
    if isinstance(value, dict):
        for key, member in value.items():
            if key == "profile" and isinstance(member, dict) and "csv" in member:
                yield member
            else:
                yield from _profiles(member)


def _digest(path: Path) -> str:
    return hashlib.sha256(dependencies.content(path)).hexdigest()
