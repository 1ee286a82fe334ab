"""Quasi-random points, compared with scipy's Sobol' sequence and with the properties of nets."""

from functools import lru_cache

import numpy as np
import pytest
from scipy.stats import qmc

from carbonspan.simulate.engine.program.sobol_directions import directions, first_block
from carbonspan.simulate.engine.program.streams import scrambles
from carbonspan.simulate.kernels.batches import BLOCK
from carbonspan.simulate.kernels.sobol import sobol_block, unscrambled_block

DIMENSIONS = 1200


@lru_cache(maxsize=1)
def design() -> tuple[np.ndarray, np.ndarray]:
    numbers = directions(DIMENSIONS)
    return numbers, first_block(numbers)


def unscrambled(dimension: int, start: int) -> np.ndarray:
    numbers, words = design()
    out = np.empty(BLOCK, np.uint32)
    unscrambled_block(out, words[dimension], numbers[dimension], start)
    return out


def scrambled(dimension: int, count: int, *, seed: int = 1, batch: int = 0) -> np.ndarray:
    numbers, words = design()
    out = np.empty((-(-count // BLOCK), BLOCK), np.uint32)
    for row, start in zip(out, range(0, count, BLOCK), strict=True):
        sobol_block(row, words[dimension], numbers[dimension], scrambles(seed, dimension)[batch], start)
    return out.ravel()[:count]


def words_of(points: np.ndarray) -> np.ndarray:
    return (points * 2.0**32).astype(np.uint32)


@pytest.mark.parametrize(("dimensions", "start"), [(DIMENSIONS, 0), (DIMENSIONS, 7 * BLOCK), (24, 1 << 20)])
def test_unscrambled_points_are_those_of_scipy_bit_for_bit(dimensions: int, start: int) -> None:
    sequence = qmc.Sobol(dimensions, scramble=False, bits=32)
    points = (sequence.fast_forward(start) if start else sequence).random(BLOCK)
    for d in {*range(24), dimensions // 2, 1111 % dimensions, dimensions - 1}:
        np.testing.assert_array_equal(unscrambled(d, start), words_of(points[:, d]), err_msg=f"dimension {d}")


def test_unscrambled_points_far_out_are_those_of_scipys_direction_numbers() -> None:
    """Further than scipy can be run to: point i is the sum without carry of the numbers in i's Gray code."""
    numbers = qmc.Sobol(40, scramble=False, bits=32)._sv
    for start in (1 << 29, (1 << 32) - BLOCK):
        for d in (0, 7, 39):
            gray = [i ^ (i >> 1) for i in range(start, start + BLOCK)]
            expected = [np.bitwise_xor.reduce(numbers[d][[g >> b & 1 == 1 for b in range(32)]]) for g in gray]
            np.testing.assert_array_equal(unscrambled(d, start), expected)


@pytest.mark.parametrize("dimension", [0, 1, 5, 1100])
@pytest.mark.parametrize("count", [16, 512, 4096])
def test_every_dyadic_interval_holds_one_scrambled_point(dimension: int, count: int) -> None:
    cells = scrambled(dimension, count) >> np.uint32(32 - count.bit_length() + 1)
    np.testing.assert_array_equal(np.sort(cells), np.arange(count))


def test_every_elementary_box_of_the_first_two_dimensions_holds_one_point() -> None:
    m = 10
    x, y = scrambled(0, 1 << m), scrambled(1, 1 << m)
    for wide in range(m + 1):
        tall = m - wide
        cells = (x.astype(np.uint64) >> np.uint64(32 - wide)) * np.uint64(1 << tall) + (
            y.astype(np.uint64) >> np.uint64(32 - tall)
        )
        np.testing.assert_array_equal(np.sort(cells), np.arange(1 << m), err_msg=f"{wide} x {tall}")


def test_later_stretches_are_nets_of_their_own() -> None:
    points = scrambled(3, 4 * BLOCK).reshape(4, BLOCK) >> np.uint32(33 - BLOCK.bit_length())
    for stretch in points:
        np.testing.assert_array_equal(np.sort(stretch), np.arange(BLOCK))


def test_batches_seeds_and_dimensions_are_scrambled_apart() -> None:
    seen = [scrambled(d, BLOCK, seed=s, batch=b) for d in (0, 1) for s in (0, 1) for b in (0, 1, 31)]
    distinct = {points.tobytes() for points in seen}
    assert len(distinct) == len(seen)
    np.testing.assert_array_equal(scrambled(0, BLOCK), scrambled(0, BLOCK))


def test_one_scrambled_point_is_uniform_over_batches_and_seeds() -> None:
    first = np.concatenate([[scrambled(1, 1, seed=s, batch=b)[0] for b in range(32)] for s in range(64)])
    u = (first + 0.5) / 2**32
    assert abs(u.mean() - 0.5) < 4 / np.sqrt(12 * len(u))
    counts = np.bincount((u * 16).astype(int), minlength=16)
    chi_square = np.sum((counts - len(u) / 16) ** 2) / (len(u) / 16)
    assert chi_square < 44.3  # 15 degrees of freedom, exceeded once in 1e4


def test_means_of_smooth_functions_converge_faster_than_at_random() -> None:
    errors = []
    for batch in range(32):
        x, y = ((scrambled(d, 4096, batch=batch) + 0.5) / 2**32 for d in (0, 1))
        errors.append(np.mean(np.exp(x) * y) - (np.e - 1) / 2)
    random = np.sqrt(((np.e**2 - 1) / 2 / 3 - ((np.e - 1) / 2) ** 2) / 4096)
    assert np.sqrt(np.mean(np.square(errors))) < random / 50
    assert abs(np.mean(errors)) < 4 * np.std(errors) / np.sqrt(32)
