"""Writing files for the user: regular files, whole or not at all, checked before a run."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..cache import atomic_write
from ..problems import InvalidInput, Problem

#: The errors of a file system that cannot reserve room.
_CANNOT_RESERVE = (errno.EOPNOTSUPP, errno.EINVAL)
_KINDS = {stat.S_IFCHR: "a device", stat.S_IFBLK: "a device", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket"}


def check_writable(path: Path | str, suffixes: Sequence[str]) -> None:
    """Raise InvalidInput unless `replacing` can write `path`, which ends in one of `suffixes`.

    A link may lead to a file, or to a path where one can be made, but to no file of another kind, such as the scenario.
    Anything but a regular file, another suffix, and a missing or read-only folder are refused.
    """
    path = Path(path)
    _refuse(path, _odd(path) or _misnamed(path, suffixes) or _leads_elsewhere(path, suffixes) or _unwritable(path))


@contextmanager
def replacing(path: Path | str, *, room: int = 0, new: bool = False) -> Iterator[Path]:
    """A path to write to, which replaces `path` once all is written; after an error `path` is unchanged.

    A link stays, and the file it leads to is replaced. A replaced file keeps its permissions; its other hard links keep
    the old content. Raises InvalidInput if `path` cannot be written, if it must be `new` and exists, and at once if the
    disk has less than `room` bytes: a library that finds out later may crash.
    """
    path = Path(path)
    _refuse(path, _odd(path))
    target = path.resolve()
    try:
        with atomic_write.replacing(target, new=new) as beside:
            _prepare(beside, target, room)
            yield beside
        atomic_write.flush(target.parent)
    except FileExistsError:
        _refuse(path, "exists already; choose another name")
    except OSError as error:
        _refuse(path, _cannot(error))


def _refuse(path: Path, trouble: str) -> None:
    """Raise InvalidInput if there is trouble."""
    if trouble:
        raise InvalidInput([Problem(trouble, file=str(path))])


def _odd(path: Path) -> str:
    """Why `path`, or the path it leads to, is not a regular file; empty if it is one, or does not exist yet."""
    try:
        target, mode = path.resolve(), path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except (OSError, RuntimeError, ValueError) as error:  # a name too long, links in a circle, a NUL
        return _cannot(error)
    if kind := _KINDS.get(stat.S_IFMT(mode)):
        leads = f"leads to {target}, which is" if path.is_symlink() else "is"
        return f"{leads} {kind}; name a regular file"
    return ""


def _misnamed(path: Path, suffixes: Sequence[str]) -> str:
    """Why `path` cannot be the name of a file of this kind; empty if it can."""
    if path.is_dir():
        return f"is a folder; name a file in it, such as {path / ('result' + suffixes[0])}"
    if path.suffix.lower() in suffixes:
        return ""
    got = f"got {path.suffix!r}" if path.suffix else f"got no ending; write {path}{suffixes[0]}"
    return f"must end in {' or '.join(suffixes)}, {got}"


def _leads_elsewhere(path: Path, suffixes: Sequence[str]) -> str:
    """Why the file that a link leads to must not be replaced; empty if its suffix, or none, does not tell its kind."""
    target = path.resolve()
    if target.suffix.lower() in ("", *suffixes) or not target.exists():
        return ""
    return f"leads to {target}, which is a file of another kind; remove the link, or choose another name"


def _unwritable(path: Path) -> str:
    """Why nothing can be written at `path`; empty if it can."""
    folder = path.resolve().parent
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


def _cannot(error: Exception) -> str:
    reason = (isinstance(error, OSError) and error.strerror) or str(error)
    return f"cannot be written: {reason.lower()}"


def _prepare(beside: Path, target: Path, room: int) -> None:
    """Give the new file the permissions of the one it replaces, if there is one, and its room."""
    if target.exists():
        beside.chmod(stat.S_IMODE(target.stat().st_mode))
    if room:
        _reserve(beside, room)


def _reserve(path: Path, room: int) -> None:
    """Reserve `room` bytes; raise OSError if the disk has fewer. Nothing happens if the system cannot reserve any."""
    if not hasattr(os, "posix_fallocate"):
        return
    with path.open("wb") as file:
        try:
            os.posix_fallocate(file.fileno(), 0, room)
        except OSError as error:
            if error.errno not in _CANNOT_RESERVE:
                raise
