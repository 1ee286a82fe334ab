"""Whether a cluster is still there: its scheduler answers, and it has workers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Final

#: Seconds between two questions to the scheduler.
_EVERY: Final = 3.0


class Pulse:
    """The scheduler that `client` is connected to, which is asked now and then without waiting for its answer.

    `cores` is how many its workers have. A cluster that gives no answer, or has no workers, for `patience` seconds is
    lost.
    """

    def __init__(self, client: Any, patience: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.cores = sum(client.ncores().values())
        self._client, self._patience, self._clock = client, patience, clock
        self._asked: Future[dict[str, int]] | None = None
        #: When it was asked last, and since when it has had no workers.
        self._at, self._without = (clock(),) * 2

    def trouble(self) -> str:
        """Why the cluster is lost; empty if it is not."""
        if self._client.status != "running":
            return "the connection to its scheduler is lost"
        now = self._clock()
        if self._asked and self._asked.done():
            self._hear(self._asked, now)
        elif not self._asked and now > self._at + _EVERY:
            self._at, self._asked = now, self._question()
        if self._asked and now - self._at > self._patience:
            return f"its scheduler has not answered for {self._patience:g} s"
        if not self.cores and now - self._without > self._patience:
            return f"it has had no workers for {self._patience:g} s"
        return ""

    def _question(self) -> Future[dict[str, int]]:
        return asyncio.run_coroutine_threadsafe(self._client.scheduler.ncores(), self._client.loop.asyncio_loop)

    def _hear(self, asked: Future[dict[str, int]], now: float) -> None:
        """Take in an answer; one that failed is none."""
        self._asked = None
        if asked.exception():
            return
        before, self.cores = self.cores, sum(asked.result().values())
        if before and not self.cores:
            self._without = now
