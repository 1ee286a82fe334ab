"""Types of kernels' arguments are those of numba."""

from typing import Any, NamedTuple

import numba
import numpy as np
import pytest
from numba import types as numba_types

from carbonspan.simulate.kernels.compiling import types
from carbonspan.simulate.kernels.compiling.numba_types import numba_type
from carbonspan.simulate.kernels.compiling.types import float64, int32, int64, void


class Pair(NamedTuple):
    first: int
    second: int


@pytest.mark.parametrize(
    ("described", "expected"),
    [
        (int32, numba.int32),
        (float64[:], numba.float64[:]),
        (float64[::1], numba.float64[::1]),
        (int64[:, :, ::1], numba.int64[:, :, ::1]),
        (float64[:, :], numba.float64[:, :]),
        (types.Tuple((int64, float64[::1])), numba_types.Tuple((numba.int64, numba.float64[::1]))),
        (types.NamedTuple((int64, int64), Pair), numba_types.NamedTuple((numba.int64, numba.int64), Pair)),
        (void(int64, float64[::1]), numba.void(numba.int64, numba.float64[::1])),
        (int64(int64), numba.int64(numba.int64)),
    ],
)
def test_a_type_is_the_one_that_numba_writes_alike(described: Any, expected: Any) -> None:
    assert numba_type(described) == expected


def test_values_are_put_as_whole_numbers() -> None:
    array = np.arange(6.0).reshape(2, 3)
    words: list[int] = []
    for kind, value in (
        (int64, -5),
        (float64, 1.5),
        (float64[:, ::1], array),
        (float64[:, :], array[:, ::2]),
        (types.NamedTuple((int64, int32), Pair), Pair(7, 8)),
    ):
        kind.put(value, words)
    bits = int(np.array(1.5).view(np.int64))
    assert words == [-5, bits, array.ctypes.data, 2, 3, array.ctypes.data, 2, 2, 24, 16, 7, 8]
