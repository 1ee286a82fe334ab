"""JSON values by key in one cache entry, for results that are slow to compute; written behind the answers."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from .behind import keeps, later
from .store import Store

#: Values that a memo keeps, the newest, and values that may wait to be written.
MOST_ENTRIES, MOST_WAITING = 2_000, 200
_STORE = Store("memos", most=64)


@dataclass
class Memo:
    """JSON values by key, stored under `name` and `version`. Any failure of the disk is a miss.

    What is put is known to this process at once, and to others when it is written: as this process ends, or when many
    values wait. A process that is killed loses only the time to compute them again.

    >>> memo = Memo("doctest", "1")
    >>> memo.put("kWh", 3.6e6)
    >>> memo.get("kWh")
    3600000.0
    """

    name: str
    version: str
    _entries: dict[str, Any] | None = field(default=None, repr=False)
    _waiting: dict[str, Any] = field(default_factory=dict, repr=False)

    def get(self, key: str) -> Any:
        """The value stored under `key`, else None."""
        if self._entries is None:
            self._entries = self._read()
        return self._entries.get(key)

    def put(self, key: str, value: Any) -> None:
        """Keep `value` under `key`."""
        if self._entries is None:
            self._entries = self._read()
        self._entries[key] = value
        if not keeps():
            return
        if not self._waiting:
            later(self.write)
        self._waiting[key] = value
        if len(self._waiting) > MOST_WAITING:
            self.write()

    def write(self) -> None:
        """Store the values that wait, beside what other processes have stored meanwhile."""
        waiting, self._waiting = self._waiting, {}  # at once: another thread may put
        if waiting:
            older = self._read()
            entries = [*((key, value) for key, value in older.items() if key not in waiting), *waiting.items()]
            self._entries = dict(entries[-MOST_ENTRIES:])
            _STORE.put(self._key, json.dumps(self._entries).encode())

    @property
    def _key(self) -> str:
        return f"{self.name} {self.version}"

    def _read(self) -> dict[str, Any]:
        stored = _STORE.get(self._key)
        entries: dict[str, Any] = json.loads(stored) if stored else {}
        return entries
