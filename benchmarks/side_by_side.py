"""Contenders in turn in one process: what each takes by the clock and of processors, and on which machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib.metadata import version
from statistics import median
from typing import TypeVar

from carbonspan.simulate.benchmarking import clock
from carbonspan.simulate.benchmarking.clock import Taken, taken
from carbonspan.simulate.benchmarking.machine import this_machine
from carbonspan.simulate.benchmarking.processes import resident

__all__ = ["Taken", "in_turn", "machine", "resident", "spread", "taken"]

Name = TypeVar("Name")


def in_turn(contenders: Mapping[Name, Callable[[], object]], rounds: int) -> dict[Name, list[Taken]]:
    """The times of each contender in each of `rounds`, after one that warms up and does not count."""
    calls = {name: partial(taken, run) for name, run in contenders.items()}
    return {name: timed.repetitions for name, timed in clock.in_turn(calls, rounds).items()}


def spread(values: list[float], form: str = ".3g") -> str:
    """The median, and the lowest and the highest of `values`."""
    return f"{median(values):{form}} ({min(values):{form}} to {max(values):{form}})"


def machine(*distributions: str) -> Iterator[str]:
    """Lines that describe this machine, and the versions of `distributions`."""
    found = this_machine()
    yield next(found.lines())
    yield ", ".join((f"Python {found.versions['Python']}", *(f"{name} {version(name)}" for name in distributions)))
