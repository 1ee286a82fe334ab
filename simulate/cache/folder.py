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
    """The user's cache folder: ``CARBONSPAN_CACHE_DIR``, else ``carbonspan`` in the platform's cache folder."""
    if chosen := os.environ.get("CARBONSPAN_CACHE_DIR"):
        return Path(chosen)
    if sys.platform == "win32":
        platform = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        platform = "~/Library/Caches"
    else:
        platform = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(os.path.expanduser(platform)) / "carbonspan"  # noqa: PTH111 - Path.expanduser raises without a home


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
