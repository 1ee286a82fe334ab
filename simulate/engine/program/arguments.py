"""Where the arguments of a scenario's models lie in working memory, a row each.

A profile takes two: its level, as any other argument, and behind it the place where its course begins among the
program's profiles: the number of steps, the length of a step, then the integral (steps + 1,).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...scenario.profile import TimeProfile
from ...scenario.scenario import Part


class Slot(NamedTuple):
    """One argument: the input that feeds it, its row, and whether a profile's place is in the next row."""

    feed: str
    row: int
    profile: bool


def slots(parts: Sequence[Part]) -> list[list[Slot]]:
    """The slots of each part's arguments, in order."""
    found: list[list[Slot]] = []
    row = 0
    for part in parts:
        found.append([])
        for feed, argument in zip(part.feeds, part.model.arguments, strict=True):
            found[-1].append(Slot(feed, row, argument.profile))
            row += 2 if argument.profile else 1
    return found


def height(parts: Sequence[Part]) -> int:
    """How many rows the arguments of all parts take."""
    return sum(2 if argument.profile else 1 for part in parts for argument in part.model.arguments)


def segment(shape: TimeProfile) -> NDArray[np.float64]:
    """What the program holds of one profile."""
    return np.concatenate([[len(shape.values), shape.step], shape.integral])
