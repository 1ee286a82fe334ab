"""What each kernel costs a sample on one core, and which share of the pipeline it has."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from ..reader.load import load
from ..scenario.scenario import Scenario
from .benchmark import Benchmark, Timing, repeat
from .clock import Progress, Timed
from .generated import EVERY_STEP, every_step
from .pipeline import Pipeline, measure, pipeline

#: The scenario whose pipeline is timed by default.
USUAL = "chatgpt/by-words"
#: The time of a sample on one core, and what a kernel adds to it.
QUANTITY, ADDED = "core_time", "kernel_time"
WHOLE = "whole pipeline"
DESIGNS = ("random", "sobol")


def kernel_times(repetitions: int, progress: Progress | None = None) -> tuple[Timing, ...]:
    """Timings of all kernels: those of the usual scenario in both designs, and those of one that has all."""
    found = pipelines_of(load(USUAL), USUAL)
    with tempfile.TemporaryDirectory() as folder:
        found[EVERY_STEP] = pipeline(load(str(every_step(Path(folder)))), "random")
    return timings(found, repetitions, progress)


def pipelines_of(scenario: Scenario, name: str) -> dict[str, Pipeline]:
    """The pipelines of a scenario, in each design."""
    return {f"{name}, {design} design": pipeline(scenario, design) for design in DESIGNS}


def timings(
    pipelines: Mapping[str, Pipeline], repetitions: int, progress: Progress | None = None
) -> tuple[Timing, ...]:
    """The timings of all kernels of `pipelines`, of each whole, and of the yardstick, in turn."""
    contenders = {
        (group, name): partial(measure, stage)
        for group, each in pipelines.items()
        for name, stage in each.stages.items()
    }
    timed, yardstick = repeat(contenders, repetitions, progress)
    found: list[Timing] = []
    for group, each in pipelines.items():
        before = (0.0,) * repetitions
        for name, stage in each.stages.items():
            times = sample_times(timed[group, name], each.samples)
            added = tuple(now - then for now, then in zip(times, before, strict=True))
            found.append(Timing(group, name, ADDED, added, count=stage.count))
            before = times
        found.append(Timing(group, WHOLE, QUANTITY, before))
    return (*found, yardstick)


def sample_times(timed: Timed, samples: int) -> tuple[float, ...]:
    """What each of `samples` takes of a core [ns], a repetition each."""
    return tuple(1e9 * each.core / samples for each in timed.repetitions)


def shares(benchmark: Benchmark) -> dict[tuple[str, str], float]:
    """The share that each kernel has in its pipeline, by group and name; those of a pipeline add up to 1."""
    return {
        (group, each.name): each.median / sum(one.median for one in kernels)
        for group, kernels in pipelines(benchmark).items()
        for each in kernels
    }


def pipelines(benchmark: Benchmark) -> dict[str, list[Timing]]:
    """The timings of the kernels of each pipeline, without the whole."""
    found = {
        group: [each for each in timings if each.quantity == ADDED] for group, timings in benchmark.groups().items()
    }
    return {group: kernels for group, kernels in found.items() if kernels}
