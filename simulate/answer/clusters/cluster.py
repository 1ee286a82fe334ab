"""A cluster that a run's samples are given out to, span by span, by dask.distributed's futures.

A few spans for each worker are out at a time, so that neither the scheduler's memory nor this process's grows with the
number of samples. What a lost worker was computing is computed again by another.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator
from importlib import import_module
from itertools import islice
from typing import Any, Final, NoReturn, Self

from ...engine.accumulators.base import Saved
from ...engine.errors import RunError
from ...engine.interrupts import is_pressed, stoppable
from ...engine.run import Keeper, Progress, extend
from ...engine.runner import Runner
from ...engine.tasks import Done
from ...kernels.batches import LEAF
from ...problems import InvalidInput, Problem
from ..checkpoints.checkpoint import Extend
from ..checkpoints.span import STEP
from ..started_run import StartedRun
from .worker import SpanTask, compute

_ADDRESS: Final = re.compile(r"local:(?P<workers>\d{1,4})|[a-z]+://\S+")
#: Spans that are out at a time, and spans of a whole run at least, for each worker.
_OUT, _SHARE = 2, 8
#: The most steps of a span, times the coordinates, and how many more there may be for each core: at 15 ns a sample, a
#: second, and so long with many cores that their states do not come in faster than they can be added up.
_MOST, _MOST_PER_CORE = 64, 2
#: Seconds between two looks at whether the run was interrupted, and until a cluster must have answered.
_LOOK, _PATIENCE = 0.2, 30
#: How often a span is given out again after dask has given it up, which it does when four of its workers were lost.
_RETRIES = 5
_REMEDY = "with --checkpoint, the same command goes on"


class Cluster:
    """The cluster at `address`: ``tcp://host:8786``, or ``local:4`` for four processes on this machine.

    It is a context. Raises InvalidInput if there is no such cluster, or dask is not installed.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        found = _ADDRESS.fullmatch(address)
        if not found or found["workers"] == "0":
            self._refuse("must be local:N, such as local:4, or a scheduler's address, such as tcp://host:8786")
        self._workers = int(found["workers"] or 0)
        self._local: Any = None
        self._client: Any = None

    def __enter__(self) -> Self:
        try:
            distributed: Any = import_module("distributed")
        except ImportError:
            self._refuse("requires dask.distributed; install it with pip install 'carbonspan[dask]'")
        try:
            if self._workers:
                self._local = distributed.LocalCluster(
                    n_workers=self._workers, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL
                )
            self._client = distributed.Client(self._local or self.address, timeout=_PATIENCE)
            if not self._client.ncores():
                self._client.wait_for_workers(1, timeout=_PATIENCE)
        except (OSError, RuntimeError, ValueError, TimeoutError) as error:
            self.__exit__()
            self._refuse(f"cannot be reached: {error}; start it with `dask scheduler` and `dask worker`")
        return self

    def __exit__(self, *_: object) -> None:
        for each in (self._client, self._local):
            if each:
                each.close()

    def _refuse(self, rule: str) -> NoReturn:
        raise InvalidInput([Problem(rule, file=f"--cluster {self.address}")])

    def extending(self, started: StartedRun) -> Extend:
        """What brings the runner of a run to more samples, as `engine.run.extend` does, on this cluster."""

        def extend_here(
            runner: Runner,
            samples: int,
            progress: Progress | None = None,
            *,
            begin: int = 0,
            keeper: Keeper | None = None,
        ) -> bool:
            stopped = threading.Event()
            with stoppable(stopped.set):
                if is_pressed():
                    return False
                done = self._give_out(started, (begin, samples), stopped, progress, keeper)
            # Steps of which an earlier run on threads has only some batches are computed here.
            return done and extend(runner, samples, progress, begin=begin, keeper=keeper)

        return extend_here

    def _give_out(
        self,
        started: StartedRun,
        within: tuple[int, int],
        stopped: threading.Event,
        progress: Progress | None,
        keeper: Keeper | None,
    ) -> bool:
        """Run what is missing, and add it to the state of `started`; False if it was `stopped`."""
        cores = max(sum(self._client.ncores().values()), 1)
        state, identity = started.runner.state, started.identity
        spans = _spans(state.done, within, cores, len(started.runner.plan.coordinates))
        tasks = (SpanTask(started.scenario, started.request, started.events, identity, *span) for span in spans)
        out = {self._client.submit(compute, each, pure=False): (each, 0) for each in islice(tasks, _OUT * cores)}
        while out and not stopped.is_set():
            for future in self._finished(list(out)):
                task, lost = out.pop(future)
                found = self._result(future, lost)
                if found is None:
                    out[self._client.submit(compute, task, pure=False)] = task, lost + 1
                    continue
                out |= {self._client.submit(compute, each, pure=False): (each, 0) for each in islice(tasks, 1)}
                state.absorb(found)
                if progress:
                    progress(state.samples, within[1] - within[0])
                if keeper and keeper.due():
                    keeper.keep(state.save())
        self._client.cancel(list(out))
        return not stopped.is_set()

    def _finished(self, out: list[Any]) -> list[Any]:
        """Those of the futures that are done, waiting a moment for the first."""
        wait: Any = import_module("distributed").wait
        try:
            return list(wait(out, timeout=_LOOK, return_when="FIRST_COMPLETED").done)
        except TimeoutError:
            if self._client.status in ("running", "connecting"):
                return []
        raise RunError(f"the cluster {self.address} is lost; {_REMEDY}")

    def _result(self, future: Any, lost: int) -> Saved | None:
        """The state that a future has; None if its workers were lost, but not too often. Raises RunError."""
        killed: Any = import_module("distributed").scheduler.KilledWorker
        try:
            found: Saved = future.result()
        except RunError:
            raise
        except killed:
            if lost < _RETRIES:
                return None
            raise RunError(f"workers of {self.address} end again and again; do they have enough memory?") from None
        except Exception as error:
            what = " ".join(f"{type(error).__name__}: {error}".split())
            raise RunError(f"the cluster {self.address} failed ({what}); {_REMEDY}") from error
        return found


def _spans(done: Done, within: tuple[int, int], cores: int, coordinates: int = 1) -> Iterator[tuple[int, int]]:
    """Spans of whole steps of which nothing is in."""
    first, last = (each // STEP for each in within)
    most = max(_MOST, _MOST_PER_CORE * cores) // coordinates
    length = max(min((last - first) // (_SHARE * cores), most), 1)
    taken = sorted({(a // LEAF, -(-b // LEAF)) for spans in done.spans for a, b in spans})
    for begin, end in (*taken, (last, last)):
        while first < min(begin, last):
            yield first * STEP, min(first + length, begin, last) * STEP
            first = min(first + length, begin, last)
        first = max(first, end)
