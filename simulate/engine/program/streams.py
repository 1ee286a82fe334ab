"""Keys that make every draw a pure function of (seed, stream, sample index).

A stream is the name of an input. Its key is a hash of seed and name, so that adding, removing or reordering inputs
leaves the draws of all others unchanged; with 96 bits, the keys of two names do not collide in practice.
"""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

from ...kernels.batches import BATCHES


def random_key(seed: int, stream: str) -> NDArray[np.uint64]:
    """The two Philox key words and the counter's stream word for `stream`, each below 2^32, shape (3,)."""
    digest = hashlib.blake2b(f"{seed}/{stream}".encode(), digest_size=12, person=b"carbonspan point").digest()
    return np.frombuffer(digest, "<u4").astype(np.uint64)


def scrambles(seed: int, dimension: int) -> NDArray[np.uint32]:
    """The Owen-scrambling seed of each batch for a dimension of the sobol design, shape (BATCHES,)."""
    digest = hashlib.shake_128(f"carbonspan scramble {seed}/{dimension}".encode()).digest(4 * BATCHES)
    return np.frombuffer(digest, "<u4").astype(np.uint32)
