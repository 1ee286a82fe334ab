"""Sums over pick-freeze samples, from which Sobol' indices are estimated.

An output is computed at points A, at points B, and for each group of inputs at A with that group's inputs from B. The
sums are those of Saltelli et al. 2010 (Computer Physics Communications 181, 259, table 2) and Jansen 1999 (Computer
Physics Communications 117, 35). Every block is summed in columns in a fixed order, so that vectors of any width give
the same bits.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np

from .adders import Adder
from .batches import BLOCK, LEAF
from .compiling import types
from .compiling.jit import kernel
from .compiling.types import float64, int64
from .logarithm import logarithm
from .moments import COLUMNS, node

Array = np.ndarray[Any, Any]

U = np.uint64
#: Sums of an output: number of samples, sum of A, of B, of their squares, of their product.
OWN: Final = 6
#: Sums of an output and group: B (hybrid - A), (A - hybrid)^2, (B - hybrid)^2, hybrid, hybrid^2.
EACH: Final = 5
#: Scales on which an output is summed: as it is, the logarithm of its magnitude, its rank among `boundaries`.
VALUE: Final = 0
LOG: Final = 1
RANK: Final = 2
LOG_OF_NEGATIVE: Final = 3


class CrossSumsMemory(NamedTuple):
    """Sums of one task.

    `rows` (outputs, 2 + groups) are output rows: A, B, then the hybrids; `scales` (outputs,) says how each is
    transformed before `centers` (outputs,) is subtracted; `boundaries` (outputs, n) are quantiles for ranks. `leaves`
    (leaves, outputs, OWN + EACH * groups) are the sums of each leaf. `values` (3, BLOCK) and `columns`
    (EACH * COLUMNS,) are scratch.
    """

    rows: Array
    scales: Array
    centers: Array
    boundaries: Array
    leaves: Array
    values: Array
    columns: Array


@kernel
def transform(out: Array, y: Array, n: int, scale: int, center: float, boundaries: Array) -> None:
    """Put the first `n` values of `y` (BLOCK,) on `scale`, less `center`, into `out`; zeros behind them."""
    if scale == LOG:
        for j in range(U(0), U(n), U(1)):
            out[j] = logarithm(y[j]) - center
    elif scale == LOG_OF_NEGATIVE:
        for j in range(U(0), U(n), U(1)):
            out[j] = logarithm(-y[j]) - center
    elif scale == RANK:
        for j in range(n):
            low = np.searchsorted(boundaries, y[j])
            high = np.searchsorted(boundaries, y[j], side="right")
            out[j] = (low + high) / (2.0 * boundaries.shape[0]) - center
    else:
        for j in range(U(0), U(n), U(1)):
            out[j] = y[j] - center
    for j in range(n, BLOCK):
        out[j] = 0.0


@kernel
def _product(a: Array, b: Array, columns: Array) -> float:
    """The sum of the products of `a` and `b` (BLOCK,)."""
    for j in range(U(0), U(COLUMNS), U(1)):
        total = 0.0
        for k in range(U(0), U(BLOCK), U(COLUMNS)):
            total += a[j + k] * b[j + k]
        columns[j] = total
    return _total(columns)


@kernel
def _difference(a: Array, b: Array, columns: Array) -> float:
    """The sum of the squared differences of `a` and `b` (BLOCK,)."""
    for j in range(U(0), U(COLUMNS), U(1)):
        total = 0.0
        for k in range(U(0), U(BLOCK), U(COLUMNS)):
            d = a[j + k] - b[j + k]
            total += d * d
        columns[j] = total
    return _total(columns)


@kernel
def _sum(a: Array, columns: Array) -> float:
    """The sum of `a` (BLOCK,)."""
    for j in range(U(0), U(COLUMNS), U(1)):
        total = 0.0
        for k in range(U(0), U(BLOCK), U(COLUMNS)):
            total += a[j + k]
        columns[j] = total
    return _total(columns)


@kernel
def _compare(a: Array, b: Array, hybrid: Array, columns: Array) -> None:
    """Put the columns of the sums of a hybrid, which are `EACH` of one pass over all three, into `columns`."""
    for j in range(U(0), U(COLUMNS), U(1)):
        product, from_a, from_b, total, square = 0.0, 0.0, 0.0, 0.0, 0.0
        for k in range(U(0), U(BLOCK), U(COLUMNS)):
            x = hybrid[j + k]
            d = a[j + k] - x
            e = b[j + k] - x
            product += b[j + k] * x
            from_a += d * d
            from_b += e * e
            total += x
            square += x * x
        columns[j] = product
        columns[j + U(1 * COLUMNS)] = from_a
        columns[j + U(2 * COLUMNS)] = from_b
        columns[j + U(3 * COLUMNS)] = total
        columns[j + U(4 * COLUMNS)] = square


@kernel
def _total(columns: Array) -> float:
    """The sum of `columns` (COLUMNS,), pairwise."""
    step = COLUMNS // 2
    while step:
        for j in range(step):
            columns[j] += columns[j + step]
        step //= 2
    return float(columns[0])


@kernel
def _is_same(a: Array, b: Array, n: int) -> bool:
    """Whether the first `n` values of `a` and `b` are the same, as of an output that no moved input reaches."""
    same = True
    j = 0
    while same and j < n:
        same = a[j] == b[j]
        j += 1
    return same


@kernel
def _add(work: Any, n: int, offset: int, memory: CrossSumsMemory) -> bool:
    a, b, hybrid = memory.values[0], memory.values[1], memory.values[2]
    columns = memory.columns
    for o in range(memory.rows.shape[0]):
        sums = memory.leaves[offset // LEAF, o]
        scale, center, boundaries = memory.scales[o], memory.centers[o], memory.boundaries[o]
        raw = work.outputs[memory.rows[o, 0]]
        transform(a, raw, n, scale, center, boundaries)
        transform(b, work.outputs[memory.rows[o, 1]], n, scale, center, boundaries)
        sum_a, square, crossed, apart = _sum(a, columns), _product(a, a, columns), _product(a, b, columns), -1.0
        sums[0] += n
        sums[1] += sum_a
        sums[2] += _sum(b, columns)
        sums[3] += square
        sums[4] += _product(b, b, columns)
        sums[5] += crossed
        for g in range(memory.rows.shape[1] - 2):
            at = OWN + EACH * g
            moved = work.outputs[memory.rows[o, 2 + g]]
            if _is_same(raw, moved, n):
                apart = _difference(a, b, columns) if apart < 0.0 else apart
                sums[at + 2] += apart
                sums[at + 3] += sum_a
                sums[at + 4] += square
                continue
            transform(hybrid, moved, n, scale, center, boundaries)
            _compare(a, b, hybrid, columns)
            sums[at] += _total(columns[:COLUMNS]) - crossed
            for each in range(1, EACH):
                sums[at + each] += _total(columns[each * COLUMNS : (each + 1) * COLUMNS])
    return True


@kernel
def _finish(memory: CrossSumsMemory, first: int) -> None:
    """Add the leaves up into whole nodes, as `moments.merge_tree` merges."""
    leaves, begin = memory.leaves, 0
    while begin < leaves.shape[0]:
        end = begin + node(first // LEAF + begin, leaves.shape[0] - begin)
        step = 1
        while step < end - begin:
            for i in range(begin, end - step, 2 * step):
                for o in range(leaves.shape[1]):
                    for s in range(leaves.shape[2]):
                        leaves[i, o, s] += leaves[i + step, o, s]
            step *= 2
        begin = end


ADDER = Adder(
    "cross sums",
    _add,
    _finish,
    types.NamedTuple(
        (
            int64[:, ::1],
            int64[::1],
            float64[::1],
            float64[:, ::1],
            float64[:, :, ::1],
            float64[:, ::1],
            float64[::1],
        ),
        CrossSumsMemory,
    ),
)
