"""What profiles and logs read alike: their file, its clock, and times that their entries state."""

from __future__ import annotations

from pathlib import Path

from ... import units
from ...cache import dependencies
from ...files.tables.clocks import Clock, clock, clock_of_column
from ...grammar.diagnostics import Diagnostics
from ...grammar.timed_entries import TimedEntry
from ...problems import KeyPath
from ..quantity import read_quantity
from .profile_files import file_hash, find_csv

_TIME = units.unit("s")


def clock_of(stated: TimedEntry) -> Clock | None:
    """The clock of times without a zone: the one stated, else that in the name of their column."""
    return clock(stated.zone) if stated.zone else clock_of_column(" ".join(stated.time))


def read_time(value: object, key: str, diagnostics: Diagnostics, key_path: KeyPath) -> float | None:
    """A positive time in seconds; None if it is not given, or has a problem."""
    if value is None:
        return None
    found = read_quantity(value, (*key_path, key), diagnostics, expected=_TIME)
    if found and not found[0] > 0:
        diagnostics.problem((*key_path, key), f"must be above 0, got {value}")
        return None
    return found[0] if found else None


def find_file(stated: TimedEntry, folder: Path, diagnostics: Diagnostics, key_path: KeyPath) -> Path | None:
    """The path of the file that an entry names; a missing or changed file is a problem."""
    path = find_csv(stated.csv, folder)
    if path is None:
        where = "in the working folder" if folder == Path() else "beside the scenario"
        rule = f"{dependencies.missing(folder / stated.csv)}: {stated.csv}"
        diagnostics.problem((*key_path, "csv"), f"{rule}; it must be {where} or among the shipped files")
        return None
    found = file_hash(path)
    if not found.startswith(stated.sha256):
        diagnostics.problem((*key_path, "sha256"), f"{path.name} has changed: its hash is {found}, got {stated.sha256}")
    return path
