"""A cluster that a run's samples are given out to, span by span, by dask.distributed's futures.

A few spans for each core are out at a time, so that neither the scheduler's memory nor this process's grows with the
number of samples. What a lost worker was computing is computed again by another.
"""

from __future__ import annotations

import logging
import re
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from functools import partial
from importlib import import_module
from itertools import islice
from pkgutil import resolve_name
from typing import Any, Final, NoReturn, Self, TypeVar

from .... import __version__
from ...engine.accumulators.base import Saved
from ...engine.errors import RunError, RunLost
from ...engine.interrupts import is_pressed, stoppable
from ...engine.run import Keeper, Progress, extend
from ...engine.runner import Runner
from ...engine.zoom import Zoomed, Zooms, zoomed
from ...kernels.batches import BATCHES
from ...problems import InvalidInput, Problem
from . import local_workers
from .pulse import Pulse
from .spans import missing_spans, outside, whole_spans
from .worker import compute, job, recount

Found = TypeVar("Found", Saved, Zoomed)

_ADDRESS: Final = re.compile(r"local:(?P<workers>[1-9]\d{0,3})|(?:tcp|tls|ws|wss|ucx)://[^\s/]+:\d{1,5}")
#: Spans that are out at a time for each core.
_OUT: Final = 2
#: The most bins that a replay on the cluster splits: a span sends back 128 kB or more for each.
_MOST_ZOOMS: Final = 512
#: Seconds between two looks at whether the run was interrupted; until a scheduler must be reached; until one that was
#: must have answered, or have a worker; and until processes that were asked to end are killed.
_LOOK, _REACH, _PATIENCE, _ENDING = 0.2, 10, 30, 1
#: How often a span is given out again after dask has given it up, which it does when four of its workers were lost.
_RETRIES = 5
_NEED: Final = f"workers need carbonspan {__version__}, as here"
_LOGGERS: Final = "distributed", "tornado", "asyncio"


