"""Benchmarks made by hand, of each kind, on one machine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from carbonspan.simulate.benchmarking.benchmark import YARDSTICK, Benchmark, Timing
from carbonspan.simulate.benchmarking.growth_times import LARGEST, SIZES, THREADS, TOGETHER
from carbonspan.simulate.benchmarking.kernel_times import ADDED, QUANTITY, WHOLE
from carbonspan.simulate.benchmarking.machine import Machine
from carbonspan.simulate.benchmarking.run_times import RUNS
from carbonspan.simulate.benchmarking.start_times import FIRST

VERSIONS = {"carbonspan": "0.1.0", "numpy": "2.4"}
MACHINE = Machine("A processor", "znver4: avx2,avx512f", 2, "Linux x86_64", VERSIONS, 0.3)

PIPELINE = "chatgpt/by-words, random design"


def around(middle: float) -> tuple[float, ...]:
    """Five repetitions whose quartiles lie 1 % from their median."""
    return tuple(middle * each for each in (0.95, 0.99, 1.0, 1.01, 1.3))


def kernels(scale: float = 1.0) -> list[Timing]:
    added = {"draws": 4.0, "tables": 5.0, "model": 1.0}
    found = [Timing(PIPELINE, name, ADDED, around(scale * time), count=3) for name, time in added.items()]
    return [*found, Timing(PIPELINE, WHOLE, QUANTITY, around(scale * 10.0))]


def runs(*names: str) -> list[Timing]:
    return [
        Timing(RUNS, name, quantity, around(time * (1 + k)))
        for k, name in enumerate(names)
        for quantity, time in ((QUANTITY, 12.0), ("run_1e4", 0.04), ("run_1e6", 0.07))
    ]


def growth() -> list[Timing]:
    """A sample's time is in proportion to each size, its answer's to the root, memory is constant; threads share it."""
    found = []
    for group, sizes in SIZES.items():
        for size in sizes:
            n = getattr(size, group)
            values = {QUANTITY: 2.0 * n, "answer": 0.01 * n**0.5, "memory": 160.0}
            found += [Timing(group, str(n), quantity, around(value), count=n) for quantity, value in values.items()]
    for quantity, value in ((QUANTITY, 11_000.0), ("answer", 12.0), ("memory", 600.0)):
        found.append(Timing(TOGETHER, LARGEST.name, quantity, (value,)))
    for n in (1, 2):
        found.append(Timing(THREADS, str(n), "sample_time", around(14 / n), count=n))
        found.append(Timing(THREADS, str(n), "memory", around(150.0), count=n))
    return found


def processes() -> list[Timing]:
    names = (("imports", "nothing"), ("imports", "numpy"), ("commands", "carbonspan --help"), ("commands", FIRST))
    return [
        Timing(group, name, quantity, around(0.02 * 5**k))
        for k, (group, name) in enumerate(names)
        for quantity in ("wall", "processor")
    ]


OF = {
    "kernels": kernels,
    "models": lambda: runs("chatgpt/by-words", "grid/us-mix"),
    "scenario": lambda: [*kernels(), *runs("chatgpt/by-words")],
    "start": processes,
    "scaling": growth,
}


@pytest.fixture
def made() -> Callable[..., Benchmark]:
    """Makes a benchmark of a kind, with other `timings` or fields if they are given."""

    def make(kind: str = "kernels", timings: Sequence[Timing] = (), *, yardstick: float = 0.002, **fields) -> Benchmark:
        found = (*(timings or OF[kind]()), Timing(YARDSTICK, "SHA-256 of 4 MB", "wall", around(yardstick)))
        subject = "chatgpt/by-words" if kind == "scenario" else ""
        options = {"threads": 2} if kind in {"models", "scenario", "scaling"} else {}
        benchmark = Benchmark(kind, subject, MACHINE, options, found, "2026-11-29 06:00", 5)
        return replace(benchmark, **fields)

    return make


@pytest.fixture
def slower() -> Callable[[float], list[Timing]]:
    """Makes timings of kernels that take so many times as long."""
    return kernels
