"""What a run has accumulated, in constant memory: the same bits for any order of tasks on any number of threads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .accumulators.base import Accumulator, Saved
from .accumulators.histograms import Histograms
from .accumulators.moments import Moments
from .tasks import Done, Task


class State:
    """Everything accumulated so far of `outputs` outputs.

    Histograms and moments are accumulated unless the `questions` are `alone`; these are further accumulators that the
    run feeds. `done` says which samples are in.
    """

    def __init__(self, outputs: int, questions: Sequence[Accumulator] = (), *, alone: bool = False) -> None:
        self.outputs, self.questions, self.alone = outputs, tuple(questions), alone
        self.histograms = Histograms(0 if alone else outputs)
        self.moments = Moments(0 if alone else outputs)
        always = () if alone else (self.histograms, self.moments)
        self.accumulators: tuple[Accumulator, ...] = (*always, *self.questions)
        self.done = Done()

    @property
    def samples(self) -> int:
        """How many samples are in."""
        return self.done.samples

    def add(self, task: Task, memories: Sequence[Any]) -> int:
        """Merge a finished task, from one memory an accumulator; returns how many of its numbers are not finite."""
        before = self._lost()
        for accumulator, memory in zip(self.accumulators, memories, strict=True):
            accumulator.merge(task, memory)
        self.done.add(task)
        return self._lost() - before

    def _lost(self) -> int:
        return sum(each.lost for each in self.accumulators)

    def save(self) -> Saved:
        """Everything as arrays by name, from which `restore` makes an equal state.

        ``done`` (n, 3) are the spans that are in, each with its batch.
        """
        spans = [(batch, *span) for batch, spans in enumerate(self.done.spans) for span in spans]
        saved: Saved = {"done": np.array(spans, np.int64).reshape(-1, 3)}
        for each in self.accumulators:
            saved |= {f"{each.adder.name}.{name}": array for name, array in each.save().items()}
        return saved

    def copied(self) -> Saved:
        """What `save` returns, in arrays that later tasks do not change."""
        return {name: array.copy() for name, array in self.save().items()}

    def absorb(self, saved: Mapping[str, NDArray[Any]]) -> None:
        """Add what a state with the same accumulators saved of other samples; raises ValueError if any is in both."""
        if self.done.overlaps(other := done_of(saved)):
            raise ValueError("states overlap")
        for batch, spans in enumerate(other.spans):
            for first, last in spans:
                self.done.add(Task(batch, first, last))
        for each in self.accumulators:
            each.absorb(_own(each, saved))

    def restore(self, saved: Mapping[str, NDArray[Any]]) -> None:
        """Take over what a state with the same accumulators saved."""
        self.done = done_of(saved)
        for each in self.accumulators:
            each.restore(_own(each, saved))


def done_of(saved: Mapping[str, NDArray[Any]]) -> Done:
    """Which samples are in a state that was saved."""
    done = Done()
    for batch, first, last in saved["done"].tolist():
        done.add(Task(batch, first, last))
    return done


def _own(accumulator: Accumulator, saved: Mapping[str, NDArray[Any]]) -> Saved:
    """What an accumulator saved of a state."""
    prefix = f"{accumulator.adder.name}."
    return {name.removeprefix(prefix): array for name, array in saved.items() if name.startswith(prefix)}
