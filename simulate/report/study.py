"""What a report says of one scenario: its answer, what its inputs explain, and what measuring them would buy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from ..answer.answer import Answer
from ..answer.run import run_scenario
from ..answer.run_options import Request
from ..problems import InvalidInput
from ..reader.overrides.changed_scenario import ChangedScenario
from ..scenario.scenario import Scenario
from ..sensitivity import analysis
from ..sensitivity.analysis import Questions, Sensitivity
from ..sensitivity.measuring import measure as measuring
from ..sensitivity.measuring.measurements import Measurements

T = TypeVar("T")


@dataclass(frozen=True)
class Study:
    """A scenario as it was asked for, with all that was computed of it; what cannot be is the reason, in words."""

    asked: ChangedScenario
    answer: Answer
    sensitivity: Sensitivity | str
    measurements: Measurements | str

    @property
    def scenario(self) -> Scenario:
        """The scenario with its changes, which the answer is of."""
        return self.asked.scenario


def study(asked: ChangedScenario, request: Request) -> Study:
    """Run a scenario as `request` asks, and analyse its inputs with the usual number of samples.

    Raises InvalidInput and RunError as a run does.
    """
    scenario = asked.scenario
    answer = run_scenario(
        scenario, samples=request.samples, seed=request.seed, design=request.design, threads=request.threads or None
    )
    questions = Request(analysis.SAMPLES, request.seed, request.threads, "sobol")
    measured = Request(measuring.SAMPLES, request.seed, request.threads)
    return Study(
        asked,
        answer,
        _unless_refused(partial(analysis.sensitivity, scenario, questions, Questions())),
        _unless_refused(partial(measuring.measure, scenario, measured)),
    )


def _unless_refused(compute: Callable[[], T]) -> T | str:
    """What is computed, or why it cannot be: a scenario without uncertain inputs has an answer all the same."""
    try:
        return compute()
    except InvalidInput as refused:
        return str(refused)
