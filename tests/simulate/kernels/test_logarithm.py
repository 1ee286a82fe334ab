"""The vectorized logarithm against mpmath, in units in the last place."""

import mpmath
import numpy as np
import pytest

from carbonspan.simulate.kernels.logarithm import logarithm

RNG = np.random.default_rng(0)
NEAR_ONE = (1.0 + RNG.normal(0.0, 1e-3, 2000)).tolist()
WIDE = np.exp(RNG.uniform(-700.0, 700.0, 2000)).tolist()
EDGES = [
    5e-324,
    1e-310,
    2.2250738585072014e-308,
    1.7976931348623157e308,
    0.5,
    0.7071067811865475,
    0.7071067811865476,
    2,
]


@pytest.mark.parametrize("values", [NEAR_ONE, WIDE, EDGES])
def test_it_is_within_one_unit_in_the_last_place(values: list[float]) -> None:
    with mpmath.workprec(200):
        for value in values:
            found, exact = float(logarithm(float(value))), mpmath.log(mpmath.mpf(float(value)))
            assert abs(mpmath.mpf(found) - exact) <= 1.0 * np.spacing(abs(float(exact))), value


def test_what_has_no_logarithm() -> None:
    assert [float(logarithm(value)) for value in (0.0, -0.0, np.inf)] == [-np.inf, -np.inf, np.inf]
    assert all(np.isnan(float(logarithm(value))) for value in (-1.0, -np.inf, np.nan))
    assert float(logarithm(1.0)) == 0.0
