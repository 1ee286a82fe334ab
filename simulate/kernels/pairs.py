"""How often one output lies below another, sample by sample: integer counts, which any order of blocks leaves alike."""

from __future__ import annotations

from typing import Any

import numpy as np

from .jit import kernel

Array = np.ndarray[Any, Any]

U = np.uint64


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
