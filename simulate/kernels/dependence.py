"""Dependent inputs: correlated normal scores, folded back into points, and shares that sum to one."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .batches import BLOCK
from .compiling.jit import kernel

Array = np.ndarray[Any, Any]

_HALF_SCALE = 2.0**31
_SMALLEST = 2.0**-33


@kernel
def mix_block(rows: Array, first: int, n: int, numbers: Array, matrix: int, mixed: Array) -> None:
    """Replace `n` rows of independent normal scores, from `first` on, by a matrix times them.

    It begins at ``numbers[matrix]``; `mixed` (n,) is scratch.
    """
    for j in range(BLOCK):
        for a in range(n):
            total = 0.0
            for b in range(n):
                total += numbers[matrix + a * n + b] * rows[first + b, j]
            mixed[a] = total
        for a in range(n):
            rows[first + a, j] = mixed[a]


@kernel
def fold_scores(v: Array, upper: Array, scores: Array) -> None:
    """Fold normal `scores` into distances `v` from the nearer tail (times 2^32) and `upper`, like points."""
    for j in range(BLOCK):
        tail = _HALF_SCALE * math.erfc(abs(scores[j]) * math.sqrt(0.5))
        v[j] = max(tail, _SMALLEST)
        upper[j] = -1 if scores[j] > 0.0 else 0


@kernel
def share_block(rows: Array, first: int, n: int) -> None:
    """Divide `n` rows of independent gamma draws, from `first` on, by their sum: draws of a Dirichlet law."""
    for j in range(BLOCK):
        total = 0.0
        for a in range(first, first + n):
            total += rows[a, j]
        for a in range(first, first + n):
            rows[a, j] /= total
