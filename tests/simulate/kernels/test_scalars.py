"""numpy's choices, compiled: numbers for numbers without memory of their own, and numba's own for arrays."""

import math

import numpy as np
import pytest
from numba import njit

from carbonspan.simulate.kernels import scalars  # noqa: F401 - imported for what it teaches numba
from carbonspan.simulate.kernels.jit import OPTIONS


@njit(**OPTIONS)
def where(condition: bool, x: float, y: float) -> float:  # noqa: FBT001 - as numpy has it
    return np.where(condition, x, y)


@njit(**OPTIONS)
def clip(a: float, low: float, high: float) -> float:
    return np.clip(a, low, high)


@pytest.mark.parametrize("condition", [True, False])
def test_where_gives_the_number_that_numpy_does(*, condition: bool) -> None:
    assert where(condition, 1.5, 2) == np.where(condition, 1.5, 2)
    assert isinstance(where(condition, 1.5, 2), float)


@pytest.mark.parametrize("a", [-1.0, 0.0, 0.3, 1.0, 7.0, math.inf, -math.inf, math.nan])
def test_clip_gives_the_number_that_numpy_does(a: float) -> None:
    assert isinstance(clip(a, 0.0, 1.0), float)
    np.testing.assert_equal(clip(a, 0.0, 1.0), np.clip(a, 0.0, 1.0))


@pytest.mark.parametrize("a", [-1.0, 0.3, 7.0, math.nan])
def test_clip_leaves_a_limit_open_that_is_none(a: float) -> None:
    np.testing.assert_equal(njit(**OPTIONS)(lambda a: np.clip(a, None, 1.0))(a), np.clip(a, None, 1.0))
    np.testing.assert_equal(njit(**OPTIONS)(lambda a: np.clip(a, 0.0, None))(a), np.clip(a, 0.0, None))
    np.testing.assert_equal(njit(**OPTIONS)(lambda a: np.clip(a, a_max=1.0, a_min=None))(a), np.clip(a, None, 1.0))
    np.testing.assert_equal(njit(**OPTIONS)(lambda a: np.clip(a, None, None))(a), a)


def test_arrays_are_left_to_numba() -> None:
    a = np.arange(5.0)
    np.testing.assert_array_equal(njit(lambda a: np.where(a > 2, a, -a))(a), np.where(a > 2, a, -a))
    np.testing.assert_array_equal(njit(lambda a: np.clip(a, 1, 3))(a), np.clip(a, 1, 3))
    np.testing.assert_array_equal(njit(lambda a: np.clip(a, None, 3))(a), np.clip(a, None, 3))
