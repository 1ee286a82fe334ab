"""Workers that are processes of this machine: how they start, so that Ctrl-C reaches none of them, and end at once."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from importlib import import_module
from multiprocessing import resource_tracker
from typing import Any, Final

from ...engine.runner import processors

#: What dask would watch workers for, without being looked at here: it takes a thirtieth of a core.
_LEAN: Final = {
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.nanny.pre-spawn-environ": {},  # which lets malloc return memory that the next task asks for again
}
#: Dask would end for good a process that is not there this long after it was lost, though it may have been lost again
#: since, and be starting.
_PATIENT: Final = {"distributed.deploy.lost-worker-timeout": "1000 days"}


def most() -> int:
    """The most that may be started: more take memory and gain nothing."""
    return 4 * processors()


def start(workers: int) -> Any:
    """A cluster of dask with a scheduler in this process, and processes that each have one thread."""
    with _interrupts_blocked(), import_module("dask").config.set(_LEAN):
        return import_module("distributed").LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            dashboard_address=":0",
            memory_limit=None,
            silence_logs=logging.CRITICAL,
        )


def never_given_up() -> AbstractContextManager[Any]:
    """A context in which a process that was lost is started again, however often."""
    found: AbstractContextManager[Any] = import_module("dask").config.set(_PATIENT)
    return found


def end(local: Any) -> None:
    """End the processes of a cluster at once: asked to, they would first finish spans that are not needed."""
    for nanny in list(local.workers.values()):
        nanny.auto_restart = False
        if nanny.pid:
            with suppress(OSError):
                os.kill(nanny.pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """A context whose threads, and their processes, never see Ctrl-C, which a terminal sends to all of them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # which would unblock signals in the thread that starts it
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
