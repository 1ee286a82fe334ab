"""A compiled plan and what its run has accumulated so far."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .compiler.model_loop import compile_model
from .compiler.model_sources import code_key
from .compiler.verification import verify
from .program.plan import Plan
from .state import State


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
        self.compare(())
        scenario = self.plan.scenario
        self.model = compile_model(scenario.parts, scenario.outputs)
        verify(self.plan, self.model, code_key(scenario.parts, scenario.outputs))

    def compare(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Begin with nothing accumulated, and count from now on how often the first of each of `pairs` is smaller."""
        self.state = State(len(self.plan.records), np.array(pairs, np.int64).reshape(-1, 2))
