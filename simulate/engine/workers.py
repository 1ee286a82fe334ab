"""Threads that process items in order, until all are done or the run is stopped."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from functools import cache
from typing import Generic, TypeVar

from .errors import RunError

Item = TypeVar("Item")

#: More threads than any run may ask for.
_MOST = 1 << 12
#: Evaluations of a model that the calling thread finishes sooner than it wakes others.
_FEW = 1 << 16


@cache
def _pool() -> ThreadPoolExecutor:
    """The threads of all runs, which start when they are first needed and then wait for work."""
    return ThreadPoolExecutor(_MOST, "carbonspan")


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_pool.cache_clear)  # a child has none of its parent's threads


class Workers(Generic[Item]):
    """`threads` threads that call `work` on each of `items`, which are taken in order.

    If all items together are few `evaluations` of a model, the calling thread does them itself, which is quicker.
    """

    def __init__(
        self, work: Callable[[Item], None], items: Iterable[Item], threads: int, evaluations: int = _FEW + 1
    ) -> None:
        self._work = work
        self._items = iter(items)
        self._taking = threading.Lock()
        self._threads = threads
        self._is_short = evaluations <= _FEW
        self._stop = threading.Event()

    def stop(self) -> None:
        """Start no more items; those in progress finish."""
        self._stop.set()

    def run(self) -> bool:
        """Process all items; False if the user interrupted. An error in `work` stops all threads and is raised.

        Where the calling thread does the work, an interrupt that calls no `stop` is raised, whatever is in progress.
        Raises RunError if the system starts no thread at all; fewer than asked for are enough.
        """
        if self._is_short:
            self._serve()
            return not self._stop.is_set()
        interrupted = False
        futures: list[Future[None]] = []
        while len(futures) < self._threads or not all(future.done() for future in futures):
            try:
                self._start(futures)
                wait(futures, return_when=FIRST_EXCEPTION)
            except KeyboardInterrupt:  # at any time from the first thread on
                interrupted = True
                self.stop()
        errors = [error for future in futures if (error := future.exception())]
        for error in errors:
            if not isinstance(error, KeyboardInterrupt):
                raise error
        return not (interrupted or errors)

    def _start(self, futures: list[Future[None]]) -> None:
        """Add threads to `futures` until there are as many as asked for, or as the system starts."""
        try:
            futures += (_pool().submit(self._serve) for _ in range(self._threads - len(futures)))
        except RuntimeError as error:
            if not futures:
                rule = f"no thread can be started: {error}"
                raise RunError(f"{rule}; raise the system's limits (`ulimit -u`, `ulimit -v`)") from None
            self._threads = len(futures)

    def _serve(self) -> None:
        while not self._stop.is_set():
            with self._taking:
                try:
                    item = next(self._items)
                except StopIteration:
                    return
            try:
                self._work(item)
            except BaseException:
                self.stop()
                raise
