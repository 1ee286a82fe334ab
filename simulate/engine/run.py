"""A run: a plan's tasks over threads into a state, to a number of samples, with progress and a way to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Protocol

from ..kernels.batches import BATCHES
from .accumulators.base import Saved
from .interrupts import is_pressed, stoppable
from .replay import refusal
from .runner import Runner
from .tasks import Task, tasks
from .workers import Workers

Progress = Callable[[int, int], None]


class Keeper(Protocol):
    """What keeps a run's state now and then, outside of this process."""

    def due(self) -> bool:
        """Whether the state is to be kept now; True once for every call of `keep`, to whichever thread asks first."""

    def keep(self, state: Saved) -> None:
        """Keep a copy of the state, while other threads go on."""


def part_of(progress: Progress | None, index: int, count: int) -> Progress | None:
    """The progress of run number `index` of `count` equal ones, each of which tells samples done and to do."""
    if progress is None:
        return None
    whole = progress

    def part(done: int, samples: int) -> None:
        whole(index * samples + done, count * samples)

    return part


def extend(  # noqa: PLR0913 - what to run, each by its name
    runner: Runner,
    samples: int,
    progress: Progress | None = None,
    *,
    batches: int = BATCHES,
    begin: int = 0,
    keeper: Keeper | None = None,
) -> bool:
    """Bring `runner` to `samples` samples; False if the user interrupted: the state then holds all finished tasks.

    The samples are dealt to the first `batches` batches: fewer are longer, and as Sobol' points more even. Those
    accumulated before are left out, whichever they are, and so are those before `begin`; all of these must end at
    leaves. A `keeper` keeps the state meanwhile. Raises RunError if an output is not finite.
    """
    failures: list[Task] = []
    lock = threading.Lock()
    threads = threading.local()

    def work(task: Task) -> None:
        before = getattr(threads, "memories", None)
        threads.memories = runner.executable.accumulate(task, runner.state.accumulators, before)
        with lock:
            if runner.state.add(task, threads.memories.values):
                failures.append(task)
                workers.stop()
            if progress:
                progress(runner.state.samples, samples - begin)
            kept = runner.state.copied() if keeper and not failures and keeper.due() else None
        if keeper and kept is not None:
            keeper.keep(kept)

    evaluations = (samples - begin) * len(runner.plan.coordinates)
    workers = Workers(work, _missing(runner, begin, samples, batches), runner.threads, evaluations)
    try:
        with stoppable(workers.stop):
            finished = not is_pressed() and workers.run() and not is_pressed()
    finally:
        for each in runner.state.accumulators:
            each.release()
    if failures:
        raise refusal(runner, min(task.last for task in failures), samples, batches)
    return finished


def _missing(runner: Runner, begin: int, samples: int, batches: int) -> Iterator[Task]:
    """The tasks between `begin` and `samples` samples, less what is in."""
    first = batches * runner.state.done.reached(begin // batches, batches)
    coordinates = len(runner.plan.coordinates)
    for task in tasks(first, samples, coordinates=coordinates, threads=runner.threads, batches=batches):
        yield from runner.state.done.missing(task)
