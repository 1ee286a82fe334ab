"""From points to values, one block at a time: quantile tables, discrete laws and the uniform law.

A point is a 32-bit integer k that represents u = (k + 1/2) / 2^32. It is folded to the nearer tail: to the distance
v = 2^32 min(u, 1 - u), and a half. A table's cells are spaced by the exponent and the top mantissa bits of v, so they
shrink toward both tails; a cell contains a cubic in the distance of v from the cell's lower edge. The look-up takes two
passes, the offsets of all cells and then their cubics, since a loop that contains a gather is not vectorized.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from .batches import BLOCK
from .bits import bits_float, bits_single, float_bits, single_bits
from .compiling.jit import element, kernel
from .gather import LANES, WIDTH, eight_cubics
from .philox import extension

Array = np.ndarray[Any, Any]

U = np.uint64
#: Cells an octave of v is split into, as a power of two.
CELL_BITS: Final = 5
#: The binary exponents of v: from 2^-33, where the 32 additional bits of a tail end, up to 2^31, the median.
LOWEST: Final = -33
OCTAVES: Final = 64
#: Cells of one side of a table; the lower side comes first.
SIDE: Final = OCTAVES << CELL_BITS

_SHIFT = U(52 - CELL_BITS)
_EDGE = ~((U(1) << _SHIFT) - U(1))
_FIRST = U((1023 + LOWEST) << CELL_BITS)

#: The same for floats of single precision; an offset counts doubles, of which a row has WIDTH.
_EDGE_SINGLE = np.uint32((0xFFFFFFFF << (23 - CELL_BITS)) & 0xFFFFFFFF)
_OFFSET_SHIFT = np.uint32(23 - CELL_BITS - 2)
_OFFSET_MASK = np.uint32(0xFFFFFFFF - (WIDTH - 1))
_OFFSET_FIRST = np.uint32(((127 + LOWEST) << CELL_BITS) * WIDTH)
#: Points nearer to an end are in cells narrower than 1, whose edges are not whole numbers.
_OUTERMOST = np.int32(1 << CELL_BITS)
#: Samples that are searched together for those that are looked up again: most groups have none.
_GROUP: Final = 16


@element
def folded(k: np.uint32) -> tuple[np.int32, np.int32]:
    """The whole distance of point `k` from the nearer end (less 1/2), and -1 in the upper half, 0 in the lower."""
    upper = np.int32(k) >> np.int32(31)
    return np.int32(np.int32(k) ^ upper), upper


@element
def cell_of(v: float, upper: np.int32) -> tuple[np.int32, float]:
    """The cell of `v` on the side `upper` (0 or -1), and its distance from the cell's lower edge."""
    bits = float_bits(v)
    cell = (bits >> _SHIFT) - _FIRST + U(U(np.int64(upper)) & U(SIDE))
    return np.int32(cell), v - bits_float(bits & _EDGE)


@element
def distance_of(whole: np.int32, key: Array, batch: int, number: int) -> Any:
    """The distance of a sample from the nearer end, given the whole distance of its point.

    The outermost points get 32 more bits, so that tails do not stop at 2^-33.
    """
    return np.float64(whole) + 0.5 if whole else extension(key, batch, number)


@kernel
def fold_block(v: Array, upper: Array, k: Array, key: Array, batch: int, start: int) -> None:
    """Fold points `k` into distances `v` from the nearer tail, and `upper` (-1 in the upper half, else 0)."""
    for j in range(U(0), U(BLOCK), U(1)):
        whole, upper[j] = folded(k[j])
        v[j] = distance_of(whole, key, batch, start + j)


@element
def cubic(table: Array, row: Any, t: float) -> Any:
    """The value at distance `t` from the lower edge of the piece in `row`."""
    return ((table[row, 3] * t + table[row, 2]) * t + table[row, 1]) * t + table[row, 0]


