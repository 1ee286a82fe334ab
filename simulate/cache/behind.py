"""Writes to the cache that wait until the process ends, or until many wait: an answer does not wait for a disk."""

from __future__ import annotations

import atexit
from collections.abc import Callable

#: Writes that may wait.
MOST_WAITING = 64
_waiting: list[Callable[[], object]] = []


def later(write: Callable[[], object]) -> None:
    """Call `write` behind the answer; never if the process is killed before."""
    _waiting.append(write)
    if len(_waiting) > MOST_WAITING:
        write_now()


def write_now() -> None:
    """Do all writes that wait."""
    while _waiting:
        _waiting.pop(0)()


atexit.register(write_now)
