"""Random points, compared with an implementation of Philox4x32-10 that passes the published known answers."""

import numpy as np
import pytest

from carbonspan.simulate.kernels.batches import BLOCK
from carbonspan.simulate.kernels.philox import extension, philox, random_block

#: Counter, key and words: Random123's file tests/kat_vectors, philox4x32 with 10 rounds.
KNOWN = [
    (
        (0x00000000, 0x00000000, 0x00000000, 0x00000000),
        (0x00000000, 0x00000000),
        (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8),
    ),
    (
        (0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF),
        (0xFFFFFFFF, 0xFFFFFFFF),
        (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD),
    ),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]
KEY = np.array([0xA4093822, 0x299F31D0, 0x13198A2E], np.uint64)
MASK = 0xFFFFFFFF


def reference(counter: tuple[int, ...], key: tuple[int, ...]) -> tuple[int, ...]:
    """Salmon et al. 2011, section 3.3, word for word."""
    (c0, c1, c2, c3), (k0, k1) = counter, key
    for _ in range(10):
        low, high = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (high >> 32) ^ c1 ^ k0, high & MASK, (low >> 32) ^ c3 ^ k1, low & MASK
        k0, k1 = (k0 + 0x9E3779B9) & MASK, (k1 + 0xBB67AE85) & MASK
    return c0, c1, c2, c3


def block(batch: int, start: int, key: np.ndarray = KEY) -> np.ndarray:
    out = np.full(BLOCK, 7, np.uint32)
    random_block(out, key, batch, start)
    return out


@pytest.mark.parametrize(("counter", "key", "words"), KNOWN)
def test_known_answers(counter: tuple[int, ...], key: tuple[int, ...], words: tuple[int, ...]) -> None:
    assert philox(*map(np.uint64, (*counter, *key))) == words
    assert reference(counter, key) == words


@pytest.mark.parametrize("start", [0, 512, 1 << 20, 1 << 40])
def test_sample_256_g_plus_64_w_plus_lane_is_word_w_of_counter_64_g_plus_lane(start: int) -> None:
    k0, k1, stream = map(int, KEY)
    found = block(5, start)
    for j in range(0, BLOCK, 37):
        g, w, lane = (start + j) // 256, (start + j) % 256 // 64, (start + j) % 64
        counter = 64 * g + lane
        assert found[j] == reference((counter & MASK, counter >> 32, stream, 5), (k0, k1))[w]


def test_a_block_does_not_depend_on_earlier_draws() -> None:
    forward = [block(3, start) for start in range(0, 4 * BLOCK, BLOCK)]
    backward = [block(3, start) for start in reversed(range(0, 4 * BLOCK, BLOCK))]
    np.testing.assert_array_equal(forward, backward[::-1])


def test_no_sample_batch_or_stream_repeats_another() -> None:
    other = KEY.copy()
    other[2] += np.uint64(1)
    drawn = [block(batch, start, key) for key in (KEY, other) for batch in range(4) for start in range(0, 8192, BLOCK)]
    count = 2 * 4 * 8192
    distinct = len(np.unique(np.concatenate(drawn)))
    assert count - distinct <= 6  # of 2^16 words of 32 bits, half a pair meets by chance


def test_the_extension_is_a_counter_no_sample_has() -> None:
    number = (1 << 36) + 12_345
    word = reference((number & MASK, number >> 32, int(KEY[2]), 9 | BLOCK), (int(KEY[0]), int(KEY[1])))[0]
    assert extension(KEY, 9, number) == (word + 0.5) / 2**32
