"""The order of floats as integers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbonspan.simulate.kernels.bits import ordered, ordered_keys, unordered

FLOATS = np.array([-np.inf, -1e300, -1.0, -5e-324, 0.0, 5e-324, 1e-310, 1.0, np.nextafter(1.0, 2.0), 1e300, np.inf])


def test_keys_sort_as_their_floats_do() -> None:
    assert np.all(np.diff(ordered_keys(FLOATS).astype(object)) > 0)


@given(st.floats(allow_nan=False), st.floats(allow_nan=False))
def test_any_two_floats_keep_their_order(a: float, b: float) -> None:
    first, second = ordered_keys(np.array([a, b])).tolist()
    if a != b:
        assert (first < second) == (a < b)
    assert unordered(np.array([first]))[0] == a


@pytest.mark.parametrize("value", [*FLOATS, -0.0])
def test_the_compiled_key_is_the_same(value: float) -> None:
    assert ordered(value) == ordered_keys(np.array([value]))[0]
