"""Contenders in turn: what each call takes by the clock and of processors."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar

Name = TypeVar("Name")
Contender = Callable[[], "Taken"]
"""Does something once, and returns what that took."""
Progress = Callable[[int, int], None]


class Taken(NamedTuple):
    """What one call took [s]: by the clock, and of processors."""

    wall: float
    processor: float

    @property
    def core(self) -> float:
        """The time of one core [s], for calls in one thread.

        It is processor time, in which other programs do not count; Windows only counts that in steps of 16 ms.
        """
        return self.wall if sys.platform == "win32" else self.processor


class Timed(NamedTuple):
    """The repetitions of one contender, and the call before them, if one warmed up."""

    warm_up: Taken | None
    repetitions: list[Taken]


def taken(call: Callable[[], object]) -> Taken:
    """The time of one call."""
    wall, processor = time.perf_counter(), time.process_time()
    call()
    return Taken(time.perf_counter() - wall, time.process_time() - processor)


def in_turn(
    contenders: Mapping[Name, Contender], repetitions: int, progress: Progress | None = None, *, warm_up: bool = True
) -> dict[Name, Timed]:
    """The times of each contender: a call that warms up, then `repetitions` in which all take turns.

    What slows the machine for a while then slows all contenders. Every other turn goes backwards, so that none always
    follows the same other one. `progress` is called with the number of calls done and to do.

    >>> found = in_turn({"sum": lambda: taken(lambda: sum(range(9)))}, 3)
    >>> len(found["sum"].repetitions)
    3
    """
    turns = range(0 if warm_up else 1, repetitions + 1)
    done, total = 0, len(contenders) * len(turns)
    times: dict[Name, list[Taken]] = {name: [] for name in contenders}
    for turn in turns:
        for name in list(contenders)[:: -1 if turn % 2 else 1]:
            times[name].append(contenders[name]())
            done += 1
            if progress:
                progress(done, total)
    return {name: Timed(found[0] if warm_up else None, found[-repetitions:]) for name, found in times.items()}
