"""An input's entry, read: unit, nominal value, law and grounds, checked against the model's argument."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

from ... import units
from ...files import yaml
from ...grammar.diagnostics import Diagnostics
from ...grammar.input_entries import InputEntry
from ...grammar.timed_entries import LogEntry, ProfileEntry
from ...laws.base import Distribution
from ...laws.discrete import Constant
from ...problems import KeyPath
from ...scenario.model import Argument
from ...scenario.scenario import Input
from ...shipped import catalog
from ...units import Unit
from .grounds import check_grounds
from .known_inputs import keep, key_of, recall
from .law import LawReader
from .logs import LogFileReader, check_log
from .points_in_time import PointsInTime
from .profiles import ProfileReader, check_profile, summary


@dataclass(frozen=True)
class InputReader:
    """Reads the inputs of one file: `folder` holds the files it names, `per` is its functional unit in base units.

    `profiles` are the entries among which points in time find the start of their profile.
    """

    diagnostics: Diagnostics
    folder: Path
    per: Mapping[str, tuple[float, Unit]] = field(default_factory=dict)
    profiles: Sequence[tuple[KeyPath, InputEntry]] = ()

    def read(
        self, entry: InputEntry, key_path: KeyPath, *, name: str, argument: Argument | None = None
    ) -> Input | None:
        """The input that `entry` describes; None if it has problems, which are added to `diagnostics`.

        Its unit must be that of the model's `argument`, if known.
        """
        stated, entry = entry, self._points.counted(entry, key_path, _unit_of(argument), self.diagnostics)
        key = key_of(entry, name, argument, self.per) if self.diagnostics.clean(key_path) else None
        found, before = recall(key), self._findings
        if found is None:
            found = self._read(entry, key_path, name=name, argument=argument)
            if found and self._findings == before:
                keep(key, found)
        return replace(found, stated=law_text(stated, str(stated.nominal))) if found and entry is not stated else found

    @cached_property
    def _points(self) -> PointsInTime:
        return PointsInTime(self.profiles, self.folder)

    @property
    def _findings(self) -> tuple[int, int]:
        return len(self.diagnostics.problems), len(self.diagnostics.warnings)

    def _read(self, entry: InputEntry, key_path: KeyPath, *, name: str, argument: Argument | None) -> Input | None:
        before = len(self.diagnostics.problems)
        self._check_kind(entry, key_path, argument)
        if len(self.diagnostics.problems) > before or not self.diagnostics.clean((*key_path, "profile")):
            return None
        check_grounds(entry, key_path, self.per, self.diagnostics)
        expected = _unit_of(argument)
        if entry.profile:
            return self._profile(entry, entry.profile, key_path, name=name, expected=expected)
        if entry.log:
            return self._log(entry, entry.log, key_path, name=name, argument=argument)
        numbers = LawReader(self.diagnostics, self.folder, key_path, expected)
        found = numbers.read(entry)
        if found is None or len(self.diagnostics.problems) > before:
            return None
        unit, nominal, law = found
        return replace(_input(entry, name, unit, law, nominal), stream=numbers.stream(entry, name, law))

    def _check_kind(self, entry: InputEntry, key_path: KeyPath, argument: Argument | None) -> None:
        """Add a problem for an unknown catalog row, a key of other entries, and a profile or number out of place."""
        if entry.catalog is not None and entry.catalog not in catalog.rows():
            rule = f"no catalog row is named {entry.catalog!r}"
            self.diagnostics.problem((*key_path, "catalog"), rule, partial(catalog.remedy, entry.catalog))
        if entry.linked_output is not None:
            self.diagnostics.problem((*key_path, "from"), "is only allowed in the inputs of a part")
        if entry.same:
            rule = "is only allowed in an option of a dimension or choice, which then shares the draws of the input"
            self.diagnostics.problem((*key_path, "same"), f"{rule}; omit it")
        check_log(entry, key_path, self.diagnostics)
        if argument:
            check_profile(entry, key_path, argument, self.diagnostics)

    def _profile(
        self, entry: InputEntry, stated: ProfileEntry, key_path: KeyPath, *, name: str, expected: Unit | None
    ) -> Input | None:
        """The input that a profile describes: its nominal value is the mean of the profile."""
        before = len(self.diagnostics.problems)
        where = (*key_path, "profile")
        found = ProfileReader(stated, entry.unit or "", expected, self.folder, self.diagnostics, where).read()
        if found is None or len(self.diagnostics.problems) > before:
            return None
        given = _input(entry, name, found.unit, Constant(found.mean), found.mean)
        text = " × ".join([summary(stated, found.shape), *entry.factors])
        return replace(given, stated=text, profile=found.shape)

    def _log(
        self, entry: InputEntry, stated: LogEntry, key_path: KeyPath, *, name: str, argument: Argument | None
    ) -> Input | None:
        """The input that a log describes: its nominal value is the log's total or mean."""
        where, bounds = (*key_path, "log"), (argument.low, argument.high) if argument else (-math.inf, math.inf)
        unit, expected = entry.unit or "", _unit_of(argument)
        found = LogFileReader(stated, unit, expected, self.folder, self.diagnostics, where, bounds).read()
        if found is None or self.diagnostics.any_at(key_path):
            return None
        given = _input(entry, name, found.unit, found.law, found.value)
        return replace(given, stated=" × ".join([found.stated, *entry.factors]))


def _input(entry: InputEntry, name: str, unit: Unit, law: Distribution, nominal: float) -> Input:
    return Input(
        name=name,
        distribution=law,
        unit=unit,
        nominal=nominal,
        stream=name,
        stated=law_text(entry),
        source=entry.source,
        evidence=entry.evidence,
        nature=entry.nature,
        over=entry.over,
        note=entry.note,
        factors=tuple(entry.factors),
    )


def _unit_of(argument: Argument | None) -> Unit | None:
    return units.unit(argument.unit) if argument else None


def law_text(entry: InputEntry, constant: str = "constant") -> str:
    """The entry's law as written in the file, in one line: ``pert: [1.07, 1.12, 1.2]``; `constant` if it has none."""
    law = ", ".join(f"{key}: {yaml.flow(value)}" for key, value in entry.law.items())
    return " × ".join([law or constant, *entry.factors])
