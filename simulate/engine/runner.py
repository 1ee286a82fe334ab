"""A compiled plan and what its run has accumulated so far."""

from __future__ import annotations

import os
from dataclasses import InitVar, dataclass, field
from typing import Any

from .accumulators.base import Accumulator
from .backend import Executable
from .compiler.model_loop import compile_model
from .compiler.model_sources import code_key
from .compiler.verification import verify
from .program.plan import Plan
from .state import State

#: Threads for a processor, at most: more of them take memory and gain nothing.
_MOST_EACH = 4


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass
class Runner:
    """A compiled plan, ready to be run, extended and replayed.

    Its compiled model is verified before. `like` is an earlier runner of the same scenario, whose model is used again.
    """

    plan: Plan
    threads: int = 0
    like: InitVar[Runner | None] = None
    executable: Executable = field(init=False)
    _state: State | None = field(default=None, init=False)

    def __post_init__(self, like: Runner | None) -> None:
        self.threads = min(self.threads or processors(), _MOST_EACH * processors())
        self.executable = Executable(self.plan.program, like.executable.model if like else _verified_model(self.plan))

    @property
    def state(self) -> State:
        """What has been accumulated."""
        if self._state is None:
            self._state = State(len(self.plan.records))
        return self._state

    def accumulate(self, *questions: Accumulator, alone: bool = False) -> None:
        """Begin with nothing accumulated; from now on feed `questions`, beside histograms and moments or `alone`."""
        self._state = State(len(self.plan.records), questions, alone=alone)


def _verified_model(planned: Plan) -> Any:
    """The compiled model of a plan, which agrees with Python."""
    scenario = planned.scenario
    key = code_key(scenario.parts, scenario.outputs)
    model = compile_model(scenario.parts, scenario.outputs, key)
    verify(planned, model, key)
    return model
