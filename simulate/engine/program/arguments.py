"""The rows of working memory that hold the arguments of a scenario's models, one row for each argument.

A profile has two rows: its level, like any other argument, and then the offset of its array among the program's
profiles. That array holds the number of steps, the length of a step, and the integral (steps + 1,).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...scenario.profile import TimeProfile
from ...scenario.scenario import Part


class ArgumentRow(NamedTuple):
    """One argument: the input it gets, its row, and whether the next row holds the offset of a profile."""

    feed: str
    row: int
    profile: bool


def argument_rows(parts: Sequence[Part]) -> list[list[ArgumentRow]]:
    """The rows of each part's arguments, in order."""
    found: list[list[ArgumentRow]] = []
    row = 0
    for part in parts:
        found.append([])
        for feed, argument in zip(part.feeds, part.model.arguments, strict=True):
            found[-1].append(ArgumentRow(feed, row, argument.profile))
            row += 2 if argument.profile else 1
    return found


def row_count(parts: Sequence[Part]) -> int:
    """The number of rows for the arguments of all parts."""
    return sum(2 if argument.profile else 1 for part in parts for argument in part.model.arguments)


def profile_array(profile: TimeProfile) -> NDArray[np.float64]:
    """The array of one profile in a program."""
    return np.concatenate([[len(profile.values), profile.step], profile.integral])
