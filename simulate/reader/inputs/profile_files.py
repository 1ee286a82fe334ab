"""The CSV files that profiles name: where they are, and the hashes that identify them."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...cache import dependencies
from ...shipped import library


def find_csv(name: str, folder: Path) -> Path | None:
    """The CSV file `name` in `folder` or among the shipped files; None if there is no such file."""
    return next((path for root in (folder, library.folder()) if dependencies.is_file(path := root / name)), None)


def file_hash(path: Path) -> str:
    """The SHA-256 hash of a file, in hexadecimal digits."""
    return hashlib.sha256(dependencies.content(path)).hexdigest()


def is_profile(stated: object) -> bool:
    """Whether an input's entry, as in a file, has a profile."""
    return isinstance(stated, dict) and "profile" in stated


def with_hashes(data: dict[str, Any], folder: Path) -> dict[str, Any]:
    """A copy of `data` with the hash of its file in each profile, so that it identifies the values too."""
    data = copy.deepcopy(data)
    for profile in _profiles(data):
        path = find_csv(str(profile["csv"]), folder)
        if path:
            profile["sha256"] = file_hash(path)
    return data


def make_absolute(data: Any, folder: Path) -> None:
    """Replace the name of each file in `folder` by its absolute path, in place."""
    for profile in _profiles(data):
        if dependencies.is_file(folder / str(profile["csv"])):
            profile["csv"] = str((folder / profile["csv"]).resolve())


def _profiles(value: Any) -> Iterator[dict[str, Any]]:
    """Every profile anywhere in `value`."""
    if isinstance(value, dict):
        for key, member in value.items():
            if key == "profile" and isinstance(member, dict) and "csv" in member:
                yield member
            else:
                yield from _profiles(member)