@kernel
def piecewise(table: Array, edges: Array, first: int, cell: np.int32, t: float) -> Any:
    """The value at distance `t` from the lower edge of `cell`, split or not, in the table that begins in row `first`.

    The row of a split cell contains NaN, the offset (from `first`) of its pieces and their number. The `edges` of its
    pieces are distances from the cell's lower edge.
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
def cells_block(offset: Array, distance: Array, k: Array) -> Any:
    """Find the `offset` of each point's cell, and the point's whole `distance` from the cell's lower edge.

    Returns the least distance from an end. Cells are computed in single precision, of which a vector holds twice as
    many; bits beyond 24, which would round a float up, are cleared before. `_OUTERMOST` points get the offset of some
    other cell.
    """
    least = np.int32(0x7FFFFFFF)
    for j in range(U(0), U(BLOCK), U(1)):
        v, upper = folded(k[j])
        least = min(least, v)
        positive = max(v, np.int32(1))
        bits = single_bits(np.float32(np.int32(positive & np.int32(~np.int32(positive >> np.int32(24))))))
        distance[j] = np.int32(v - np.int32(bits_single(np.uint32(bits & _EDGE_SINGLE))))
        row = np.uint32(np.uint32(np.uint32(bits >> _OFFSET_SHIFT) & _OFFSET_MASK) - _OFFSET_FIRST)
        offset[j] = np.uint32(row + np.uint32(np.uint32(upper) & np.uint32(SIDE * WIDTH)))
    return least


@kernel
def table_block(
    x: Array,
    k: Array,
    offset: Array,
    distance: Array,
    table: Array,
    edges: Array,
    first: int,
    split: int,
    key: Array,
    batch: int,
    start: int,
) -> None:
    """Values `x` of points `k` by the table that begins in row `first`; `offset` and `distance` are scratch memory.

    The outermost points, and those in split cells, whose rows give NaN, are looked up again one by one.
    """
    least = cells_block(offset, distance, k)
    for j in range(0, BLOCK, LANES):
        eight_cubics(x, distance, offset, table, first, j)
    if split or least < _OUTERMOST:
        for g in range(U(0), U(BLOCK), U(_GROUP)):
            if any_left(x, k, g):
                for j in range(g, g + U(_GROUP)):
                    whole, upper = folded(k[j])
                    if whole < _OUTERMOST or np.isnan(x[j]):
                        cell, t = cell_of(distance_of(whole, key, batch, start + j), upper)
                        x[j] = piecewise(table, edges, first, cell, t)


@element
def any_left(x: Array, k: Array, g: Any) -> Any:
    """Whether one of a group of samples from `g` on has an outermost point or lies in a split cell."""
    left = np.uint32(0)
    for j in range(U(0), U(_GROUP), U(1)):
        whole, _ = folded(k[g + j])
        left |= np.uint32(whole < _OUTERMOST) | np.uint32(x[g + j] != x[g + j])
    return left != np.uint32(0)


@kernel
def folded_table_block(x: Array, v: Array, upper: Array, table: Array, edges: Array, first: int) -> None:
    """As `table_block`, for folded points."""
    for j in range(BLOCK):
        cell, t = cell_of(v[j], upper[j])
        x[j] = piecewise(table, edges, first, cell, t)


@kernel
def discrete_block(x: Array, v: Array, upper: Array, atoms: Array) -> None:
    """Values of a discrete law; `atoms` (3, n) are values and, times 2^32, the probability up to and beyond each."""
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
    """Values of the uniform law between `low` and `high`, directly from points."""
    width = (high - low) * 2.0**-32
    offset = low + 0.5 * width + width * 2.0**31
    for j in range(U(0), U(BLOCK), U(1)):
        x[j] = width * np.float64(np.int32(k[j] ^ np.uint32(0x80000000))) + offset


@kernel
def folded_uniform_block(x: Array, v: Array, upper: Array, low: float, high: float) -> None:
    """Values of the uniform law between `low` and `high`, from folded points."""
    width = (high - low) * 2.0**-32
    for j in range(BLOCK):
        x[j] = high - width * v[j] if upper[j] else low + width * v[j]
