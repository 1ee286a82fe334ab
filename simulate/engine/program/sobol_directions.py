"""Sobol' direction numbers from the table of primitive polynomials that scipy ships.

Source: Joe & Kuo, "Constructing Sobol sequences with better two-dimensional projections", SIAM J. Sci. Comput. 30, 2635
(2008), file new-joe-kuo-6.21201, which scipy ships. It is read without importing scipy.stats, which takes a second.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...kernels.batches import BLOCK

BITS = 32
MOST_DIMENSIONS = 21_201


@lru_cache(maxsize=1)
def _table() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    import scipy

    path = Path(scipy.__file__).parent / "stats" / "_sobol_direction_numbers.npz"
    with np.load(path) as data:
        return data["poly"].astype(np.uint64), data["vinit"].astype(np.uint64)


def directions(dimensions: int) -> NDArray[np.uint32]:
    """Direction numbers (dimensions, BITS) of the first `dimensions`, each number's bits reversed."""
    return np.array([_of_dimension(d) for d in range(dimensions)], np.uint32).reshape(-1, BITS)


@lru_cache(maxsize=1024)
def _of_dimension(d: int) -> tuple[int, ...]:
    """The direction numbers (BITS,) of dimension number `d`, each number's bits reversed."""
    polynomials, initial = _table()
    row = _recurrence(int(polynomials[d]), initial[d].tolist()) if d else [1] * BITS
    return tuple(_reversed(m << (BITS - 1 - b)) for b, m in enumerate(row))


def _recurrence(polynomial: int, initial: list[int]) -> list[int]:
    """The odd numbers m_1, m_2, … of one dimension: Joe & Kuo, equation 2."""
    degree = polynomial.bit_length() - 1
    numbers = initial[:degree]
    for _ in range(degree, BITS):
        new = numbers[-degree]
        for k in range(1, degree + 1):
            if polynomial >> (degree - k) & 1:
                new ^= numbers[-k] << k
        numbers.append(new)
    return numbers


def _reversed(word: int) -> int:
    return int(f"{word:0{BITS}b}"[::-1], 2)


def first_block(directions: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The words (dimensions, BLOCK) of the first block's points in Gray-code order, bits reversed."""
    return np.array([_first_points(tuple(row)) for row in directions.tolist()], np.uint32).reshape(-1, BLOCK)


@lru_cache(maxsize=1024)
def _first_points(directions: tuple[int, ...]) -> NDArray[np.uint32]:
    """The words (BLOCK,) of one dimension."""
    points = np.arange(BLOCK, dtype=np.uint32)
    gray = points ^ (points >> np.uint32(1))
    words = np.zeros(BLOCK, np.uint32)
    for b in range(BLOCK.bit_length()):
        words ^= np.where(gray >> np.uint32(b) & np.uint32(1), np.uint32(directions[b]), np.uint32(0))
    return words
