"""A benchmark in words: a headline, its tables, how it was measured and on which machine."""

from __future__ import annotations

from collections.abc import Iterator

from ..show.terminals.columns import Columns
from ..show.terminals.progress import duration
from . import growth_report, kernel_report, run_report
from .benchmark import Benchmark


def lines(benchmark: Benchmark) -> Iterator[Columns | str]:
    """All of a benchmark, for people: the headline first."""
    yield headline(benchmark)
    yield ""
    yield from _tables(benchmark)
    yield from about(benchmark)


def headline(benchmark: Benchmark) -> str:
    """A benchmark in one line."""
    of = {
        "kernels": kernel_report.headline,
        "models": run_report.run_headline,
        "scenario": run_report.run_headline,
        "start": run_report.process_headline,
        "scaling": growth_report.headline,
    }
    return of[benchmark.kind](benchmark)


def _tables(benchmark: Benchmark) -> Iterator[Columns | str]:
    """The tables of a benchmark, each with what explains it and an empty line."""
    if benchmark.kind == "scaling":
        yield from growth_report.tables(benchmark)
        yield from growth_report.NOTES
    if benchmark.kind in {"models", "scenario"}:
        yield run_report.run_table(benchmark)
        yield ""
    if benchmark.kind in {"kernels", "scenario"}:
        yield kernel_report.table(benchmark)
        yield ""
        yield "A kernel costs what it adds to those above it; shares are of what all add."
    if benchmark.kind == "start":
        yield run_report.process_table(benchmark)
        yield ""
    if threads := benchmark.options.get("threads"):
        yield f"Runs on {threads} thread{'s' if threads > 1 else ''}."


def about(benchmark: Benchmark) -> Iterator[str]:
    """How it was measured, and on which machine."""
    one = benchmark.repetitions == 1
    repeated = "One repetition" if one else f"Medians of {benchmark.repetitions} repetitions, all in turn"
    spread = "" if one else "; the spread is half the distance between their quartiles"
    yield f"{repeated}, after one to warm up{spread}."
    yield from benchmark.machine.lines()


def warnings(benchmark: Benchmark) -> Iterator[str]:
    """What makes the times doubtful."""
    machine = benchmark.machine
    if machine.is_busy:
        yield (
            f"other programs kept this machine busy when the benchmark began (load {machine.load:.1f} on "
            f"{machine.cores} cores): times are longer than on an idle one, and spread more"
        )


def progress(done: int, total: int, pace: float) -> str:
    """How many calls are done, and the time left if the pace [1/s] is known.

    >>> progress(30, 90, 2.0)
    '30 of 90 calls  30 s left'
    """
    left = f"  {duration((total - done) / pace)} left" if pace else ""
    return f"{done} of {total} calls{left}"
