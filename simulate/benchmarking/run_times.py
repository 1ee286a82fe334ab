"""What a run of a scenario costs: a sample on one core, and whole warm runs of several counts, answer included."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from functools import partial

from ..api.answers import run
from ..reader.load import load
from ..scenario.scenario import Scenario
from ..shipped import library
from .benchmark import Timing, repeat, run_of, timing
from .clock import Contender, Progress, Taken, taken
from .kernel_times import QUANTITY, pipelines_of, sample_times
from .kernel_times import timings as kernel_timings
from .pipeline import measure, pipeline

#: The counts of the warm runs of each shipped scenario, and of one scenario.
COUNTS = (10_000, 1_000_000)
MORE_COUNTS = (10_000, 100_000, 1_000_000, 10_000_000)
RUNS = "runs"


def model_times(repetitions: int, threads: int, progress: Progress | None = None) -> tuple[Timing, ...]:
    """Timings of every shipped scenario: a sample on one core, and warm runs on `threads` threads."""
    scenarios = {name: load(name) for name in library.names()}
    return _timings(scenarios, COUNTS, repetitions, threads, progress)


def scenario_times(
    scenario: Scenario, repetitions: int, threads: int, progress: Progress | None = None
) -> tuple[Timing, ...]:
    """Timings of one scenario: its kernels in both designs, and warm runs on `threads` threads."""
    kernels = kernel_timings(pipelines_of(scenario, scenario.name), 4 * repetitions)
    return kernels[:-1] + _timings({scenario.name: scenario}, MORE_COUNTS, repetitions, threads, progress)


def _timings(
    scenarios: Mapping[str, Scenario],
    counts: Sequence[int],
    repetitions: int,
    threads: int,
    progress: Progress | None,
) -> tuple[Timing, ...]:
    pipelines = {name: pipeline(scenario, "random") for name, scenario in scenarios.items()}
    contenders: dict[tuple[str, int], Contender] = {}
    for name, scenario in scenarios.items():
        contenders[name, 0] = partial(measure, pipelines[name].whole)
        contenders |= {(name, count): partial(warm_run, scenario, count, threads) for count in counts}
    timed, yardstick = repeat(contenders, repetitions, progress)
    found: list[Timing] = []
    for name, each in pipelines.items():
        found.append(Timing(RUNS, name, QUANTITY, sample_times(timed[name, 0], each.samples)))
        found += (timing(RUNS, name, run_of(count), timed[name, count]) for count in counts)
    return (*found, yardstick)


def warm_run(scenario: Scenario, samples: int, threads: int) -> Taken:
    """What a run takes, from the scenario to the tree of its answer."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # few samples may not be enough for the intervals, which are not read
        return taken(lambda: run(scenario, samples=samples, threads=threads))
