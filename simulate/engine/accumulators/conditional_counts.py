"""How often an input and an output fall into a pair of bins, in the same sample."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from ...kernels.batches import BATCHES, BLOCK
from ...kernels.conditional_counts import ADDER, INPUT_BINS, OUTPUT_BINS, ConditionalCountsMemory
from ...kernels.memory import aligned
from ..tasks import Task
from .base import Floats, Tally

#: Groups of batches that are counted apart, for errors: 32 tables a pair would take four times the memory.
PARTS: Final = 8


class ConditionalCounts(Tally):
    """`counts` (PARTS, inputs, outputs, INPUT_BINS, OUTPUT_BINS) of working rows and output rows.

    `input_bounds` (inputs, INPUT_BINS - 1) and `output_bounds` (outputs, OUTPUT_BINS - 1) are the inner boundaries of
    bins, ascending.
    """

    adder = ADDER

    def __init__(self, inputs: ArrayLike, outputs: ArrayLike, input_bounds: Floats, output_bounds: Floats) -> None:
        self._rows = np.array(inputs, np.int64), np.array(outputs, np.int64)
        self.input_bounds = np.ascontiguousarray(input_bounds)
        self.output_bounds = np.ascontiguousarray(output_bounds)
        self.counts = np.zeros((PARTS, *map(len, self._rows), INPUT_BINS, OUTPUT_BINS), np.int32)

    def allocate(self) -> ConditionalCountsMemory:
        """One table for each pair of input and output."""
        inputs, outputs = self._rows
        return ConditionalCountsMemory(
            *self._rows,
            self.input_bounds,
            self.output_bounds,
            np.zeros_like(self.counts[0]),
            aligned((len(inputs), BLOCK), np.int32),
            aligned((len(outputs), BLOCK), np.int32),
        )

    def merge(self, task: Task, memory: ConditionalCountsMemory) -> None:
        """Add the counts to those of the part that the task's batch belongs to."""
        self.counts[task.batch * PARTS // BATCHES] += memory.counts
