"""Files that a scenario is read from, noted with what they held, so that one can tell whether any has changed since.

Whatever reads a file that a scenario names reads it here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from .digest import digest

Noted = dict[str, str | None]
"""A digest of what each file held when it was read; None where there was no file."""

_notes: ContextVar[Noted | None] = ContextVar("notes", default=None)


@contextmanager
def noting() -> Iterator[Noted]:
    """Notes that grow with every file that is read, or found missing, meanwhile; relative names stay as they are."""
    noted: Noted = {}
    token = _notes.set(noted)
    try:
        yield noted
    finally:
        _notes.reset(token)


def content(path: Path, *, most: int = -1) -> bytes:
    """The bytes of the file at `path`, up to the first `most`, which are noted. Raises OSError."""
    with path.open("rb") as stream:
        read = stream.read(most)
    _note(path, digest(read))
    return read


def is_file(path: Path) -> bool:
    """Whether there is a file at `path`; that there is none is noted."""
    try:
        found = path.is_file()
    except OSError:  # a name that is too long for the system
        found = False
    if not found:
        _note(path, None)
    return found


def unchanged(noted: Mapping[str, str | None]) -> bool:
    """Whether every file still holds what was noted.

    >>> with noting() as noted:
    ...     is_file(Path("no such file"))
    False
    >>> noted, unchanged(noted), unchanged({"no such file": "a digest"})
    ({'no such file': None}, True, False)
    """
    try:
        return all(_now(Path(name)) == before for name, before in noted.items())
    except OSError:
        return False


def _now(path: Path) -> str | None:
    return digest(path.read_bytes()) if path.is_file() else None


def _note(path: Path, found: str | None) -> None:
    """A file that is read twice must have held the same, lest what was made of it mix the two."""
    noted = _notes.get()
    if noted is not None:
        name = str(path)
        noted[name] = found if noted.get(name, found) == found else _CHANGING


_CHANGING = "changed while it was read"
