"""The user's cache folder, and whether its contents can be trusted."""

from __future__ import annotations

import logging
import os
import stat
import sys
from functools import cache
from pathlib import Path

_log = logging.getLogger("carbonspan")


def cache_folder() -> Path:
    """The cache folder of this process: the user's, or a private temporary one if that one is not trusted."""
    users = _users_folder()
    return users if users and is_trusted(users) else _temporary()


def _users_folder() -> Path | None:
    """``CARBONSPAN_CACHE_DIR``, else ``carbonspan`` in the platform's cache folder; None if that is no absolute path.

    What a cache holds is executed, and a relative path would find it in whatever folder a command is run in.
    """
    if chosen := os.environ.get("CARBONSPAN_CACHE_DIR"):
        return _absolute(Path(chosen), "CARBONSPAN_CACHE_DIR must be an absolute path")
    if sys.platform == "win32":
        platform = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        platform = "~/Library/Caches"
    else:
        platform = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    found = Path(os.path.expanduser(platform)) / "carbonspan"  # noqa: PTH111 - Path.expanduser raises without a home
    return _absolute(found, "there is no home folder; set CARBONSPAN_CACHE_DIR to an absolute path")


def _absolute(path: Path, reason: str) -> Path | None:
    """`path` if it is absolute, else None, with a warning."""
    if path.is_absolute():
        return path
    _warn(path, reason)
    return None


@cache
def _temporary() -> Path:
    """A folder that only this user can read, removed when the process ends."""
    import atexit
    import tempfile

    made = tempfile.mkdtemp(prefix="carbonspan-")
    atexit.register(_remove, made, os.getpid())
    return Path(made)


def _remove(folder: str, process: int) -> None:
    """Remove a folder at the end of the `process` that made it, not of one that it forked."""
    import shutil

    if os.getpid() == process:
        shutil.rmtree(folder, ignore_errors=True)


def is_trusted(folder: Path) -> bool:
    """Whether only this user can have written to `folder`, which may be missing.

    The cache contains compiled code, so whoever can write to it can run code as this user. A folder that belongs to
    another user, or that its group or others can write to, is not trusted; a warning is logged once per process.
    """
    try:
        found = folder.stat()
    except OSError:
        return True  # nothing can be read from it
    if not hasattr(os, "geteuid"):  # Windows, where profiles are private
        return True
    if found.st_uid != os.geteuid():
        _warn(folder, "it belongs to another user; set CARBONSPAN_CACHE_DIR to a folder that you own")
        return False
    if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        _warn(folder, f"other users can write to it; run `chmod go-w {folder}`")
        return False
    return True


def make(folder: Path) -> None:
    """Create `folder` within the cache folder, private to this user. Raises OSError."""
    cache_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


@cache
def _warn(folder: Path, reason: str) -> None:
    _log.warning("the cache folder %s is not used: %s", folder, reason)
