"""The files that a scenario depends on, recorded with digests, so that changes are detected.

Code that reads a file named by a scenario must read it with this module.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from .digest import digest
from .regular_file import read

Digests = dict[str, str | None]
"""The digest of each file when it was read, by path; None for a file that did not exist."""

#: The most bytes of any file that a scenario names.
MOST = 100_000_000
_recorded: ContextVar[Digests | None] = ContextVar("recorded", default=None)
_CHANGING = "changed while it was read"


@contextmanager
def recording() -> Iterator[Digests]:
    """A context that records the digests of all files read, or found missing; relative paths stay relative."""
    recorded: Digests = {}
    token = _recorded.set(recorded)
    try:
        yield recorded
    finally:
        _recorded.reset(token)


def content(path: Path, *, most: int | None = None) -> bytes:
    """The bytes of the regular file at `path`; their digest is recorded.

    Raises OSError if it cannot be read, and for `MOST` bytes and more; if `most` are asked for, at most `MOST`, what is
    beyond is left out instead.
    """
    found = read(path, MOST if most is None else most)
    if most is None and len(found) >= MOST:
        raise OSError(errno.EFBIG, f"it must have fewer than {MOST:,} bytes; write fewer digits or rows")
    _record(path, digest(found))
    return found


def is_file(path: Path) -> bool:
    """Whether there is a file at `path`; a missing file is recorded."""
    try:
        found = path.is_file()
    except OSError:  # a name that is too long for the system
        found = False
    if not found:
        _record(path, None)
    return found


def missing(path: Path) -> str:
    """Why `is_file` is false of `path`: it does not exist, or is a pipe, a device or links in a circle."""
    try:
        path.stat()
    except OSError as error:
        return "links lead in a circle" if error.errno == errno.ELOOP else "no such file"
    except ValueError:  # a NUL in its name
        return "no such file"
    return "not a regular file"


def unchanged(recorded: Mapping[str, str | None]) -> bool:
    """Whether every file still has its recorded digest.

    >>> with recording() as recorded:
    ...     is_file(Path("no such file"))
    False
    >>> recorded, unchanged(recorded), unchanged({"no such file": "a digest"})
    ({'no such file': None}, True, False)
    """
    try:
        return all(_current(Path(name)) == before for name, before in recorded.items())
    except OSError:
        return False


def _current(path: Path) -> str | None:
    return digest(read(path, MOST)) if path.is_file() else None


def _record(path: Path, found: str | None) -> None:
    """A file that is read twice with different content counts as changed."""
    recorded = _recorded.get()
    if recorded is not None:
        name = str(path)
        recorded[name] = found if recorded.get(name, found) == found else _CHANGING
