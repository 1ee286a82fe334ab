"""Floats that compute as Python's do, and never raise."""

import itertools
import math
import operator

import numpy as np
import pytest

from carbonspan.simulate.scenario.formulas.safe_float import ROUNDING, SafeFloat, perturbed_float

OPERATIONS = [operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod, divmod]
PAIRS = [(7.0, 2.0), (-7.5, 2.0), (7.5, -0.3), (0.1, 1e300)]


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_arithmetic_is_pythons(operation, a: float, b: float) -> None:
    expected = operation(a, b)
    for found in (operation(SafeFloat(a), b), operation(a, SafeFloat(b)), operation(SafeFloat(a), SafeFloat(b))):
        assert found == expected
        assert all(isinstance(each, SafeFloat) for each in (found if isinstance(found, tuple) else (found,)))


def test_nothing_raises() -> None:
    with np.errstate(all="ignore"):
        assert SafeFloat(1) / 0 == 1 / SafeFloat(0) == math.inf
        assert math.isnan(SafeFloat(0) / 0)
        assert math.isnan(SafeFloat(-8) ** (1 / 3))
        assert SafeFloat(1e300) ** 2 == math.inf
        assert math.isnan(SafeFloat(5) % 0)


def test_booleans_and_whole_numbers_are_pythons() -> None:
    x = SafeFloat(2.5)
    assert (x > 1) + (np.exp(x) > 1) == 2
    assert int(x) == 2
    assert type(int(x)) is int
    assert round(SafeFloat(2.5)) == 2
    assert -x == -2.5
    assert abs(-x) == +x == 2.5
    assert min(x, 3) is x


def test_results_of_numpy_functions_are_safe_floats() -> None:
    x = SafeFloat(0.5)
    found = [np.exp(x), 2 * np.float64(3) * x, np.where(x > 0, x, 1.0), np.clip(x, 0, 1), np.interp(x, (0, 1), (2, 4))]
    assert all(isinstance(each, SafeFloat) for each in found[:4])
    assert found[4] == 3.0


def test_perturbed_floats_are_within_their_rounding() -> None:
    blur = perturbed_float(np.random.default_rng(1))
    found = [float(blur(3.0) * 1.1) for _ in range(200)]
    assert 0 < max(abs(each / 3.3 - 1) for each in found) <= ROUNDING + 2 * np.finfo(float).eps
    lost = [float((blur(1e20) + 1.0) - 1e20) for _ in range(20)]
    assert max(lost) - min(lost) > 1e4


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.mul])
def test_floats_have_the_bits_of_numpy(operation) -> None:
    edges = [0.0, -0.0, 1.0, -3.5, 5e-324, 1.7976931348623157e308, math.inf, -math.inf, math.nan]
    with np.errstate(all="ignore"):
        for a, b in itertools.product(edges, edges):
            expected = operation(np.float64(a), np.float64(b))
            for found in (
                operation(SafeFloat(a), SafeFloat(b)),
                operation(SafeFloat(a), b),
                operation(a, SafeFloat(b)),
            ):
                assert type(found) is SafeFloat
                assert np.array_equal([float(found)], [expected], equal_nan=True)
                assert math.isnan(found) or math.copysign(1, found) == math.copysign(1, expected)
