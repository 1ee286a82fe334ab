"""A run whose samples are all kept and weighed by what was observed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ..answer.answer import Answer
from ..answer.run_options import Design, Request
from ..scenario.scenario import Scenario
from .observations import observations
from .update import SAMPLES, Update, update


class Run(Protocol):
    """A run of a scenario that keeps draws."""

    def __call__(self, *, samples: float | None, draws: int) -> Answer:
        """The answer of `samples` samples, the first `draws` of them kept."""


def run_observed(  # noqa: PLR0913 - a run's options, by keyword
    run: Run,
    scenario: Scenario,
    observed: Sequence[str],
    error: str | None,
    *,
    samples: float | None = None,
    design: Design = "random",
    draws: int = 0,
) -> Update:
    """The update of `scenario` by what texts say was `observed`; `run` runs it in the `design`.

    `draws` are how many of the posterior to keep.

    Raises InvalidInput for observations that cannot be read, or that leave too few effective samples, and as a run
    does: the samples must fit into memory.

    >>> from functools import partial
    >>> from ..answer.run import run_scenario
    >>> from ..reader.load import load
    >>> scenario = load("chatgpt/by-words")
    >>> found = run_observed(partial(run_scenario, scenario), scenario, ["emissions=2 t"], "10%", samples=1 << 14)
    >>> bool(1.8e3 < found.posterior.main.median.value < 2.2e3), found.effective > 400
    (True, True)
    """
    known = observations(scenario, observed, error)
    count = Request(SAMPLES if samples is None else samples, design=design).count
    return update(scenario, run(samples=count, draws=count), known, draws=draws)
