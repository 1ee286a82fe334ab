"""The CSV files that profiles and logs name: where they are, and the hashes that identify them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...cache import dependencies
from ...shipped import library

#: The keys of an input's entry that are read from a file.
_TIMED = ("profile", "log")


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
    """A copy of `data` with the hash of its file in each profile and log, so that it identifies the values too.

    Its mappings are copies and its lists are not.
    """
    return {key: _with_hash(member, folder, is_timed=key in _TIMED) for key, member in data.items()}


def _with_hash(value: Any, folder: Path, *, is_timed: bool) -> Any:
    if not isinstance(value, dict):
        return value
    if not (is_timed and "csv" in value):
        return with_hashes(value, folder)
    path = find_csv(str(value["csv"]), folder)
    return {**value, "sha256": file_hash(path)} if path else dict(value)


def make_absolute(data: Any, folder: Path) -> None:
    """Replace the name of each CSV file in `folder` by its absolute path, in place."""
    for stated in _columns(data):
        if dependencies.is_file(folder / str(stated["csv"])):
            stated["csv"] = str((folder / stated["csv"]).resolve())


def _columns(value: Any) -> Iterator[dict[str, Any]]:
    """Every profile, log and empirical law anywhere in `value`."""
    for key, member in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        if key in (*_TIMED, "empirical") and isinstance(member, dict) and "csv" in member:
            yield member
        else:
            yield from _columns(member)
