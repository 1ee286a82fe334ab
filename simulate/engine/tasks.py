"""How a run's samples are cut into tasks, and which of them are done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ..kernels.batches import BATCHES, LEAF
from ..kernels.moments import node

#: Samples of one task, times the coordinates: long enough that handing it out costs nothing, short enough to stop soon.
_TASK = 1 << 20
#: The largest task, in leaves, as a power of two.
_TASK_LEVEL = 5
#: Tasks a thread should have, so that no thread waits long for another at the end.
_SHARE = 4


class Task(NamedTuple):
    """Sample numbers `first` to `last` of one batch."""

    batch: int
    first: int
    last: int

    @property
    def leaves(self) -> int:
        """How many leaves of the merge tree it covers."""
        return -(-(self.last - self.first) // LEAF)

    def nodes(self) -> Iterator[tuple[int, int, int]]:
        """The whole nodes of the merge tree it covers: first leaf within the task; level; index in the level."""
        begin, first = 0, self.first // LEAF
        while begin < self.leaves:
            size = node.py_func(first + begin, self.leaves - begin)  # type: ignore[attr-defined]
            level = size.bit_length() - 1
            yield begin, level, (first + begin) >> level
            begin += size


def batch_size(samples: int, batch: int, batches: int = BATCHES) -> int:
    """How many of the first `samples` samples belong to `batch`: sample i is number i // batches of batch i % batches.

    >>> [batch_size(33, 0), batch_size(33, 1)]
    [2, 1]
    """
    return (samples - batch + batches - 1) // batches


def tasks(done: int, samples: int, *, coordinates: int, threads: int, batches: int = BATCHES) -> Iterator[Task]:
    """The tasks between `done` and `samples` samples, in an order in which all `batches` advance together."""
    longest = batch_size(samples, 0, batches)
    level = _TASK_LEVEL
    while level and ((LEAF << level) * coordinates > _TASK or longest * batches < (LEAF << level) * _SHARE * threads):
        level -= 1
    size = LEAF << level
    for start in range(batch_size(done, batches - 1, batches) // size * size, longest, size):
        for batch in range(batches):
            first = max(start, batch_size(done, batch, batches))
            last = min(start + size, batch_size(samples, batch, batches))
            if first < last:
                yield Task(batch, first, last)


@dataclass
class Done:
    """Which samples are in: for each batch, disjoint spans of sample numbers, ascending."""

    spans: list[list[tuple[int, int]]] = field(default_factory=lambda: [[] for _ in range(BATCHES)])

    def add(self, task: Task) -> None:
        """Add one task; spans that meet become one."""
        merged: list[tuple[int, int]] = []
        for first, last in sorted([*self.spans[task.batch], (task.first, task.last)]):
            if merged and merged[-1][1] == first:
                merged[-1] = merged[-1][0], last
            else:
                merged.append((first, last))
        self.spans[task.batch] = merged

    def missing(self, task: Task) -> Iterator[Task]:
        """The parts of a task that are not in."""
        first = task.first
        for begin, end in self.spans[task.batch]:
            if end > first and begin < task.last:
                if first < begin:
                    yield Task(task.batch, first, begin)
                first = end
        if first < task.last:
            yield Task(task.batch, first, task.last)

    def without(self, other: Done) -> Done:
        """What is in here and not in `other`."""
        found = Done()
        for batch, spans in enumerate(self.spans):
            found.spans[batch] = [
                (part.first, part.last) for span in spans for part in other.missing(Task(batch, *span))
            ]
        return found

    def reached(self, first: int = 0, batches: int = BATCHES) -> int:
        """The sample number up to which each of the first `batches` batches is in, from number `first` on."""
        spans = self.spans[:batches]
        return min(next((end for begin, end in each if begin <= first < end), first) for each in spans)

    def overlaps(self, other: Done) -> bool:
        """Whether a sample is in both."""
        return any(
            next(self.missing(Task(batch, first, last)), None) != (batch, first, last)
            for batch, spans in enumerate(other.spans)
            for first, last in spans
        )

    @property
    def sizes(self) -> list[int]:
        """How many samples of each batch are in."""
        return [sum(last - first for first, last in spans) for spans in self.spans]

    @property
    def samples(self) -> int:
        """How many samples are in."""
        return sum(self.sizes)
