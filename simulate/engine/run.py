"""A run: a plan's tasks over threads into a state, to a number of samples, with progress and a way to stop."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .codecache import driver
from .compiler import compile_model
from .crew import Crew
from .plan import Plan
from .replay import refusal
from .scratch import Scratch
from .state import State
from .tasks import Task, tasks

Progress = Callable[[int, int], None]


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
        failures: list[Task] = []
        lock = threading.Lock()
        rooms = threading.local()
        accumulate = driver("accumulate")

        def work(task: Task) -> None:
            if not hasattr(rooms, "own"):
                rooms.own = Scratch(self.state.outputs)
            room: Scratch = rooms.own
            room.fill(accumulate, self.plan.program, self.model, task)
            with lock:
                if self.state.add(task, room):
                    failures.append(task)
                    crew.stop()
                if progress:
                    progress(self.state.samples, samples)

        missing = tasks(self.state.samples, samples, coordinates=len(self.plan.coordinates), threads=self.threads)
        crew = Crew(work, missing, self.threads)
        finished = crew.run()
        if failures:
            raise refusal(self, min(task.last for task in failures), samples)
        return finished
