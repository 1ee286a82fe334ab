"""What a runner is made from, small enough to be sent to another process: no tables and no compiled code."""

from __future__ import annotations

from dataclasses import dataclass

from ..scenario.scenario import Scenario
from .accumulators.base import Accumulator
from .program.coordinates import Coordinate
from .program.plan import plan
from .runner import Runner


@dataclass(frozen=True)
class Recipe:
    """A scenario with the arguments of its plan, and the `questions` that a run feeds, all with nothing in."""

    scenario: Scenario
    seed: int
    design: str
    at: tuple[Coordinate, ...]
    aggregate: bool
    questions: tuple[Accumulator, ...]
    alone: bool

    def runner(self, threads: int) -> Runner:
        """A runner with nothing in; raises RunError if its model cannot be compiled."""
        planned = plan(self.scenario, seed=self.seed, design=self.design, at=self.at, aggregate=self.aggregate)
        return self.clear(Runner(planned, threads))

    def clear(self, runner: Runner) -> Runner:
        """A `runner` that was made from it, with nothing in."""
        runner.accumulate(*(each.empty() for each in self.questions), alone=self.alone)
        return runner


def recipe(runner: Runner) -> Recipe:
    """What another runner with the same samples and questions is made from."""
    planned, state = runner.plan, runner.state
    return Recipe(
        planned.scenario,
        planned.seed,
        planned.design,
        planned.coordinates,
        bool(planned.aggregations),
        tuple(each.empty() for each in state.questions),
        state.alone,
    )
