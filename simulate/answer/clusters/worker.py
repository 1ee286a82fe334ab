"""What a worker does: one span of a run, from its scenario to the state that is sent back."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass

from ...engine.accumulators.base import Saved
from ...engine.errors import RunError
from ...engine.run import extend
from ...scenario.scenario import Scenario
from ..answer import Event
from ..checkpoints.saved_state import differences
from ..run_options import Request
from ..started_run import StartedRun, start

_own = threading.local()


@dataclass(frozen=True)
class SpanTask:
    """Samples `first` to `last` of a run of a `scenario`, in whole steps; `identity` is that of the whole run."""

    scenario: Scenario
    request: Request
    events: tuple[Event, ...]
    identity: Mapping[str, str]
    first: int
    last: int


def compute(task: SpanTask) -> Saved:
    """The state of one span; raises RunError if an output is not finite, or if this worker would give other bits."""
    started = _started(task)
    extend(started.runner, task.last, begin=task.first)
    return started.runner.state.copied()


def _started(task: SpanTask) -> StartedRun:
    """A run that has nothing in, from the one that this thread compiled before if it is the same."""
    known: tuple[Mapping[str, str], StartedRun] | None = getattr(_own, "started", None)
    if known is None or known[0] != task.identity:
        found = start(task.scenario, task.request, task.events)
        if different := differences(found.identity, task.identity):
            raise RunError(f"a worker of the cluster would give other bits: {'; '.join(different)}")
        known = task.identity, found
        _own.started = known
    return known[1].again()
