"""Atomic writes: files are written under a temporary name, flushed to the disk, then renamed.

A process that is killed leaves its temporary file. The next one that writes to the folder removes it.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from .digest import digest

#: ``.carbonspan-MACHINE-PROCESS-RANDOM.part``
_NAME = re.compile(r"\.carbonspan-([0-9a-f]{8})-(\d{1,10})-[0-9a-f]{16}\.part")
#: Seconds after which a temporary file of a process that cannot be asked for is abandoned.
_DAY = 86_400
#: Folders that this process has cleaned.
_cleaned: set[Path] = set()


@contextmanager
def replacing(path: Path, *, mode: int = 0o666, new: bool = False) -> Iterator[Path]:
    """A context with a temporary file to write to, which replaces `path` at the end.

    After an error `path` is unchanged, and a reader sees the old content or the new one, never a mixture, also after a
    power cut. The file has the permissions `mode`, minus those in the umask. Raises OSError if the file cannot be
    created, and FileExistsError if it must be `new` and `path` exists.
    """
    _clean(path.parent)
    temporary = path.with_name(f".carbonspan-{_machine()}-{os.getpid()}-{secrets.token_hex(8)}.part")
    os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
    try:
        yield temporary
        flush(temporary)
        _rename(temporary, path, new=new)
    finally:
        temporary.unlink(missing_ok=True)


def flush(path: Path) -> None:
    """Write a file, or a folder's list of files, from the system's buffers to the disk."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:  # a folder on Windows
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _rename(temporary: Path, path: Path, *, new: bool) -> None:
    """Rename the finished file. A hard link, unlike a rename, never replaces a file."""
    if not new:
        temporary.replace(path)
        return
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        with path.open("xb") as stream:
            stream.write(temporary.read_bytes())


def _clean(folder: Path) -> None:
    """Remove the temporary files in `folder` whose processes were killed; once per process."""
    if folder in _cleaned:
        return
    _cleaned.add(folder)
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            found = _NAME.fullmatch(entry.name)
            if found and entry.is_file(follow_symlinks=False) and _is_abandoned(entry, found[1], int(found[2])):
                with contextlib.suppress(OSError):
                    os.unlink(entry.path)  # noqa: PTH108 - a string from scandir


def _is_abandoned(entry: os.DirEntry[str], machine: str, process: int) -> bool:
    """Whether the process that wrote a temporary file has ended; on another machine, whether it is a day old."""
    if machine == _machine() and hasattr(os, "geteuid"):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        except (OSError, OverflowError):  # a process of another user
            pass
    return time.time() - entry.stat().st_mtime > _DAY


@cache
def _machine() -> str:
    """Where process numbers mean the same: this host, and this container on it."""
    try:
        container = os.readlink("/proc/self/ns/pid")  # noqa: PTH115 - no path, but a name
    except OSError:
        container = ""
    return digest(_host(), container)[:8]


def _host() -> str:
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
