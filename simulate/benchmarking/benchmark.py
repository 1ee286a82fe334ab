"""A benchmark: everything that was timed in one go, repetition by repetition, and on which machine."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from statistics import median
from typing import Any, Literal, NamedTuple

from .clock import Contender, Progress, Timed, in_turn, taken
from .machine import Machine

Kind = Literal["kernels", "models", "start", "scaling", "scenario"]

YARDSTICK = "yardstick"
_WORK = bytes(1 << 20)
_TIMES = 4


class Kept(NamedTuple):
    """What is kept of a call: its name, its unit, and how people call it."""

    long_name: str
    unit: str


_KEPT = {
    "core_time": Kept("time of a sample on one core", "ns"),
    "sample_time": Kept("time of a sample by the clock", "ns"),
    "answer": Kept("time of a run's answer, whatever its samples", "s"),
    "wall": Kept("time by the clock", "s"),
    "processor": Kept("time of processors", "s"),
    "memory": Kept("most memory resident", "MB"),
}
_RUN = "run_"


def kept(quantity: str) -> Kept:
    """What a quantity of a timing is.

    >>> kept("core_time").unit, kept("run_1e6").long_name
    ('ns', 'warm run of 1e6 samples by the clock')
    """
    if quantity.startswith(_RUN):
        return Kept(f"warm run of {quantity.removeprefix(_RUN)} samples by the clock", "s")
    return _KEPT[quantity]


def run_of(samples: int) -> str:
    """The quantity that is a run of so many samples, a power of ten."""
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
    notes: tuple[str, ...] = field(default=())

    def timing(self, group: str, name: str, quantity: str) -> Timing:
        """The timing of this key; raises KeyError if there is none."""
        return {each.key: each for each in self.timings}[group, name, quantity]

    def groups(self) -> dict[str, list[Timing]]:
        """All timings but the yardstick's, by group."""
        found: dict[str, list[Timing]] = {}
        for each in self.timings:
            if each.group != YARDSTICK:
                found.setdefault(each.group, []).append(each)
        return found


def repeat(
    contenders: Mapping[Any, Contender], repetitions: int, progress: Progress | None = None
) -> tuple[dict[Any, Timed], Timing]:
    """The times of `contenders` in turn with a yardstick, and that of the yardstick.

    The yardstick is work that does not depend on carbonspan or its libraries. Where it takes longer than in another
    benchmark, the machine itself was slower.
    """
    timed = in_turn({**contenders, YARDSTICK: partial(taken, _hash)}, repetitions, progress)
    warm_up, values = timed.pop(YARDSTICK)
    return timed, Timing(YARDSTICK, "SHA-256 of 4 MB", "wall", tuple(each.wall for each in values), warm_up.wall)


def _hash() -> None:
    found = hashlib.sha256()
    for _ in range(_TIMES):
        found.update(_WORK)
    found.digest()
