"""A run: a plan's tasks over threads into a state, to a number of samples, with progress and a way to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable

from ..kernels.batches import BATCHES
from .interrupts import is_pressed, stoppable
from .replay import refusal
from .runner import Runner
from .tasks import Task, tasks
from .workers import Workers

Progress = Callable[[int, int], None]


def part_of(progress: Progress | None, index: int, count: int) -> Progress | None:
    """The progress of run number `index` of `count` equal ones, each of which tells samples done and to do."""
    if progress is None:
        return None
    whole = progress

    def part(done: int, samples: int) -> None:
        whole(index * samples + done, count * samples)

    return part


def extend(runner: Runner, samples: int, progress: Progress | None = None, *, batches: int = BATCHES) -> bool:
    """Bring `runner` to `samples` samples; False if the user interrupted: the state then holds all finished tasks.

    The samples are dealt to the first `batches` batches: fewer are longer, and as Sobol' points more even. Those
    accumulated before must end at a leaf of every batch. Raises RunError if an output is not finite.
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
                progress(runner.state.samples, samples)

    coordinates, done = len(runner.plan.coordinates), runner.state.samples
    missing = tasks(done, samples, coordinates=coordinates, threads=runner.threads, batches=batches)
    workers = Workers(work, missing, runner.threads)
    try:
        with stoppable(workers.stop):
            finished = not is_pressed() and workers.run() and not is_pressed()
    finally:
        for each in runner.state.accumulators:
            each.release()
    if failures:
        raise refusal(runner, min(task.last for task in failures), samples, batches)
    return finished
