"""Values in memory by key, of which those that were used longest ago are forgotten."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


@dataclass
class Recent(Generic[Key, Value]):
    """At most `most` values by key, which threads may share.

    >>> recent = Recent(most=2)
    >>> for text in ("first", "second", "third"):
    ...     recent.put(text, len(text))
    >>> recent.get("first"), recent.get("third")
    (None, 5)
    """

    most: int
    _values: dict[Key, Value] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def get(self, key: Key) -> Value | None:
        """The value under `key`, else None; it counts as used."""
        with self._lock:
            value = self._values.pop(key, None)
            if value is not None:
                self._values[key] = value
            return value

    def put(self, key: Key, value: Value) -> None:
        """Keep `value`, which is not None, under `key`."""
        with self._lock:
            self._values.pop(key, None)
            self._values[key] = value
            if len(self._values) > self.most:
                del self._values[next(iter(self._values))]
