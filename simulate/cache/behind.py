"""Writes to the cache that wait until the process ends, or until many wait: an answer does not wait for a disk."""

from __future__ import annotations

import atexit
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

#: Writes that may wait.
MOST_WAITING = 64
_waiting: list[Callable[[], object]] = []
_KEEPS: ContextVar[bool] = ContextVar("keeps", default=True)


@contextmanager
def unkept() -> Iterator[None]:
    """Within this context no write is kept for later: what is computed is one of many steps, not asked for again.

    >>> with unkept():
    ...     later(lambda: print("written"))
    >>> write_now()
    """
    token = _KEEPS.set(False)
    try:
        yield
    finally:
        _KEEPS.reset(token)


def keeps() -> bool:
    """Whether writes are kept for later here."""
    return _KEEPS.get()


def later(write: Callable[[], object]) -> None:
    """Call `write` behind the answer; never if the process is killed before, nor within `unkept`."""
    if not keeps():
        return
    _waiting.append(write)
    if len(_waiting) > MOST_WAITING:
        write_now()


def write_now() -> None:
    """Do all writes that wait."""
    while _waiting:
        _waiting.pop(0)()


atexit.register(write_now)
