"""How time and memory grow with a scenario's inputs, outputs and coordinates, and with threads."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import linear_regression, median

from ..engine.program.plan import plan
from ..engine.run import extend
from ..engine.runner import Runner
from ..reader.load import load
from ..scenario.scenario import Scenario
from .benchmark import Benchmark, Timing, repeat, timing
from .clock import Contender, Progress, Taken, in_turn, taken
from .generated import Size, scenario_file
from .kernel_times import QUANTITY, sample_times
from .pipeline import measure, pipeline
from .processes import resident
from .run_times import warm_run
from .spread import quartiles

#: What grows, and to which sizes; all else is as in `Size`.
SIZES: dict[str, tuple[Size, ...]] = {
    "inputs": tuple(Size(inputs=n) for n in (4, 8, 16, 32, 60)),
    "outputs": tuple(Size(outputs=n) for n in (1, 2, 5, 10, 20)),
    "coordinates": tuple(Size(coordinates=n) for n in (1, 4, 16, 48, 96)),
}
LARGEST = Size(60, 20, 96)
TOGETHER, THREADS = "together", "threads"
ANSWER, MEMORY, CLOCK = "answer", "memory", "sample_time"
#: Samples whose run takes no longer than its answer does.
_FEW = 10_000
#: Samples of a run whose memory is taken, and of one on several threads.
_MANY, _ON_THREADS = 1_000_000, 4_000_000
#: Processes whose memory is taken: it varies little.
_PROCESSES = 2


def growth_times(repetitions: int, threads: int, progress: Progress | None = None) -> tuple[Timing, ...]:
    """Timings of generated scenarios along each of their sizes, of the largest, and of 1 to `threads` threads."""
    sizes = dict.fromkeys(size for each in SIZES.values() for size in each)
    with tempfile.TemporaryDirectory() as folder:
        cases = {size: _Case(size, Path(folder)) for size in (*sizes, LARGEST)}
        contenders: dict[_Key, Contender] = {key: call for size in sizes for key, call in cases[size].calls().items()}
        on_threads = {(count, CLOCK): partial(_on_threads, cases[Size()].scenario, count) for count in doubled(threads)}
        timed, yardstick = repeat({**contenders, **on_threads}, repetitions, progress)
        timed |= in_turn(cases[LARGEST].calls(), 1, progress, warm_up=False)
        keys: tuple[Size | int, ...] = (*cases, *doubled(threads))
        measured = {key: _memory(cases, key) for key in keys}
    found: list[Timing] = []
    for group, along in (*SIZES.items(), (TOGETHER, (LARGEST,))):
        for size in along:
            count = 0 if group == TOGETHER else getattr(size, group)
            name = size.name if group == TOGETHER else str(count)
            samples = sample_times(timed[size, QUANTITY], cases[size].pipeline.samples)
            found += (
                Timing(group, name, QUANTITY, samples, count=count),
                timing(group, name, ANSWER, timed[size, ANSWER], count),
                Timing(group, name, MEMORY, measured[size], count=count),
            )
    for count in doubled(threads):
        times = tuple(1e9 * each.wall / _ON_THREADS for each in timed[count, CLOCK].repetitions)
        found.append(Timing(THREADS, str(count), CLOCK, times, count=count))
        found.append(Timing(THREADS, str(count), MEMORY, measured[count], count=count))
    return (*found, yardstick)


def doubled(threads: int) -> list[int]:
    """The numbers of threads to time: powers of two below `threads`, and `threads`.

    >>> doubled(1), doubled(6)
    ([1], [1, 2, 4, 6])
    """
    return sorted({1 << k for k in range(threads.bit_length()) if 1 << k <= threads} | {threads})


_Key = tuple[Size | int, str]


class _Case:
    """A generated scenario, its file in `folder`, and its pipeline."""

    def __init__(self, size: Size, folder: Path) -> None:
        self.size = size
        self.path = scenario_file(folder, size)
        self.scenario = load(str(self.path))
        self.pipeline = pipeline(self.scenario, "random")

    def calls(self) -> dict[_Key, Contender]:
        """What is timed of it: its samples on one core, and a run of so few that its answer takes the time."""
        return {
            (self.size, QUANTITY): partial(measure, self.pipeline.whole),
            (self.size, ANSWER): partial(warm_run, self.scenario, _FEW, 1),
        }


def _on_threads(scenario: Scenario, threads: int) -> Taken:
    """What a run's samples take on this number of threads, its answer apart."""
    runner = Runner(plan(scenario, seed=0, design="random"), threads)
    return taken(lambda: extend(runner, _ON_THREADS))


def _memory(cases: Mapping[Size, _Case], key: Size | int) -> tuple[float, ...]:
    """The most memory of processes that run a scenario on one thread, or the usual one on `key` threads [MB]."""
    case, threads = (cases[Size()], key) if isinstance(key, int) else (cases[key], 1)
    samples = max(_MANY // case.size.coordinates, _FEW)
    options = ("--samples", str(samples), "--threads", str(threads), "--json", "--quiet")
    processes = 1 if key == LARGEST else _PROCESSES
    return tuple(resident("-m", "carbonspan", "run", str(case.path), *options) for _ in range(processes))


@dataclass(frozen=True)
class Slope:
    """How a quantity grows in a group: as the power `exponent` of its count; `low` and `high` are quartiles."""

    group: str
    quantity: str
    exponent: float
    low: float
    high: float


def slopes(benchmark: Benchmark) -> tuple[Slope, ...]:
    """The slope of each quantity in each group, on logarithmic axes: the median of those of the repetitions."""
    found = []
    for group, timings in benchmark.groups().items() if benchmark.kind == "scaling" else ():
        for quantity in dict.fromkeys(each.quantity for each in timings):
            along = [each for each in timings if each.quantity == quantity]
            if len(along) > 1:
                counts = [each.count for each in along]
                lines = [fitted(counts, values) for values in zip(*(each.values for each in along), strict=True)]
                found.append(Slope(group, quantity, median(lines), *quartiles(lines)))
    return tuple(found)


def fitted(counts: Sequence[float], values: Sequence[float]) -> float:
    """The exponent of the power of `counts` that is nearest to `values` by least squares, on logarithmic axes.

    >>> round(fitted([1, 2, 4], [3, 12, 48]), 12)
    2.0
    """
    return linear_regression([math.log(count) for count in counts], [math.log(value) for value in values]).slope
