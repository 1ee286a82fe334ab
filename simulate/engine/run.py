"""A run: a plan's tasks over threads into a state, to a number of samples, with progress and a way to stop."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from ..describe.units import display
from ..kernels.histogram import PAGE, PAGES
from ..kernels.jit import BATCHES, BLOCK, LEAF
from ..kernels.moments import FIELDS
from .codecache import driver
from .compiler import compile_model
from .failure import RunError
from .plan import Plan
from .state import State, no_extremes

Progress = Callable[[int, int], None]
Task = tuple[int, int, int]
Floats = NDArray[np.float64]

#: Samples of one task, times the coordinates: long enough to cost nothing to hand out, short enough to stop soon.
_TASK = 1 << 20
#: The largest task, in leaves, as a power of two.
_TASK_LEVEL = 5


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def batch_size(samples: int, batch: int) -> int:
    """How many of the first `samples` samples belong to `batch`: sample i is number i // BATCHES of batch i % BATCHES.

    >>> [batch_size(33, 0), batch_size(33, 1)]
    [2, 1]
    """
    return (samples - batch + BATCHES - 1) // BATCHES


@dataclass
class Runner:
    """A compiled plan, ready to be run, extended and replayed."""

    plan: Plan
    threads: int = 0
    state: State = field(init=False)
    model: Any = field(init=False)

    def __post_init__(self) -> None:
        self.threads = self.threads or processors()
        self.state = State(len(self.plan.records))
        self.model = compile_model(self.plan.scenario.parts, self.plan.scenario.outputs)

    def extend(self, samples: int, progress: Progress | None = None) -> bool:
        """Bring the state to `samples` samples; False where it was interrupted, the state then holds what was finished.

        What is in already must end at a leaf of every batch. Raises RunError where an output is not finite.
        """
        done = self.state.samples
        tasks = list(self._tasks(done, samples))
        failures: list[tuple[int, int]] = []
        lock = threading.Lock()
        accumulate = driver("accumulate")

        def work(number: int) -> None:
            result = self._accumulate(accumulate, tasks[number])
            with lock:
                if lost := self._take(tasks[number], *result):
                    failures.append((number, lost))
                    crew.stop()
                if progress:
                    progress(self.state.samples, samples)

        crew = Crew(work, len(tasks), self.threads)
        finished = crew.run()
        if failures:
            number, lost = min(failures)
            self._refuse(tasks[number], lost)
        return finished

    def _tasks(self, done: int, samples: int) -> Iterator[Task]:
        """(batch, first, last) sample numbers of what is missing, so that all batches advance together."""
        coordinates = len(self.plan.coordinates)
        longest = batch_size(samples, 0)
        level = _TASK_LEVEL
        while level and (
            (LEAF << level) * coordinates > _TASK or longest * BATCHES < (LEAF << level) * 4 * self.threads
        ):
            level -= 1
        size = LEAF << level
        for start in range(0, longest, size):
            for batch in range(BATCHES):
                first = max(start, batch_size(done, batch))
                last = min(start + size, batch_size(samples, batch))
                if first < last:
                    yield batch, first, last

    def _accumulate(self, accumulate: Callable[..., None], task: Task) -> tuple[Any, ...]:
        batch, first, last = task
        outputs = self.state.outputs
        span = np.array([first, last, first, 0])
        leaves = np.zeros((-(-(last - first) // LEAF), outputs, FIELDS))
        places = np.full((outputs, PAGES), -1, np.int32)
        pool = np.zeros(2 * outputs * BLOCK * PAGE, np.uint32)
        ends = no_extremes(outputs)
        while True:
            accumulate(self.plan.program, self.model, batch, span, leaves, places, pool, ends)
            if span[2] >= last:
                return leaves[0].copy(), places, pool, ends
            pool = np.concatenate([pool, np.zeros_like(pool)])

    def _take(self, task: Task, moments: Any, places: Any, pool: Any, ends: Any) -> int:
        batch, first, last = task
        leaves = -(-(last - first) // LEAF)
        level = (leaves - 1).bit_length()
        self.state.trees[batch].add(level, (first // LEAF) >> level, moments)
        self.state.extend(ends)
        self.state.spans.append(task)
        return self.state.add_counts(batch, places, pool)

    def _refuse(self, task: Task, lost: int) -> NoReturn:
        """Say how many samples of `task` are not finite, and show the first with its inputs."""
        batch, first, last = task
        number = driver("first_lost")(self.plan.program, self.model, batch, first, last)
        rows, outputs = self.sample(batch, number)
        bad = [q.name for (_, q), value in zip(self.plan.records, outputs, strict=True) if not np.isfinite(value)]
        inputs = self.plan.scenario.inputs
        values = ", ".join(
            f"{name} = {display(value, inputs[name].unit)}" for name, value in zip(self.plan.values, rows, strict=True)
        )
        raise RunError(
            f"{lost:,} outputs of {last - first:,} samples are not finite numbers; the first is sample "
            f"{BATCHES * number + batch}, where {' and '.join(dict.fromkeys(bad))} cannot be computed from {values}; "
            "truncate the inputs that lead there, or mend the model"
        )

    def sample(self, batch: int, number: int) -> tuple[Floats, Floats]:
        """One sample: its inputs (input,), before factors, and outputs (record,)."""
        rows, outputs = np.empty((len(self.plan.values), 1)), np.empty((self.state.outputs, 1))
        self._stored(batch, number, number + 1, rows, outputs)
        return rows[:, 0], outputs[:, 0]

    def draws(self, count: int) -> tuple[Floats, Floats]:
        """The first `count` samples: inputs (input, count), before factors, and outputs (record, count)."""
        rows, outputs = np.empty((len(self.plan.values), count)), np.empty((self.state.outputs, count))

        def work(batch: int) -> None:
            self._stored(batch, 0, batch_size(count, batch), rows[:, batch::BATCHES], outputs[:, batch::BATCHES])

        Crew(work, BATCHES, self.threads).run()
        return rows, outputs

    def _stored(self, batch: int, first: int, last: int, rows: Floats, outputs: Floats) -> None:
        """Put samples `first` to `last` of `batch` into the columns of `rows` and `outputs`."""
        kept = np.array(list(self.plan.values.values()), np.int64)
        driver("store")(self.plan.program, self.model, batch, first, last, rows, outputs, kept)


class Crew:
    """Threads that work off numbered tasks in order until all are done or it is told to stop."""

    def __init__(self, work: Callable[[int], None], tasks: int, threads: int) -> None:
        self._work = work
        self._numbers = iter(range(tasks))
        self._lock = threading.Lock()
        self._threads = max(1, min(threads, tasks))
        self._stop = threading.Event()

    def stop(self) -> None:
        """Hand out no more tasks; those begun are finished."""
        self._stop.set()

    def run(self) -> bool:
        """Work until all is done; False where the user interrupted it."""
        interrupted = False
        with ThreadPoolExecutor(self._threads) as pool:
            futures = [pool.submit(self._serve) for _ in range(self._threads)]
            while True:
                try:
                    for future in futures:
                        future.result()
                    break
                except KeyboardInterrupt:
                    interrupted = True
                    self.stop()
                except BaseException:
                    self.stop()
                    raise
        return not interrupted

    def _serve(self) -> None:
        while not self._stop.is_set():
            with self._lock:
                number = next(self._numbers, None)
            if number is None:
                return
            self._work(number)
