"""The tables of runs and of processes: what each takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..show.terminals.columns import Columns
from . import numbers
from .benchmark import Benchmark, Timing, samples_of
from .kernel_times import QUANTITY
from .run_times import RUNS
from .spread import relative_spread
from .start_times import FIRST


def run_table(benchmark: Benchmark) -> Columns:
    """A row a scenario: a sample on one core, and warm runs of several counts."""
    by_name = _by_name(benchmark.groups()[RUNS])
    quantities = [quantity for quantity in next(iter(by_name.values())) if quantity != QUANTITY]
    heads = ["scenario", "ns a sample\nand core", "\nspread", "million/s\nand core"]
    columns = [
        _column(by_name, QUANTITY, lambda each: numbers.three_digits(each.median)),
        _column(by_name, QUANTITY, lambda each: numbers.spread(relative_spread(each.values))),
        _column(by_name, QUANTITY, lambda each: numbers.three_digits(1e3 / each.median)),
    ]
    for quantity in quantities:
        unit, length = numbers.unit_of(each[quantity].median for each in by_name.values())
        heads += [f"{samples_of(quantity)} samples,\n{unit}", "\nspread"]
        columns.append(_column(by_name, quantity, _time(length)))
        columns.append(_column(by_name, quantity, lambda each: numbers.spread(relative_spread(each.values))))
    return _columns(heads, [list(by_name), *columns])


def process_table(benchmark: Benchmark) -> Columns:
    """A row a process, below its group: its time by the clock, and of processors."""
    heads = ["process", "clock, s", "spread", "processors, s", "repetitions"]
    rows: list[list[str]] = []
    for group, timings in benchmark.groups().items():
        rows.append([group, "", "", "", ""])
        for name, each in _by_name(timings).items():
            wall, processor = each["wall"], each["processor"]
            spread = numbers.spread(relative_spread(wall.values))
            count = str(len(wall.values))
            rows.append([f"  {name}", f"{wall.median:.3f}", spread, f"{processor.median:.2f}", count])
    return _columns(heads, list(zip(*rows, strict=True)))


def run_headline(benchmark: Benchmark) -> str:
    """The run of most samples, and the slowest one."""
    by_name = _by_name(benchmark.groups()[RUNS])
    quantity = list(next(iter(by_name.values())))[-1]
    ordered = sorted(by_name, key=lambda name: by_name[name][quantity].median)
    least, most = ordered[0], ordered[-1]
    times = [numbers.time(by_name[name][quantity].median) for name in (least, most)]
    run = f"A warm run of {samples_of(quantity)} samples"
    if len(ordered) == 1:
        return f"{run} of {least} takes {times[0]}, with its answer"
    return f"{run} takes {times[0]} ({least}) to {times[1]} ({most}), with its answer"


def process_headline(benchmark: Benchmark) -> str:
    """The first run and the last command."""
    commands = _by_name(benchmark.groups()["commands"])
    warm = next(name for name in reversed(commands) if name != FIRST)
    first, again = (numbers.time(commands[name]["wall"].median) for name in (FIRST, warm))
    return f"The first run on a machine takes {first}; then {warm} takes {again}; whole processes"


def _by_name(timings: Sequence[Timing]) -> dict[str, dict[str, Timing]]:
    """Timings by name and quantity."""
    found: dict[str, dict[str, Timing]] = {}
    for each in timings:
        found.setdefault(each.name, {})[each.quantity] = each
    return found


def _column(by_name: dict[str, dict[str, Timing]], quantity: str, shown: Callable[[Timing], str]) -> list[str]:
    return [shown(each[quantity]) for each in by_name.values()]


def _time(length: float) -> Callable[[Timing], str]:
    return lambda each: numbers.three_digits(each.median / length)


def _columns(heads: Sequence[str], columns: Sequence[Sequence[str]]) -> Columns:
    """A table of numbers, but for the names in its first column."""
    rows = list(zip(*columns, strict=True))
    return Columns(heads, rows, frozenset(heads[1:]), frozenset(heads[:1]))
