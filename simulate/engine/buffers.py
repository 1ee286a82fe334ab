"""One thread's room to count in, used again for every task."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..kernels.histogram import PAGE, PAGES
from ..kernels.memory import aligned
from ..kernels.moments import FIELDS
from ..kernels.program import Program, working_memory
from .tasks import Task

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

#: Pages an output has room for at first: as many octaves.
_FIRST_PAGES = 32


class Scratch:
    """Histogram pages, extremes, moments and counts of pairs of one task, of `outputs` outputs.

    `places` (outputs, PAGES) says where in `pool` a page's counts begin, or -1; `ends` (outputs, 2) are the extreme
    values, `leaves` (leaves, outputs, FIELDS) the moments, merged into the task's `nodes`; `counts` (pairs, 2) say how
    often the first output of each of `pairs` is the smaller, and equal.
    """

    def __init__(self, program: Program, pairs: Counts) -> None:
        outputs = int(program.size[2])
        self._work = working_memory(program)
        self.places = np.full((outputs, PAGES), -1, np.int32)
        self.pool = aligned(_FIRST_PAGES * outputs * PAGE, np.uint32)
        self.ends = no_extremes(outputs)
        self.leaves = np.zeros((0, outputs, FIELDS))
        self.counts = np.zeros_like(pairs)
        self._pairs = pairs
        self._taken = 0

    def fill(self, accumulate: Callable[..., None], program: Program, model: Any, task: Task) -> None:
        """Run `task` into empty pages; the pool grows when the task needs more."""
        self._clear()
        span = np.array([task.first, task.last, task.first, 0])
        self.leaves = np.zeros((task.leaves, *self.leaves.shape[1:]))
        while span[2] < task.last:
            accumulate(
                program, model, self._work, task.batch, span,
                self.leaves, self.places, self.pool, self.ends, self._pairs, self.counts,
            )  # fmt: skip
            self._taken = int(span[3])
            if span[2] < task.last:
                self.pool = np.concatenate([self.pool, np.zeros_like(self.pool)])

    def _clear(self) -> None:
        self.pool[: self._taken] = 0
        self.places[:] = -1
        self.counts[:] = 0
        self.ends[:] = no_extremes(len(self.ends))


def no_extremes(outputs: int) -> Floats:
    """Smallest and largest values (outputs, 2) of no samples."""
    return np.tile(np.array([np.inf, -np.inf]), (outputs, 1))
