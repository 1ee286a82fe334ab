"""A run: a plan's tasks over threads into a state, to a number of samples, with progress and a way to stop."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from ..describe.units import display
from ..kernels.jit import BATCHES
from .codecache import driver
from .compiler import compile_model
from .crew import Crew
from .failure import RunError
from .plan import Plan
from .scratch import Scratch
from .state import State
from .tasks import Task, batch_size, tasks

Progress = Callable[[int, int], None]
Floats = NDArray[np.float64]


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


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
        failures: list[tuple[int, Task, int]] = []
        lock = threading.Lock()
        rooms = threading.local()
        accumulate = driver("accumulate")

        def work(numbered: tuple[int, Task]) -> None:
            number, task = numbered
            if not hasattr(rooms, "own"):
                rooms.own = Scratch(self.state.outputs)
            room: Scratch = rooms.own
            room.fill(accumulate, self.plan.program, self.model, task)
            with lock:
                if lost := self.state.add(task, room):
                    failures.append((number, task, lost))
                    crew.stop()
                if progress:
                    progress(self.state.samples, samples)

        missing = tasks(self.state.samples, samples, coordinates=len(self.plan.coordinates), threads=self.threads)
        crew = Crew(work, enumerate(missing), self.threads)
        finished = crew.run()
        if failures:
            _, task, lost = min(failures)
            self._refuse(task, lost)
        return finished

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

        Crew(work, range(BATCHES), self.threads).run()
        return rows, outputs

    def _stored(self, batch: int, first: int, last: int, rows: Floats, outputs: Floats) -> None:
        """Put samples `first` to `last` of `batch` into the columns of `rows` and `outputs`."""
        kept = np.array(list(self.plan.values.values()), np.int64)
        driver("store")(self.plan.program, self.model, batch, first, last, rows, outputs, kept)
