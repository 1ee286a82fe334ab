"""Moments without cancellation: powers about each block's own mean, merged pairwise.

A set of samples is five numbers: count, mean, and the sums of the second, third and fourth powers of the deviations
from that mean. Source: Pebay, "Formulas for robust, one-pass parallel computation of covariances and arbitrary-order
statistical moments", Sandia report SAND2008-6212, equations 1.5 and 2.1 f.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np

from .adders import Adder
from .batches import BLOCK, LEAF
from .compiling import types
from .compiling.jit import kernel
from .compiling.types import float64

Array = np.ndarray[Any, Any]

U = np.uint64
#: Count, mean, second, third and fourth central sum.
FIELDS: Final = 5
#: Columns a block is summed in.
COLUMNS: Final = 64
#: Rows of sums that `block_moments` works in.
SUMS: Final = 5


class MomentsMemory(NamedTuple):
    """Moments of one task.

    `leaves` (leaves, outputs, FIELDS) are those of each leaf, and after the task those of whole nodes (`merge_tree`).
    `extremes` (outputs, 2) are the smallest and largest values; `block` (FIELDS,) and `sums` (SUMS, COLUMNS) are
    scratch.
    """

    leaves: Array
    extremes: Array
    block: Array
    sums: Array


@kernel
def _add(work: Any, n: int, offset: int, memory: MomentsMemory) -> bool:
    """Merge the block of every output into its leaf."""
    for o in range(work.outputs.shape[0]):
        block_moments(memory.block, memory.extremes[o], work.outputs[o], n, memory.sums)
        merge_into(memory.leaves[offset // LEAF, o], memory.block)
    return True


@kernel
def _finish(memory: MomentsMemory, first: int) -> None:
    """Merge the leaves into whole nodes."""
    merge_tree(memory.leaves, first // LEAF)


@kernel
def block_moments(out: Array, ends: Array, y: Array, n: int, sums: Array) -> None:
    """Put the moments of the first `n` values of `y` (BLOCK,) into `out` (FIELDS,), and widen `ends` (2,) to hold them.

    A whole block is summed in columns and the columns in a fixed order: the loops use vectors of any width, and the
    result is the same for all of them. `sums` (SUMS, COLUMNS) is scratch.
    """
    out[0] = n
    if n < BLOCK:
        _short_moments(out, ends, y, n)
        return
    for j in range(U(0), U(COLUMNS), U(1)):
        total = 0.0
        low = y[j]
        high = y[j]
        for k in range(U(0), U(BLOCK), U(COLUMNS)):
            value = y[j + k]
            total += value
            low = min(low, value)
            high = max(high, value)
        sums[0, j] = total
        sums[3, j] = low
        sums[4, j] = high
    for j in range(COLUMNS):
        ends[0] = min(ends[0], sums[3, j])
        ends[1] = max(ends[1], sums[4, j])
    mean = _total(sums[0]) / BLOCK
    for j in range(U(0), U(COLUMNS), U(1)):
        second = 0.0
        third = 0.0
        fourth = 0.0
        for k in range(U(0), U(BLOCK), U(COLUMNS)):
            d = y[j + k] - mean
            square = d * d
            second += square
            third += square * d
            fourth += square * square
        sums[1, j] = second
        sums[2, j] = third
        sums[3, j] = fourth
    out[1] = mean
    for p in range(1, 4):
        out[p + 1] = _total(sums[p])


@kernel
def _short_moments(out: Array, ends: Array, y: Array, n: int) -> None:
    mean = 0.0
    for j in range(n):
        mean += y[j]
        ends[0] = min(ends[0], y[j])
        ends[1] = max(ends[1], y[j])
    mean /= n
    out[1] = mean
    for f in range(2, FIELDS):
        out[f] = 0.0
    for j in range(n):
        d = y[j] - mean
        square = d * d
        out[2] += square
        out[3] += square * d
        out[4] += square * square


@kernel
def _total(s: Array) -> Any:
    for j in range(U(0), U(8), U(1)):
        column = 0.0
        for k in range(U(0), U(COLUMNS), U(8)):
            column += s[j + k]
        s[j] = column
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]))


@kernel
def merge_into(a: Array, b: Array) -> None:
    """Merge the moments `b` into `a`; either may be empty (count 0)."""
    if b[0] == 0.0:
        return
    if a[0] == 0.0:
        for f in range(FIELDS):
            a[f] = b[f]
        return
    na = a[0]
    nb = b[0]
    n = na + nb
    d = b[1] - a[1]
    e = d / n
    a4 = (
        a[4] + b[4] + na * nb * (na * na - na * nb + nb * nb) * d * e * e * e
        + 6.0 * (na * na * b[2] + nb * nb * a[2]) * e * e
        + 4.0 * (na * b[3] - nb * a[3]) * e
    )  # fmt: skip
    a3 = a[3] + b[3] + na * nb * (na - nb) * d * e * e + 3.0 * (na * b[2] - nb * a[2]) * e
    a[2] += b[2] + na * nb * d * e
    a[3] = a3
    a[4] = a4
    a[1] += nb * e
    a[0] = n


@kernel
def node(first: int, left: int) -> int:
    """How many of `left` leaves, the next of which is leaf `first`, make one whole node of the merge tree.

    A node of 2^l leaves begins at a multiple of 2^l.
    """
    size = 1
    while 2 * size <= left and first % (2 * size) == 0:
        size *= 2
    return size


@kernel
def merge_tree(leaves: Array, first: int) -> None:
    """Merge `leaves` (n, outputs, FIELDS), from leaf `first` on, pairwise into the first row of each whole `node`."""
    begin = 0
    while begin < leaves.shape[0]:
        end = begin + node(first + begin, leaves.shape[0] - begin)
        step = 1
        while step < end - begin:
            for i in range(begin, end - step, 2 * step):
                for o in range(leaves.shape[1]):
                    merge_into(leaves[i, o], leaves[i + step, o])
            step *= 2
        begin = end


ADDER = Adder(
    "moments",
    _add,
    _finish,
    types.NamedTuple((float64[:, :, ::1], float64[:, ::1], float64[::1], float64[:, ::1]), MomentsMemory),
)
