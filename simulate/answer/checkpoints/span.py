"""One of several equal spans of a run's samples, which machines compute on their own."""

from __future__ import annotations

from dataclasses import dataclass

from ...kernels.batches import BATCHES, LEAF
from ...problems import InvalidInput, Problem

#: The samples that states are kept in steps of: a leaf of every batch.
STEP = BATCHES * LEAF


@dataclass(frozen=True)
class SampleSpan:
    """Span `number`, from 1, of `count`.

    >>> SampleSpan(2, 4).of(8 * STEP + 5) == (2 * STEP, 4 * STEP)
    True
    """

    number: int
    count: int

    def of(self, samples: int) -> tuple[int, int]:
        """The first and the last sample, in whole steps; what `samples` have beyond these is in no span.

        Raises InvalidInput if there are fewer steps than spans.
        """
        steps = samples // STEP
        if steps < self.count:
            rule = f"needs at least {self.count * STEP:,} samples, {STEP:,} for each span, got {samples:,}"
            raise InvalidInput([Problem(f"{rule}; ask for more samples or fewer spans", file=f"--span {self}")])
        return steps * (self.number - 1) // self.count * STEP, steps * self.number // self.count * STEP

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"


def whole(samples: int) -> int:
    """As many of `samples` samples as a kept state may have: whole steps, with which any longer run goes on."""
    return samples // STEP * STEP
