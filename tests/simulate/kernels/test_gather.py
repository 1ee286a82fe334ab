"""Several cubics at once, against numpy's polynomials."""

import numpy as np
from numba import njit
from numpy.polynomial.polynomial import polyval

from carbonspan.simulate.kernels.compiling.jit import OPTIONS
from carbonspan.simulate.kernels.gather import LANES, WIDTH, eight_cubics


@njit(**OPTIONS)
def gathered(x: np.ndarray, distance: np.ndarray, offset: np.ndarray, table: np.ndarray, first: int) -> None:
    for j in range(0, len(x), LANES):
        eight_cubics(x, distance, offset, table, first, j)


def test_each_sample_gets_the_row_at_its_offset() -> None:
    rng = np.random.default_rng(3)
    table = rng.normal(size=(50, WIDTH))
    rows = rng.integers(0, 40, 3 * LANES)
    distance = rng.integers(-3, 9, 3 * LANES).astype(np.int32)
    x = np.empty(3 * LANES)
    gathered(x, distance, (rows * WIDTH).astype(np.uint32), table, 7)
    expected = [polyval(d + 0.5, table[7 + row]) for d, row in zip(distance, rows, strict=True)]
    np.testing.assert_allclose(x, expected, rtol=0, atol=1e-12)
