"""A benchmark in words: a headline, its tables, how it was measured and on which machine."""

from __future__ import annotations

from collections.abc import Iterator

from ..show.columns import Columns
from . import kernel_report
from .benchmark import Benchmark


def lines(benchmark: Benchmark) -> Iterator[Columns | str]:
    """All of a benchmark, for people."""
    yield kernel_report.headline(benchmark)
    yield ""
    yield kernel_report.table(benchmark)
    yield ""
    yield "A kernel costs what it adds to those above it; shares are of what all add."
    yield from about(benchmark)


def about(benchmark: Benchmark) -> Iterator[str]:
    """How it was measured, and on which machine."""
    one = benchmark.repetitions == 1
    repeated = "One repetition" if one else f"Medians of {benchmark.repetitions} repetitions in turn"
    spread = "" if one else "; the spread is half the distance between the quartiles"
    yield f"{repeated}, after one to warm up{spread}."
    yield from benchmark.machine.lines()


def warnings(benchmark: Benchmark) -> Iterator[str]:
    """What makes the times doubtful."""
    machine = benchmark.machine
    if machine.is_busy:
        yield (
            f"other programs keep this machine busy (load {machine.load:.1f} on {machine.cores} cores when the benchmark "
            "began): times are longer than on an idle one, and spread more"
        )
