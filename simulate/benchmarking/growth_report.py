"""The tables of growth: time and memory against each size, with their slopes."""

from __future__ import annotations

from collections.abc import Iterator

from ..show.terminals.columns import Columns
from ..units.number_format import rounded
from . import numbers
from .benchmark import Benchmark, about
from .growth_times import ANSWER, CLOCK, MEMORY, TOGETHER, Slope, slopes
from .kernel_times import QUANTITY
from .spread import relative_spread

_HEADS = {
    QUANTITY: "ns a sample\nand core",
    CLOCK: "ns a sample\nby the clock",
    ANSWER: "answer,\nms",
    MEMORY: "memory,\nMB",
}


def headline(benchmark: Benchmark) -> str:
    """What the largest scenario costs."""
    largest = {each.quantity: each for each in benchmark.groups()[TOGETHER]}
    name, answer = largest[QUANTITY].name, numbers.time(largest[ANSWER].median)
    time, memory = (numbers.three_digits(largest[quantity].median) for quantity in (QUANTITY, MEMORY))
    return f"{name}: {time} ns a sample on one core, {answer} for the answer, {memory} MB"


def tables(benchmark: Benchmark) -> Iterator[Columns | str]:
    """A table for each size, each with its slopes below."""
    found = {(each.group, each.quantity): each for each in slopes(benchmark)}
    for group in benchmark.groups():
        if any(key[0] == group for key in found):  # not the largest alone, nor a single thread
            yield _table(benchmark, group, found)
            yield ""


def _table(benchmark: Benchmark, group: str, found: dict[tuple[str, str], Slope]) -> Columns:
    timings = benchmark.groups()[group]
    quantities = list(dict.fromkeys(each.quantity for each in timings))
    heads, columns = [f"\n{group}"], [[*dict.fromkeys(each.name for each in timings), "slope"]]
    for quantity in quantities:
        along = [each for each in timings if each.quantity == quantity]
        scale = 1e3 if about(quantity).unit == "s" else 1.0
        slope = found[group, quantity]
        heads += [_HEADS[quantity], "\nspread"]
        columns.append([*(numbers.three_digits(scale * each.median) for each in along), rounded(slope.exponent, -2)])
        spreads = [numbers.spread(relative_spread(each.values)) for each in along]
        columns.append([*spreads, f"± {(slope.high - slope.low) / 2:.2f}"])
    return Columns(heads, list(zip(*columns, strict=True)), frozenset(heads), frozenset())


_SLOPE = (
    "The slope is the power of the size with which a number grows: 1 is in proportion. All else is as in a scenario of "
    "8 inputs, 3 outputs and 1 coordinate."
)
_MEMORY = (
    "Memory is the most that the process of a run held: 1e6 samples over the number of coordinates, on one thread "
    "except in the table of threads."
)
NOTES = (_SLOPE, _MEMORY)
