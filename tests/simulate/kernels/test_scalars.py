"""Functions of compiled formulas, compared with those of Python and numpy for the same numbers."""

import math

import numpy as np
import pytest
from numba import njit

from carbonspan.simulate.kernels import scalars
from carbonspan.simulate.kernels.compiling.jit import OPTIONS

NUMBERS = [0.0, -0.0, 0.1, -0.1, 1.0, -1.0, 2.5, -2.5, 7.0, 1e19, 1e300, math.inf, -math.inf, math.nan]
ROW = np.array([1.0, 2.0, 4.0])
VALUES = np.array([10.0, 30.0, -5.0])


@pytest.mark.parametrize("condition", [True, False])
def test_where_gives_the_number_of_numpy(*, condition: bool) -> None:
    assert scalars.where(condition, 1.5, 2.0) == np.where(condition, 1.5, 2.0)
    assert isinstance(scalars.where(condition, 1.5, 2.0), float)


@pytest.mark.parametrize("a", NUMBERS)
def test_clip_gives_the_number_that_numpy_does(a: float) -> None:
    np.testing.assert_array_equal(scalars.clip(a, 0.0, 1.0), np.clip(a, 0.0, 1.0))
    np.testing.assert_array_equal(scalars.clip(a, None, 1.0), np.clip(a, None, 1.0))
    np.testing.assert_array_equal(scalars.clip(a, 0.0, None), np.clip(a, 0.0, None))
    np.testing.assert_array_equal(
        njit(**OPTIONS)(lambda a: scalars.clip(a, a_max=1.0, a_min=None))(a), np.clip(a, None, 1.0)
    )


@pytest.mark.parametrize("a", [*NUMBERS, 0.5, 1.5, 2.675, -12.345, 1250.0])
@pytest.mark.parametrize("decimals", [0, 2, -2])
def test_rounding_is_numpys(a: float, decimals: int) -> None:
    with np.errstate(all="ignore"):
        np.testing.assert_equal(scalars.rounded(a, float(decimals)), np.round(a, decimals))


@pytest.mark.parametrize("y", NUMBERS)
@pytest.mark.parametrize("x", NUMBERS)
def test_division_with_remainder_is_numpys_of_scalars(x: float, y: float) -> None:
    with np.errstate(all="ignore"):
        whole, left = np.float64(x) // np.float64(y), np.float64(x) % np.float64(y)
    np.testing.assert_equal(scalars.floor_divide(x, y), whole)
    np.testing.assert_equal(scalars.remainder(x, y), left)
    np.testing.assert_equal(scalars.quotient_and_remainder(x, y), (whole, left))


@pytest.mark.parametrize("x", [*NUMBERS, 1.5, 2.0, 3.3, 4.0])
def test_interpolation_is_numpys(x: float) -> None:
    # both evaluate slope * (x - x0) + y0, whose three roundings one fused operation can shift
    np.testing.assert_allclose(scalars.interp(x, ROW, VALUES), np.interp(x, ROW, VALUES), rtol=4 * np.finfo(float).eps)


@pytest.mark.parametrize("index", [0.0, 1.0, 2.0, -1.0, -3.0, 3.0, -4.0, 0.5, 1e300, -1e300, math.inf, math.nan])
def test_a_missing_item_is_nan(index: float) -> None:
    there = index in {0.0, 1.0, 2.0, -1.0, -3.0}
    expected = VALUES[int(index)] if there else math.nan
    of_array = njit(**OPTIONS)(lambda index: scalars.item(VALUES, index))
    of_tuple = njit(**OPTIONS)(lambda index: scalars.item((10.0, 30.0, -5.0), index))
    np.testing.assert_equal([of_array(index), of_tuple(index), scalars.item(VALUES, index)], [expected] * 3)


def test_a_fixed_index_of_a_tuple_may_refer_to_any_value() -> None:
    assert njit(**OPTIONS)(lambda x: scalars.item((x, (x, 5.0)), 1)[1] + scalars.item((x, (x, x)), -2))(2.0) == 7.0
    assert math.isnan(njit(**OPTIONS)(lambda x: x + scalars.item(VALUES, 3))(2.0))
