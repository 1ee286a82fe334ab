"""The benchmarks by name."""

from __future__ import annotations

import time
from collections.abc import Mapping

from .benchmark import Benchmark, Kind
from .clock import Progress
from .kernel_times import kernel_times
from .machine import this_machine

#: How often each is repeated by default.
REPETITIONS: Mapping[Kind, int] = {"kernels": 31}


def benchmark(kind: Kind, repetitions: int | None = None, progress: Progress | None = None) -> Benchmark:
    """The benchmark of this kind."""
    machine, when = this_machine(), time.strftime("%Y-%m-%d %H:%M")
    count = repetitions or REPETITIONS[kind]
    timings = kernel_times(count, progress)
    return Benchmark(kind, "", machine, {}, timings, when, count)
