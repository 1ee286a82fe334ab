"""Files that are either whole or not there: written beside their place, flushed to disk, then moved into it."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..describe.problems import InvalidInput, Problem

#: What a file system answers that cannot reserve room.
_UNTOLD = (errno.EOPNOTSUPP, errno.EINVAL)


def check_writable(path: Path | str, suffixes: Sequence[str]) -> None:
    """Nothing, where a file that ends in one of `suffixes` can be written; known before a run, not after it.

    Raises InvalidInput for another suffix, a folder, a missing folder, and where writing is not allowed.
    """
    path = Path(path)
    if trouble := _trouble(path, suffixes):
        raise InvalidInput([Problem(trouble, file=str(path))])


@contextmanager
def replacing(path: Path | str, *, room: int = 0) -> Iterator[Path]:
    """A path to write to, which takes the place of `path` once all is written; after an error `path` is as it was.

    Raises OSError at once where the disk has no `room`, in bytes, for it: a library that finds out later may crash.
    """
    target = Path(path).resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        if room:
            _reserve(beside, room)
        yield beside
        _flush(beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    _flush(target.parent)


def _trouble(path: Path, suffixes: Sequence[str]) -> str:
    """What stands in the way of writing `path`; empty where nothing does."""
    folder = path.resolve().parent
    if path.is_dir():
        return f"is a folder; name a file in it, such as {path / ('result' + suffixes[0])}"
    if path.suffix.lower() not in suffixes:
        got = f"got {path.suffix!r}" if path.suffix else f"got no ending; write {path}{suffixes[0]}"
        return f"must end in {' or '.join(suffixes)}, {got}"
    if not folder.is_dir():
        return f"the folder {folder} does not exist; make it first"
    if path.exists() and not os.access(path, os.W_OK):
        return "is read-only; choose another name"
    try:
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        reason = "" if isinstance(error, FileNotFoundError) else f" ({error.strerror or error})"
        return f"nothing can be written in the folder {folder}{reason}; choose another one"
    return ""


def _reserve(path: Path, room: int) -> None:
    """Nothing, where so many bytes can be written; where the system does not say, neither do we."""
    if not hasattr(os, "posix_fallocate"):
        return
    with path.open("wb") as file:
        try:
            os.posix_fallocate(file.fileno(), 0, room)
        except OSError as error:
            if error.errno not in _UNTOLD:
                raise


def _flush(path: Path) -> None:
    """Have the system write out what it still holds of a file, or of a folder's list of files."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:  # a folder on Windows
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
