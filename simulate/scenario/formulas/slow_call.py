"""A word about a model that Python takes long to compute, which looks as if nothing happened."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

#: Time after which a word is said [s].
PATIENCE = 5.0
_log = logging.getLogger("carbonspan")


@contextmanager
def announced(name: str, purpose: str) -> Iterator[None]:
    """Within this context, model `name` is computed in Python for a `purpose`; a warning is logged if it takes long."""
    message = f"{name}: computing it in Python, {purpose}, takes long; loops of fewer rounds take less time"
    timer = Timer(PATIENCE, _log.warning, [message])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
