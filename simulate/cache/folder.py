"""The user's cache folder, and whether its contents may be trusted."""

from __future__ import annotations

import logging
import os
import stat
import sys
from functools import cache
from pathlib import Path

_log = logging.getLogger("carbonspan")


def cache_folder() -> Path:
    """The folder of this user's caches: ``CARBONSPAN_CACHE_DIR``, else ``carbonspan`` in the platform's folder."""
    if chosen := os.environ.get("CARBONSPAN_CACHE_DIR"):
        return Path(chosen)
    if sys.platform == "win32":
        platform = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        platform = "~/Library/Caches"
    else:
        platform = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(os.path.expanduser(platform)) / "carbonspan"  # noqa: PTH111 - Path.expanduser raises where there is no home


def is_trusted(folder: Path) -> bool:
    """Whether this user alone can have written the contents of `folder`, which may be missing.

    Compiled code is among them, so whoever can write them can run code as this user. A folder of another user's, or
    one that its group or others can write, is not trusted, and a warning says so once a process.
    """
    try:
        found = folder.stat()
    except OSError:
        return True  # nothing can be read there
    if not hasattr(os, "geteuid"):  # Windows, where a profile is its user's own
        return True
    if found.st_uid != os.geteuid():
        _warn(folder, "it belongs to another user; set CARBONSPAN_CACHE_DIR to a folder of your own")
        return False
    if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        _warn(folder, f"other users can write to it; `chmod go-w {folder}` makes it usable")
        return False
    return True


def make(folder: Path) -> None:
    """Make `folder`, and the cache folder around it, for this user alone. Raises OSError."""
    cache_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


@cache
def _warn(folder: Path, reason: str) -> None:
    _log.warning("the cache folder %s is not used: %s", folder, reason)
