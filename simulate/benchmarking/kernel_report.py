"""The kernels' table: what each costs a sample, and its share of the pipeline."""

from __future__ import annotations

from ..show.terminals.columns import Columns
from ..units.number_format import significant
from . import numbers
from .benchmark import Benchmark
from .kernel_times import QUANTITY, WHOLE, pipelines, shares
from .spread import relative_spread

_HEADS = ("kernel", "steps", "ns a sample", "spread", "share")


def headline(benchmark: Benchmark) -> str:
    """How long a sample takes in the first pipeline, and how many a core makes in a second."""
    group = next(iter(pipelines(benchmark)))
    time = benchmark.timing(group, WHOLE, QUANTITY).median
    rate = significant(1e3 / time, 2)
    return f"{group}: {numbers.three_digits(time)} ns a sample, {rate} million samples a second, on one core"


def table(benchmark: Benchmark) -> Columns:
    """A row a kernel, below its pipeline."""
    found = shares(benchmark)
    groups = {
        group: (*kernels, benchmark.timing(group, WHOLE, QUANTITY)) for group, kernels in pipelines(benchmark).items()
    }
    shown = iter(numbers.hundredths([each.median for timings in groups.values() for each in timings]))
    rows: list[tuple[str, ...]] = []
    for group, timings in groups.items():
        rows.append((group, *[""] * (len(_HEADS) - 1)))
        for each in timings:
            share = 1.0 if each.name == WHOLE else found[group, each.name]
            spread = numbers.spread(relative_spread(each.values))
            rows.append((f"  {each.name}", str(each.count or ""), next(shown), spread, numbers.percent(share)))
    return Columns(_HEADS, rows, frozenset(_HEADS[1:]), frozenset(_HEADS[:1]))