class Cluster:
    """The cluster at `address`: ``tcp://host:8786``, or ``local:4`` for four processes on this machine.

    It is a context. Raises InvalidInput if there is no such cluster, or dask is not installed.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        found = _ADDRESS.fullmatch(address)
        if not found:
            self._refuse(
                "must be local:N with N from 1 to 9999, such as local:4, or a scheduler's address, such as tcp://host:8786"
            )
        self._workers = int(found["workers"] or 0)
        if self._workers > local_workers.most():
            self._refuse(f"must be at most {local_workers.most()} processes, four for each processor of this machine")
        self._local: Any = None
        self._client: Any = None
        self._contexts = ExitStack()

    def __enter__(self) -> Self:
        try:
            distributed: Any = import_module("distributed")
        except ImportError:
            self._refuse("requires dask.distributed; install it with pip install 'carbonspan[dask]'")
        _silence()
        try:
            self._open(distributed)
            self._check_workers(distributed)
        except InvalidInput:
            self.__exit__()
            raise
        except Exception as error:  # noqa: BLE001 - dask raises whatever its transport does
            self.__exit__()
            self._refuse(f"cannot be reached: {_sentence(error)}; start it with `dask scheduler` and `dask worker`")
        except BaseException:
            self.__exit__()
            raise
        return self

    def _open(self, distributed: Any) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # versions that matter are compared by workers
            if self._workers:
                self._contexts.enter_context(local_workers.never_given_up())
                self._local = local_workers.start(self._workers)
            direct = bool(self._workers) or None  # elsewhere a firewall may be between, and states pass the scheduler
            self._client = distributed.Client(self._local or self.address, timeout=_REACH, direct_to_workers=direct)
        if not self._client.ncores():
            self._client.wait_for_workers(1, timeout=_PATIENCE)

    def _check_workers(self, distributed: Any) -> None:
        """Refuse workers without this version of carbonspan; those that are busy with something else answer later.

        They are asked by a function of Python's own: one of carbonspan ends a worker that cannot import it.
        """
        asked = {
            self._client.submit(resolve_name, "carbonspan:__version__", workers=[each], pure=False): each
            for each in self._client.ncores()
        }
        with suppress(TimeoutError):
            distributed.wait(list(asked), timeout=_REACH)
        for future, worker in asked.items():
            if future.status == "error":
                self._refuse(f"the worker {worker} cannot import carbonspan ({_sentence(future.exception())}); {_NEED}")
            if future.status == "finished" and (found := future.result()) != __version__:
                self._refuse(f"the worker {worker} has carbonspan {found}; {_NEED}")

    def __exit__(self, *_: object) -> None:
        if self._local:
            local_workers.end(self._local)
        for each in (self._client, self._local):
            if each:
                with suppress(Exception):  # what is lost already cannot be closed
                    each.close(timeout=_ENDING)
        self._contexts.close()

    def _refuse(self, rule: str) -> NoReturn:
        raise InvalidInput([Problem(rule, file=f"--cluster {self.address}")])

    def extend(  # noqa: PLR0913 - as `engine.run.extend`
        self,
        runner: Runner,
        samples: int,
        progress: Progress | None = None,
        *,
        batches: int = BATCHES,
        begin: int = 0,
        keeper: Keeper | None = None,
    ) -> bool:
        """Bring `runner` to `samples` samples on this cluster, as `engine.run.extend` does.

        What is less than a step, and steps of which the state has only some batches, are run here. Raises RunLost if
        the cluster is lost.
        """
        state, pulse, stopped = runner.state, self._pulse(), threading.Event()
        coordinates = len(runner.plan.coordinates)

        def take(found: Saved) -> None:
            state.absorb(found)
            if progress:
                progress(state.samples, samples - begin)
            if keeper and keeper.due():
                keeper.keep(state.save())

        with stoppable(stopped.set):
            if is_pressed():
                return False
            spans = missing_spans(state.done, (begin, samples), max(pulse.cores, 1), coordinates, batches)
            finished = self._give_out(partial(compute, job(runner, batches)), spans, take, pulse, stopped)
        return finished and extend(runner, samples, progress, batches=batches, begin=begin, keeper=keeper)

    def zoom(self, runner: Runner, zooms: Zooms) -> Zoomed:
        """Replay what `runner` has in into the bins of `zooms` on this cluster, as `engine.zoom.zoomed` does.

        Samples outside of whole steps are replayed here, and so are all if the bins are more than workers can send.
        Raises RunLost if the cluster is lost.
        """
        if len(zooms.bins) > _MOST_ZOOMS:
            return zoomed(runner, zooms)
        pulse, done = self._pulse(), runner.state.done
        spans = list(whole_spans(done, max(pulse.cores, 1), len(runner.plan.coordinates)))
        found = zoomed(runner, zooms, outside(done, spans).spans)
        self._give_out(partial(recount, job(runner), zooms), iter(spans), found.add, pulse, threading.Event())
        return found

    def _pulse(self) -> Pulse:
        return Pulse(self._client, _PATIENCE)

    def _give_out(
        self,
        work: Callable[[int, int], Found],
        spans: Iterator[tuple[int, int]],
        take: Callable[[Found], None],
        pulse: Pulse,
        stopped: threading.Event,
    ) -> bool:
        """Let workers do `work` on each of `spans`, and `take` what they find; False if it was `stopped`."""
        out: dict[Any, _Out] = {}
        again: list[_Out] = []
        while not stopped.is_set():
            for span, lost in [*again, *((span, 0) for span in islice(spans, max(_OUT * pulse.cores - len(out), 0)))]:
                out[self._client.submit(work, *span, pure=False)] = span, lost
            again = []
            if not out:
                return True
            for future in self._finished(list(out), pulse):
                span, lost = out.pop(future)
                try:
                    found = self._result(future, lost)
                except TimeoutError:  # its worker was lost with what it had finished, and another computes it again
                    out[future] = span, lost
                    continue
                if found is None:
                    again.append((span, lost + 1))
                else:
                    take(found)
        self._client.cancel(list(out))
        return False

    def _finished(self, out: list[Any], pulse: Pulse) -> list[Any]:
        """Those of the futures that are done, waiting a moment for the first; raises RunLost."""
        wait: Any = import_module("distributed").wait
        done, trouble = [], ""
        try:
            done = list(wait(out, timeout=_LOOK, return_when="FIRST_COMPLETED").done)
        except TimeoutError:
            pass
        except Exception as error:  # noqa: BLE001 - dask cancels what is out, in an exception of its version
            trouble = _sentence(error)
        if trouble := pulse.trouble() or trouble:
            raise self._lost(trouble)
        return done

    def _lost(self, why: str) -> RunLost:
        return RunLost(f"the cluster {self.address} is lost: {why}")

    def _result(self, future: Any, lost: int) -> Any:
        """What the worker of a future has found; None if its workers were lost, but not too often.

        Raises RunError, and TimeoutError if the future has nothing any more.
        """
        killed: Any = import_module("distributed").scheduler.KilledWorker
        try:
            return future.result(timeout=_PATIENCE)
        except (RunError, TimeoutError):
            raise
        except killed:
            if lost < _RETRIES:
                return None
            raise self._lost("its workers end again and again; do they have enough memory?") from None
        except Exception as error:
            raise self._lost(_sentence(error)) from error


#: A span that is out, and how often it was lost.
_Out = tuple[tuple[int, int], int]


def _sentence(error: Exception) -> str:
    """The text of an error in one line."""
    return " ".join(f"{type(error).__name__}: {error}".split()) if str(error) else type(error).__name__


def _silence() -> None:
    """Log nothing of dask: what matters is raised, and every closed connection would be a traceback."""
    for name in (*_LOGGERS, *logging.root.manager.loggerDict):
        if name.partition(".")[0] in _LOGGERS:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
