"""How often one output lies below another, sample by sample: integer counts, which any order of blocks leaves alike."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .adders import Adder, nothing_to_finish
from .compiling import types
from .compiling.jit import kernel
from .compiling.types import int64

Array = np.ndarray[Any, Any]

U = np.uint64


class PairsMemory(NamedTuple):
    """Counts of one task: `counts` (pairs, 2) belong to `pairs` (pairs, 2), rows of outputs: see `compare_block`."""

    pairs: Array
    counts: Array


@kernel
def _add(work: Any, n: int, offset: int, memory: PairsMemory) -> bool:
    compare_block(work.outputs, n, memory.pairs, memory.counts)
    return True


@kernel
def compare_block(outputs: Array, n: int, pairs: Array, counts: Array) -> None:
    """Add to `counts` (pairs, 2) in how many of the first `n` samples the first of a pair is the smaller, and equal.

    `pairs` (pairs, 2) are rows of `outputs` (outputs, BLOCK).
    """
    for p in range(pairs.shape[0]):
        a = outputs[pairs[p, 0]]
        b = outputs[pairs[p, 1]]
        below = np.int64(0)
        equal = np.int64(0)
        for j in range(U(0), U(n), U(1)):
            below += np.int64(a[j] < b[j])
            equal += np.int64(a[j] == b[j])
        counts[p, 0] += below
        counts[p, 1] += equal


ADDER = Adder("pairs", _add, nothing_to_finish, types.NamedTuple((int64[:, ::1], int64[:, ::1]), PairsMemory))
