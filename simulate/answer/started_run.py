"""A run that is about to begin: its plan compiled, and what it is asked beside histograms and moments."""

from __future__ import annotations

from dataclasses import dataclass

from ..engine.accumulators.pairs import PairCounts
from ..engine.ahead import compile_ahead
from ..engine.program.plan import plan
from ..engine.runner import Runner
from ..scenario.scenario import Scenario
from .answer import Event
from .checkpoints.saved_state import identity
from .compared_pairs import ComparedPairs, pairs
from .run_options import Request
from .statistics.exceedance import EventCounts


@dataclass(frozen=True)
class StartedRun:
    """A runner that nothing was run of, and the pairs and `events` that it counts."""

    scenario: Scenario
    runner: Runner
    request: Request
    events: tuple[Event, ...]
    pairs: ComparedPairs
    compared: PairCounts
    event_counts: EventCounts

    @property
    def identity(self) -> dict[str, str]:
        """All that the state of this run is a function of, beside its samples."""
        return identity(self.runner.plan, self.events, self.pairs)

    def again(self) -> StartedRun:
        """The same run, of which nothing is in."""
        runner = Runner(self.runner.plan, self.runner.threads, self.runner)
        return _asking(self.scenario, runner, self.request, self.events, self.pairs)


def start(scenario: Scenario, request: Request, events: tuple[Event, ...]) -> StartedRun:
    """The run of `scenario` that answers a request and counts `events`, ready to be extended."""
    compile_ahead()
    runner = Runner(plan(scenario, seed=request.seed, design=request.design, aggregate=True), request.threads)
    return _asking(scenario, runner, request, events, pairs(runner, request.count))


def _asking(
    scenario: Scenario, runner: Runner, request: Request, events: tuple[Event, ...], compared_pairs: ComparedPairs
) -> StartedRun:
    """A run by `runner`, which accumulates nothing yet."""
    compared, event_counts = PairCounts(compared_pairs.counted), EventCounts(runner.plan, events)
    runner.accumulate(compared, *event_counts.accumulators)
    return StartedRun(scenario, runner, request, events, compared_pairs, compared, event_counts)
