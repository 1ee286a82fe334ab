"""Tables of how often an input and an output fall into a pair of bins, in the same sample."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np

from .adders import Adder, nothing_to_finish
from .compiling import types
from .compiling.jit import kernel
from .compiling.types import float64, int32, int64

Array = np.ndarray[Any, Any]

U = np.uint64
#: Bins of an input and of an output, powers of two; their inner boundaries are one fewer.
INPUT_BINS: Final = 64
OUTPUT_BINS: Final = 256


class ConditionalCountsMemory(NamedTuple):
    """Counts of one task.

    `inputs` (n,) are working rows and `outputs` (m,) output rows; `input_bounds` (n, INPUT_BINS - 1) and
    `output_bounds` (m, OUTPUT_BINS - 1) the inner boundaries of their bins, ascending; `counts` (n, m, INPUT_BINS,
    OUTPUT_BINS). A value on a boundary is in the bin above it. `input_bins` (n, BLOCK) and `output_bins` (m, BLOCK) are
    scratch.
    """

    inputs: Array
    outputs: Array
    input_bounds: Array
    output_bounds: Array
    counts: Array
    input_bins: Array
    output_bins: Array


@kernel
def bins_of(bins: Array, values: Array, n: int, bounds: Array) -> None:
    """Put the bin of each of the first `n` `values` among `bounds` (2^k - 1,) into `bins`, by k comparisons.

    Each comparison is made for all values before the next one, so that none waits for another.
    """
    for j in range(U(0), U(n), U(1)):
        bins[j] = 0
    step = (bounds.shape[0] + 1) // 2
    while step:
        for j in range(U(0), U(n), U(1)):
            found = bins[j]
            bins[j] = found + np.int32(step) * np.int32(values[j] >= bounds[U(found) + U(step) - U(1)])
        step //= 2


@kernel
def _add(work: Any, n: int, offset: int, memory: ConditionalCountsMemory) -> bool:
    for i in range(memory.inputs.shape[0]):
        bins_of(memory.input_bins[i], work.rows[memory.inputs[i]], n, memory.input_bounds[i])
    for o in range(memory.outputs.shape[0]):
        bins_of(memory.output_bins[o], work.outputs[memory.outputs[o]], n, memory.output_bounds[o])
        for i in range(memory.inputs.shape[0]):
            counts = memory.counts[i, o]
            for j in range(U(0), U(n), U(1)):
                counts[U(memory.input_bins[i, j]), U(memory.output_bins[o, j])] += 1
    return True


ADDER = Adder(
    "conditional counts",
    _add,
    nothing_to_finish,
    types.NamedTuple(
        (
            int64[::1],
            int64[::1],
            float64[:, ::1],
            float64[:, ::1],
            int32[:, :, :, ::1],
            int32[:, ::1],
            int32[:, ::1],
        ),
        ConditionalCountsMemory,
    ),
)
