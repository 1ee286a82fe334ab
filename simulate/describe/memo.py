"""Answers kept between processes in the user's cache folder: what was slow to find out need not be found out twice."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MOST_ENTRIES = 10_000


def cache_folder() -> Path:
    """Where this user's caches live: ``CARBONSPAN_CACHE_DIR``, else ``carbonspan`` in the platform's cache folder."""
    if chosen := os.environ.get("CARBONSPAN_CACHE_DIR"):
        return Path(chosen)
    if sys.platform == "win32":
        platform = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        platform = "~/Library/Caches"
    else:
        platform = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(os.path.expanduser(platform)) / "carbonspan"  # noqa: PTH111 - Path.expanduser raises where there is no home


@dataclass
class Memo:
    """JSON values by key, in a file of the cache folder named after `name` and `version`.

    Whatever goes wrong with that file is a miss: an answer is then found out again, never refused.

    >>> memo = Memo("doctest", "1")
    >>> memo.put("kWh", 3.6e6)
    >>> memo.get("kWh")
    3600000.0
    """

    name: str
    version: str
    _entries: dict[str, Any] | None = field(default=None, repr=False)

    @property
    def path(self) -> Path:
        """The file that holds the answers."""
        return cache_folder() / f"{self.name}-{self.version}.json"

    def get(self, key: str) -> Any:
        """The answer kept under `key`, else None."""
        if self._entries is None:
            self._entries = self._read()
        return self._entries.get(key)

    def put(self, key: str, value: Any) -> None:
        """Keep `value` under `key`, beside what other processes have kept by now."""
        entries = self._read() | (self._entries or {})
        if len(entries) >= MOST_ENTRIES:
            entries = {}
        self._entries = entries | {key: value}
        with contextlib.suppress(OSError, ValueError, TypeError):
            put_in_place(self.path, json.dumps(self._entries))

    def _read(self) -> dict[str, Any]:
        try:
            entries = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return entries if isinstance(entries, dict) else {}


def put_in_place(path: Path, text: str) -> None:
    """Replace the file at `path` in one step: a reader sees the old text or the new one, never half of either.

    Raises OSError where that cannot be.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".tmp")
    try:
        with open(handle, "w", encoding="utf-8") as file:  # noqa: PTH123 - the descriptor is already open
            file.write(text)
        os.replace(temporary, path)  # noqa: PTH105 - one of them is text
    except BaseException:
        os.unlink(temporary)  # noqa: PTH108 - as above
        raise
