"""From points to values: quantile tables, steps of discrete laws, and the uniform law, a block at a time.

A point is a 32-bit integer k and stands for u = (k + 1/2) / 2^32. It is folded to the nearer tail: to the distance
v = 2^32 min(u, 1 - u), and a half. A table's cells are spaced by the exponent and the top mantissa bits of v, so they
shrink toward both tails; a cell holds a cubic in the distance of v from the cell's lower edge. The look-up goes in two
passes, since a loop with a gather in it is not vectorized, while the index arithmetic alone is.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from .bits import bits_float, float_bits
from .jit import BLOCK, element, kernel
from .philox import extension

Array = np.ndarray[Any, Any]

U = np.uint64
#: Cells an octave of v is split into, as a power of two.
CELL_BITS: Final = 5
#: v spans these binary exponents: from 2^-33, where 32 further bits of a tail end, up to 2^31, the median.
LOWEST: Final = -33
OCTAVES: Final = 64
#: Cells of one side of a table; the upper side follows the lower one.
SIDE: Final = OCTAVES << CELL_BITS

_SHIFT = U(52 - CELL_BITS)
_EDGE = ~((U(1) << _SHIFT) - U(1))
_FIRST = U((1023 + LOWEST) << CELL_BITS)


@element
def folded(k: np.uint32) -> tuple[np.int32, np.int32]:
    """The distance of point `k` from the nearer end, less 1/2, and -1 in the upper half, 0 in the lower."""
    upper = np.int32(k) >> np.int32(31)
    return np.int32(np.int32(k) ^ upper), upper


@element
def cell_of(v: float, upper: np.int32) -> tuple[np.int32, float]:
    """The cell that holds `v` on the side that `upper` (0 or -1) says, and the distance from the cell's lower edge."""
    bits = float_bits(v)
    cell = (bits >> _SHIFT) - _FIRST + U(U(np.int64(upper)) & U(SIDE))
    return np.int32(cell), v - bits_float(bits & _EDGE)


@kernel
def fold_block(v: Array, upper: Array, k: Array, key: Array, batch: int, start: int) -> None:
    """Fold points `k` into distances `v` from the nearer tail, and `upper` (-1 in the upper half, else 0).

    The outermost points get 32 more bits, lest every tail stop at 2^-33.
    """
    for j in range(U(0), U(BLOCK), U(1)):
        distance, upper[j] = folded(k[j])
        v[j] = np.float64(distance) + 0.5
        if distance == 0:
            v[j] = extension(key, batch, start + j)


@element
def cubic(table: Array, row: Any, t: float) -> Any:
    """The value at distance `t` from the lower edge of the piece in `row`."""
    return ((table[row, 3] * t + table[row, 2]) * t + table[row, 1]) * t + table[row, 0]


@kernel
def piecewise(table: Array, edges: Array, first: int, cell: np.int32, t: float) -> Any:
    """The value at distance `t` from the lower edge of `cell` in the table from row `first` on, be it split or whole.

    A split cell's row holds NaN, the offset (from `first`) of its pieces and their number; a piece's entry of `edges`
    is where it begins, as a distance from the cell's lower edge.
    """
    row = np.int64(first + cell)
    if np.isnan(table[row, 0]):
        low = first + np.int64(table[row, 1])
        high = low + np.int64(table[row, 2])
        while high - low > 1:
            middle = (low + high) >> 1
            if edges[middle] <= t:
                low = middle
            else:
                high = middle
        row = low
        t -= edges[row]
    return cubic(table, row, t)


@kernel
def table_block(
    x: Array,
    k: Array,
    cell: Array,
    table: Array,
    edges: Array,
    first: int,
    split: int,
    key: Array,
    batch: int,
    start: int,
) -> None:
    """Values `x` of points `k` by the table from row `first` on; `cell` is scratch.

    The outermost points get 32 more bits, lest every tail stop at 2^-33; a split cell gives NaN at first and is looked
    up again.
    """
    outermost = np.int32(0x7FFFFFFF)
    for j in range(U(0), U(BLOCK), U(1)):
        distance, upper = folded(k[j])
        outermost = min(outermost, distance)
        cell[j], x[j] = cell_of(np.float64(distance) + 0.5, upper)
    if outermost == 0:
        for j in range(BLOCK):
            distance, upper = folded(k[j])
            if distance == 0:
                cell[j], x[j] = cell_of(extension(key, batch, start + j), upper)
    for j in range(U(0), U(BLOCK), U(1)):
        x[j] = cubic(table, U(first + cell[j]), x[j])
    if split:
        for j in range(BLOCK):
            if np.isnan(x[j]):
                distance, upper = folded(k[j])
                v = np.float64(distance) + 0.5 if distance else extension(key, batch, start + j)
                c, t = cell_of(v, upper)
                x[j] = piecewise(table, edges, first, c, t)


@kernel
def folded_table_block(x: Array, v: Array, upper: Array, table: Array, edges: Array, first: int) -> None:
    """As `table_block`, of points that are folded already."""
    for j in range(BLOCK):
        cell, t = cell_of(v[j], upper[j])
        x[j] = piecewise(table, edges, first, cell, t)


@kernel
def steps_block(x: Array, v: Array, upper: Array, atoms: Array) -> None:
    """Values of a discrete law; `atoms` (3, n): its values and, times 2^32, the probability up to and beyond each."""
    for j in range(BLOCK):
        low = 0
        high = atoms.shape[1] - 1
        while low < high:
            middle = (low + high) >> 1
            reached = atoms[2, middle] <= v[j] if upper[j] else atoms[1, middle] >= v[j]
            if reached:
                high = middle
            else:
                low = middle + 1
        x[j] = atoms[0, low]


@kernel
def uniform_block(x: Array, k: Array, low: float, high: float) -> None:
    """Values of the uniform law between `low` and `high`, straight from the points."""
    width = (high - low) * 2.0**-32
    offset = low + 0.5 * width + width * 2.0**31
    for j in range(U(0), U(BLOCK), U(1)):
        x[j] = width * np.float64(np.int32(k[j] ^ np.uint32(0x80000000))) + offset


@kernel
def spread_block(x: Array, v: Array, upper: Array, low: float, high: float) -> None:
    """Values of the uniform law between `low` and `high`, from folded points."""
    width = (high - low) * 2.0**-32
    for j in range(BLOCK):
        x[j] = high - width * v[j] if upper[j] else low + width * v[j]
