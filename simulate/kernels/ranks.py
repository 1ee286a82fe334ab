"""How often each of several outputs has each rank, in the same sample: integer counts."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .adders import Adder, nothing_to_finish
from .compiling import types
from .compiling.jit import kernel
from .compiling.types import int64

Array = np.ndarray[Any, Any]

U = np.uint64


class RanksMemory(NamedTuple):
    """Counts of one task: see `rank_block`."""

    rows: Array
    scale: Array
    counts: Array


@kernel
def _add(work: Any, n: int, offset: int, memory: RanksMemory) -> bool:
    rank_block(work.outputs, n, memory.rows, memory.scale[0], memory.counts)
    return True


@kernel
def rank_block(outputs: Array, n: int, rows: Array, scale: int, counts: Array) -> None:
    """Add `scale` to ``counts[i, r]`` for each of the first `n` samples in which output row ``rows[i]`` has rank r.

    Equal outputs have equal parts of the ranks that they take together; `scale` must be a multiple of their number.
    """
    for i in range(rows.shape[0]):
        own = outputs[rows[i]]
        for j in range(U(0), U(n), U(1)):
            below = np.int64(0)
            equal = np.int64(0)
            for k in range(rows.shape[0]):
                other = outputs[rows[k], j]
                below += np.int64(other < own[j])
                equal += np.int64(other == own[j])
            part = scale // (equal if equal > 0 else np.int64(1))  # without any, one is not a number
            for r in range(below, below + equal):
                counts[i, r] += part


ADDER = Adder("ranks", _add, nothing_to_finish, types.NamedTuple((int64[::1], int64[::1], int64[:, ::1]), RanksMemory))
