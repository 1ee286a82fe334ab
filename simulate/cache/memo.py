"""JSON values by key in one cache entry, for results that are slow to compute."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from .store import Store

MOST_ENTRIES = 10_000
_STORE = Store("memos", most=64)


@dataclass
class Memo:
    """JSON values by key, stored under `name` and `version`. Any failure of the disk is a miss.

    >>> memo = Memo("doctest", "1")
    >>> memo.put("kWh", 3.6e6)
    >>> memo.get("kWh")
    3600000.0
    """

    name: str
    version: str
    _entries: dict[str, Any] | None = field(default=None, repr=False)

    def get(self, key: str) -> Any:
        """The value stored under `key`, else None."""
        if self._entries is None:
            self._entries = self._read()
        return self._entries.get(key)

    def put(self, key: str, value: Any) -> None:
        """Store `value` under `key`, and keep what other processes have stored meanwhile."""
        entries = self._read() | (self._entries or {})
        if len(entries) >= MOST_ENTRIES:
            entries = {}
        self._entries = entries | {key: value}
        _STORE.put(self._key, json.dumps(self._entries).encode())

    @property
    def _key(self) -> str:
        return f"{self.name} {self.version}"

    def _read(self) -> dict[str, Any]:
        stored = _STORE.get(self._key)
        entries: dict[str, Any] = json.loads(stored) if stored else {}
        return entries
