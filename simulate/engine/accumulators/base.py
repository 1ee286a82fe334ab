"""What every accumulator does: memory for a thread's task, and totals that tasks are merged into in any order."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from copy import copy
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from ...kernels.adders import Adder
from ...kernels.batches import BATCHES
from ..tasks import Task

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]
Saved = dict[str, NDArray[Any]]


class Accumulator(ABC):
    """Totals of one kind, which are the same bits in whatever order tasks are merged.

    A thread works in the memory from `allocate`, cleared for each of its tasks. The compiled `adder` adds block after
    block to it, and the finished task is merged.
    """

    adder: Adder
    #: How many values or sums were not finite; only accumulators that see all outputs count them.
    lost: int = 0

    @abstractmethod
    def empty(self) -> Accumulator:
        """An accumulator of the same question, with nothing in."""

    @abstractmethod
    def allocate(self) -> Any:
        """Fresh memory for one thread, a named tuple of arrays of the type ``adder.memory``."""

    @abstractmethod
    def clear(self, memory: Any, task: Task) -> Any:
        """`memory` with nothing in it, ready for `task`."""

    def grow(self, memory: Any) -> Any:
        """`memory` with more room, when `adder` had none; only an adder that can be out of room needs this."""
        raise NotImplementedError(f"{self.adder.name} has no room")

    @abstractmethod
    def merge(self, task: Task, memory: Any) -> None:
        """Add what a finished `task` left in `memory` to the totals; one thread at a time."""

    def release(self) -> None:  # noqa: B027 - most keep nothing
        """Let go of what is kept for threads that run: they have finished."""

    @abstractmethod
    def save(self) -> Saved:
        """The totals as arrays, by name."""

    @abstractmethod
    def restore(self, saved: Mapping[str, NDArray[Any]]) -> None:
        """Take the totals from `saved`, as `save` gave them."""

    @abstractmethod
    def absorb(self, saved: Mapping[str, NDArray[Any]]) -> None:
        """Add the totals of other samples, as `save` gave them."""


class Tally(Accumulator):
    """Integer `counts` (BATCHES, *shape), each the sum of a memory's `counts` (*shape) over the tasks of a batch."""

    def __init__(self, *shape: int) -> None:
        self.counts: Counts = np.zeros((BATCHES, *shape), np.int64)

    def empty(self) -> Self:
        """The same question, with all counts 0."""
        found = copy(self)
        found.counts = np.zeros_like(self.counts)
        return found

    def zeros(self) -> Counts:
        """Counts (*shape) of no samples."""
        return np.zeros_like(self.counts[0])

    def clear(self, memory: Any, task: Task) -> Any:  # noqa: ARG002 - tasks of any length use the same memory
        """The same memory, all counts 0."""
        memory.counts[:] = 0
        return memory

    def merge(self, task: Task, memory: Any) -> None:
        """Add the counts to those of the task's batch."""
        self.counts[task.batch] += memory.counts

    def save(self) -> Saved:
        """The counts."""
        return {"counts": self.counts}

    def restore(self, saved: Mapping[str, NDArray[Any]]) -> None:
        """Take over the counts."""
        self.counts = saved["counts"].copy()

    def absorb(self, saved: Mapping[str, NDArray[Any]]) -> None:
        """Add the counts."""
        self.counts += saved["counts"]
