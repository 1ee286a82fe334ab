"""The benchmarks by name."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

from ..engine.runner import processors
from ..problems import InvalidInput
from ..reader.load import load
from ..scenario.scenario import Scenario
from ..shipped import library
from . import saved
from .benchmark import Benchmark, Kind, Timing
from .clock import Progress
from .comparison import check_comparable
from .growth_times import growth_times
from .kernel_times import kernel_times
from .machine import this_machine
from .run_times import model_times, scenario_times
from .start_times import start_times

#: How often each kind is repeated by default.
REPETITIONS: Mapping[Kind, int] = {"kernels": 31, "models": 5, "start": 7, "scaling": 7, "scenario": 9}
#: The kinds that are asked for by their names; any other name is that of a scenario.
NAMED: Mapping[str, Kind] = {"kernels": "kernels", "models": "models", "start": "start", "scaling": "scaling"}
#: The kinds in which runs have several threads.
ON_THREADS = ("models", "scaling", "scenario")


def find(name: str) -> Kind | Scenario:
    """The kind of benchmark called `name`, or else the scenario: a shipped one, or a file's.

    Raises InvalidInput if there is neither, or with all problems of the file.
    """
    if name in NAMED:
        return NAMED[name]
    if not Path(name).exists() and name not in library.names():
        rule = "is no benchmark, no shipped scenario and no file"
        raise InvalidInput([library.unknown(name, (*NAMED, *library.names()), rule=rule)])
    return load(name)


def kind_of(asked: Kind | Scenario) -> Kind:
    """The kind of the benchmark of a scenario, or of that kind."""
    return "scenario" if isinstance(asked, Scenario) else asked


def benchmark(
    asked: Kind | Scenario, repetitions: int = 0, threads: int = 0, progress: Progress | None = None
) -> Benchmark:
    """The benchmark of a kind, or of a scenario; 0 stands for the usual `repetitions`, and for all `threads`.

    `progress` is called with the numbers of calls done and to do. Raises InvalidInput or RunError if a scenario cannot
    be run, and RunError if a process fails.
    """
    kind, machine, when = kind_of(asked), this_machine(), time.strftime("%Y-%m-%d %H:%M")
    count, used = repetitions or REPETITIONS[kind], threads or processors()
    timings = _timings(asked, count, used, progress)
    return Benchmark(kind, _subject(asked), machine, _options(kind, threads), timings, when, count)


def comparable(name: str, asked: Kind | Scenario, threads: int) -> Benchmark:
    """The benchmark saved as `name`, if one of `asked` on this number of threads (0: all) can be compared with it.

    Raises InvalidInput if there is none, or if it is of another machine, of another kind or with other options.
    """
    before, kind = saved.load(name), kind_of(asked)
    check_comparable(before, name, kind, _subject(asked), _options(kind, threads), this_machine())
    return before


def _subject(asked: Kind | Scenario) -> str:
    return asked.name if isinstance(asked, Scenario) else ""


def _options(kind: Kind, threads: int) -> dict[str, int]:
    return {"threads": threads or processors()} if kind in ON_THREADS else {}


def _timings(asked: Kind | Scenario, repetitions: int, threads: int, progress: Progress | None) -> tuple[Timing, ...]:
    if isinstance(asked, Scenario):
        return scenario_times(asked, repetitions, threads, progress)
    if asked == "kernels":
        return kernel_times(repetitions, progress)
    if asked == "start":
        return start_times(repetitions, progress)
    return (model_times if asked == "models" else growth_times)(repetitions, threads, progress)
