"""Quasi-random points: Sobol' sequences in Gray-code order, with one Owen scrambling per batch.

Sources: Joe & Kuo, "Constructing Sobol sequences with better two-dimensional projections", SIAM J. Sci. Comput. 30
(2008); Laine & Karras, "Stratified sampling for stochastic transparency" (2011), for scrambling by a hash of the
reversed bits; Burley, "Practical hash-based Owen scrambling", JCGT 9(4) (2020). Direction numbers are kept with their
bits reversed, since the hash expects the most significant digit last.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from .batches import BLOCK
from .bits import reversed_bits
from .compiling.jit import element, kernel

Array = np.ndarray[Any, Any]

U = np.uint64
W = np.uint32
_BLOCK_BITS = BLOCK.bit_length() - 1
#: Points of the sequence, of 32 binary digits each, and so the largest number of samples of a batch.
MOST_POINTS: Final = 1 << 32


@kernel
def base_word(directions: Array, start: int) -> np.uint32:
    """The common part of the points of the block at `start`: `directions` (32,) selected by high Gray-code bits."""
    m = U(start) >> U(_BLOCK_BITS)
    gray = m ^ (m >> U(1))
    word = W(directions[_BLOCK_BITS - 1] * W(m & U(1)))
    for b in range(32 - _BLOCK_BITS):
        word = W(word ^ W(directions[b + _BLOCK_BITS] * W((gray >> U(b)) & U(1))))
    return word


@element
def owen(word: np.uint32, seed: np.uint32) -> np.uint32:
    """`word` (bits reversed) with each bit flipped by a hash of the more significant bits: a nested scrambling."""
    word = W(word ^ W(word * W(0x3D20ADEA)))
    word = W(word + seed)
    word = W(word * W((seed >> W(16)) | W(1)))
    word = W(word ^ W(word * W(0x05526C56)))
    return W(word ^ W(word * W(0x53A22864)))


@kernel
def sobol_block(out: Array, table: Array, directions: Array, seed: np.uint32, start: int) -> None:
    """Fill `out` with scrambled points `start`, `start` + 1, …; `table` (BLOCK,) holds the words of the first block."""
    base = base_word(directions, start)
    for j in range(U(0), U(BLOCK), U(1)):
        out[j] = reversed_bits(owen(W(table[j] ^ base), seed))


@kernel
def unscrambled_block(out: Array, table: Array, directions: Array, start: int) -> None:
    """The same points before scrambling, as other implementations of the sequence give them."""
    base = base_word(directions, start)
    for j in range(U(0), U(BLOCK), U(1)):
        out[j] = reversed_bits(W(table[j] ^ base))
