"""A benchmark: everything that was timed in one go, repetition by repetition, and on which machine."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Literal, NamedTuple, TypeVar

from .clock import Contender, Progress, Taken, Timed, in_turn, taken
from .machine import Machine

Kind = Literal["kernels", "models", "start", "scaling", "scenario"]

Name = TypeVar("Name")

YARDSTICK = "yardstick"
_WORK = bytes(1 << 20)
_TIMES = 4


class QuantityKind(NamedTuple):
    """What a number is: in words, and its unit."""

    long_name: str
    unit: str


_QUANTITIES = {
    "core_time": QuantityKind("time of a sample on one core", "ns"),
    "kernel_time": QuantityKind("time that a kernel adds to that of a sample on one core", "ns"),
    "sample_time": QuantityKind("time of a sample by the clock", "ns"),
    "answer": QuantityKind("time of a run's answer, whatever its samples", "s"),
    "wall": QuantityKind("time by the clock", "s"),
    "processor": QuantityKind("time of processors", "s"),
    "memory": QuantityKind("most memory resident", "MB"),
}
_RUN = "run_"


def about(quantity: str) -> QuantityKind:
    """What a quantity of a timing is.

    >>> about("core_time").unit, about("run_1e6").long_name
    ('ns', 'warm run of 1e6 samples by the clock')
    """
    if quantity.startswith(_RUN):
        return QuantityKind(f"warm run of {samples_of(quantity)} samples by the clock", "s")
    return _QUANTITIES[quantity]


def samples_of(quantity: str) -> str:
    """The number of samples of a quantity that is a run.

    >>> samples_of(run_of(10_000))
    '1e4'
    """
    return quantity.removeprefix(_RUN)


def run_of(samples: int) -> str:
    """The quantity that is a run of this number of samples, a power of ten."""
    return f"{_RUN}1e{len(str(samples)) - 1}"


@dataclass(frozen=True)
class Timing:
    """One `quantity` of something timed: its `values`, one a repetition, in the quantity's unit.

    `warm_up` is that of the call before them, which does not count. `count` is what it grows with, such as the steps of
    a kernel, the inputs of a scenario, or 0.
    """

    group: str
    name: str
    quantity: str
    values: tuple[float, ...]
    warm_up: float | None = None
    count: int = 0

    @property
    def key(self) -> tuple[str, str, str]:
        """What identifies it in a benchmark."""
        return self.group, self.name, self.quantity

    @property
    def median(self) -> float:
        """The median of its values."""
        return median(self.values)


@dataclass(frozen=True)
class Benchmark:
    """Timings of one kind, on one machine.

    `subject` is the name of the scenario if the kind is "scenario". `options` are what else two benchmarks must have in
    common to be compared.
    """

    kind: Kind
    subject: str
    machine: Machine
    options: Mapping[str, int]
    timings: tuple[Timing, ...]
    when: str = ""
    repetitions: int = 0

    def timing(self, group: str, name: str, quantity: str) -> Timing:
        """The timing of this key; raises KeyError if there is none."""
        return {each.key: each for each in self.timings}[group, name, quantity]

    @property
    def yardstick(self) -> Timing:
        """The timing of the yardstick."""
        return next(each for each in self.timings if each.group == YARDSTICK)

    def groups(self) -> dict[str, list[Timing]]:
        """All timings but the yardstick's, by group."""
        found: dict[str, list[Timing]] = {}
        for each in self.timings:
            if each.group != YARDSTICK:
                found.setdefault(each.group, []).append(each)
        return found


def timing(group: str, name: str, quantity: str, timed: Timed, count: int = 0) -> Timing:
    """The timing of a `quantity` that is a time by the clock or of processors [s]."""
    found = [_VALUES.get(quantity, _wall)(each) for each in timed.repetitions]
    warm_up = None if timed.warm_up is None else _VALUES.get(quantity, _wall)(timed.warm_up)
    return Timing(group, name, quantity, tuple(found), warm_up, count)


def repeat(
    contenders: Mapping[Name, Contender],
    repetitions: int,
    progress: Progress | None = None,
) -> tuple[dict[Name, Timed], Timing]:
    """The times of `contenders` in turn with a yardstick, and that of the yardstick.

    The yardstick is work that does not depend on carbonspan or its libraries. Where it takes longer than in another
    benchmark, the machine itself was slower.
    """
    found = in_turn({**contenders, YARDSTICK: partial(taken, _hash)}, repetitions, progress)
    yardstick = timing(YARDSTICK, "SHA-256 of 4 MB", "wall", found[YARDSTICK])
    return {name: found[name] for name in contenders}, yardstick


def _wall(each: Taken) -> float:
    return each.wall


def _processor(each: Taken) -> float:
    return each.processor


_VALUES = {"processor": _processor}


def _hash() -> None:
    found = hashlib.sha256()
    for _ in range(_TIMES):
        found.update(_WORK)
    found.digest()
