"""Random points: Philox4x32-10 words, a pure function of (key, stream word, batch, sample number).

Source: Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011, doi
10.1145/2063384.2063405. Words are kept in 64-bit lanes, because a 32 x 32 -> 64 bit product is then one instruction
per lane.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .batches import BLOCK
from .compiling.jit import element, kernel

Array = np.ndarray[Any, Any]

U = np.uint64
_LOW = U(0xFFFFFFFF)
_HALF = U(32)
_M0 = U(0xD2511F53)
_M1 = U(0xCD9E8D57)
_W0 = U(0x9E3779B9)
_W1 = U(0xBB67AE85)
_ROUNDS = 10
_LANES = 64
_GROUP = 4 * _LANES
_STEP = U(_LANES)
_PAIRS = U(_LANES // 2)
#: A bit of the counter's last word that marks the second word of a sample, used in the far tails.
_EXTENSION = U(BLOCK)


@element
def turn(
    x0: np.uint64, x1: np.uint64, x2: np.uint64, x3: np.uint64, k0: np.uint64, k1: np.uint64
) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:  # fmt: skip
    """One round of the four words under the round's key (k0, k1).

    The upper halves of the lanes of the second and fourth word are arbitrary: every use masks them.
    """
    p = _M0 * (x0 & _LOW)
    q = _M1 * (x2 & _LOW)
    return (q >> _HALF) ^ x1 ^ k0, q, (p >> _HALF) ^ x3 ^ k1, p


@element
def philox(
    x0: np.uint64, x1: np.uint64, x2: np.uint64, x3: np.uint64, k0: np.uint64, k1: np.uint64
) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:  # fmt: skip
    """The four 32-bit words, in 64-bit lanes, of counter (x0, x1, x2, x3) under key (k0, k1); all inputs below 2^32."""
    for _ in range(_ROUNDS):
        x0, x1, x2, x3 = turn(x0, x1, x2, x3, k0, k1)
        k0 = (k0 + _W0) & _LOW
        k1 = (k1 + _W1) & _LOW
    return x0 & _LOW, x1 & _LOW, x2 & _LOW, x3 & _LOW


@element
def two_turns(
    counter: np.uint64, mixed1: np.uint64, mixed2: np.uint64, mixed3: np.uint64, common: np.uint64
) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:  # fmt: skip
    """The words of `counter` after two rounds, in which two of four products are the same for all lanes.

    `mixed1` and `mixed3` are what the first round's products are mixed with, or come to, in the second and the fourth
    word; `mixed2` the same of the second round in the third word, whose other product is `common`.
    """
    p = _M0 * (counter & _LOW)
    q = _M1 * (((p >> _HALF) ^ mixed3) & _LOW)
    return (q >> _HALF) ^ mixed1, q, p ^ mixed2, common


@kernel
def random_block(out: Array, key: Array, batch: int, start: int) -> None:
    """Fill `out` with the words of samples `start`, `start` + 1, … of `batch`; `start` is a multiple of the block.

    Sample 256 g + 64 w + lane is word w of counter 64 g + lane, so that the lanes of a vector differ only in the
    counter. `key` holds the two key words and the stream word. Two counters (x and y) go through the rounds together:
    they share the round keys, and one multiplies while the other waits for its product. What the first two rounds
    compute from the stream, the batch and the upper half of the counter is computed once for all lanes.
    """
    k0_next, k1_next = (key[0] + _W0) & _LOW, (key[1] + _W1) & _LOW
    k0_third, k1_third = (k0_next + _W0) & _LOW, (k1_next + _W1) & _LOW
    of_stream = _M1 * key[2]
    mixed1, mixed3 = (of_stream & _LOW) ^ k0_next, U(batch) ^ key[1]
    for g in range(U(0), U(BLOCK), U(_GROUP)):
        first = (U(start) + g) // U(4)  # a multiple of 64, so that its upper half is that of all lanes
        common = _M0 * ((of_stream >> _HALF) ^ (first >> _HALF) ^ key[0])
        mixed2 = (common >> _HALF) ^ k1_next
        for lane in range(U(0), _PAIRS, U(1)):
            counter = (first & _LOW) + lane
            x0, x1, x2, x3 = two_turns(counter, mixed1, mixed2, mixed3, common)
            y0, y1, y2, y3 = two_turns(counter + _PAIRS, mixed1, mixed2, mixed3, common)
            k0, k1 = k0_third, k1_third
            for _ in range(_ROUNDS - 2):
                x0, x1, x2, x3 = turn(x0, x1, x2, x3, k0, k1)
                y0, y1, y2, y3 = turn(y0, y1, y2, y3, k0, k1)
                k0 = (k0 + _W0) & _LOW
                k1 = (k1 + _W1) & _LOW
            x = g + lane
            y = x + _PAIRS
            out[x], out[x + _STEP], out[x + U(2) * _STEP], out[x + U(3) * _STEP] = (
                np.uint32(x0), np.uint32(x1), np.uint32(x2), np.uint32(x3),
            )  # fmt: skip
            out[y], out[y + _STEP], out[y + U(2) * _STEP], out[y + U(3) * _STEP] = (
                np.uint32(y0), np.uint32(y1), np.uint32(y2), np.uint32(y3),
            )  # fmt: skip


@kernel
def extension(key: Array, batch: int, number: int) -> float:
    """A second uniform number in (0, 1) for sample `number` of `batch`: its position in the outermost cell."""
    c = U(number)
    w0, _, _, _ = philox(c & _LOW, c >> _HALF, key[2], U(batch) | _EXTENSION, key[0], key[1])
    return (np.float64(w0) + 0.5) * 2.0**-32
