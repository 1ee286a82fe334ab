"""Direction numbers, compared with those of scipy."""

import numpy as np
import pytest
from scipy.stats import qmc

from carbonspan.simulate.engine.program.sobol_directions import BITS, directions, first_block
from carbonspan.simulate.kernels.batches import BLOCK


def reversed_word(word: int) -> int:
    return int(f"{word:032b}"[::-1], 2)


@pytest.mark.parametrize("dimensions", [1, 2, 40, 1500])
def test_direction_numbers_are_those_of_scipy_with_their_bits_reversed(dimensions: int) -> None:
    expected = qmc.Sobol(dimensions, scramble=False, bits=BITS)._sv
    found = directions(dimensions)
    assert found.shape == (dimensions, BITS)
    for d in {0, dimensions // 2, dimensions - 1}:
        assert [reversed_word(int(word)) for word in found[d]] == expected[d].tolist()


def test_fewer_dimensions_are_the_first_of_more() -> None:
    np.testing.assert_array_equal(directions(7), directions(30)[:7])


def test_the_first_block_is_the_sequence_in_gray_code_order() -> None:
    points = qmc.Sobol(12, scramble=False, bits=BITS).random(BLOCK)
    words = first_block(directions(12))
    found = np.array([[reversed_word(int(word)) for word in row] for row in words])
    np.testing.assert_array_equal(found, (points.T * 2.0**32).astype(np.uint64))
