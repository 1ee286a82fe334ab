"""A compiled plan and what its run has accumulated so far."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from .accumulators.base import Accumulator
from .backend import Executable
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
    """A compiled plan, ready to be run, extended and replayed.

    Its compiled model is verified before, unless `verified` says that the same model was.
    """

    plan: Plan
    threads: int = 0
    verified: bool = False
    state: State = field(init=False)
    executable: Executable = field(init=False)

    def __post_init__(self) -> None:
        self.threads = self.threads or processors()
        self.accumulate()
        scenario = self.plan.scenario
        model = compile_model(scenario.parts, scenario.outputs)
        if not self.verified:
            verify(self.plan, model, code_key(scenario.parts, scenario.outputs))
        self.executable = Executable(self.plan.program, model)

    def accumulate(self, *questions: Accumulator, alone: bool = False) -> None:
        """Begin with nothing accumulated; from now on feed `questions`, beside histograms and moments or `alone`."""
        self.state = State(len(self.plan.records), questions, alone=alone)
