"""Settings of matplotlib within a context: they are the process's, so one thread at a time changes them and draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import RLock
from typing import Any

from .fonts import boxes_for_missing

#: Without it, a thread would draw with another's settings, and the last to leave would restore those of the first.
_DRAWS = RLock()


@contextmanager
def changed(settings: Mapping[Any, Any]) -> Iterator[None]:
    """Within this context, which other threads wait for, matplotlib has `settings` and draws any letter as it can."""
    from matplotlib import rc_context

    with _DRAWS, rc_context(dict(settings)), boxes_for_missing():
        yield
