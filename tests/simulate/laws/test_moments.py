import math

import numpy as np
import pytest
from scipy import special

from carbonspan.simulate.laws.moments import mean_and_variance


def test_lognormal_moments_with_a_heavy_tail() -> None:
    mean, variance = mean_and_variance(lambda p: np.exp(2 * special.ndtri(p)), lambda q: np.exp(-2 * special.ndtri(q)))
    assert mean == pytest.approx(math.exp(2), rel=1e-11)
    assert variance == pytest.approx(math.exp(4) * math.expm1(4), rel=1e-9)


def test_a_jump_is_integrated_exactly() -> None:
    def quantile(p: np.ndarray) -> np.ndarray:
        return np.where(p < 0.3, p, p + 5)

    mean, _ = mean_and_variance(quantile, lambda q: quantile(1 - q), (0.3,))
    assert mean == pytest.approx(0.5 + 0.7 * 5, rel=1e-13)


@pytest.mark.parametrize(
    ("exponent", "mean", "variance"),
    [(0.2, 1 / 0.8, 1 / 0.6 - 1 / 0.64), (0.7, 1 / 0.3, math.inf), (1.2, math.inf, math.nan)],
)
def test_pareto_tails_have_the_moments_they_have(exponent: float, mean: float, variance: float) -> None:
    found = mean_and_variance(lambda p: (1 - p) ** -exponent, lambda q: q**-exponent)
    assert found == pytest.approx((mean, variance), rel=1e-8, nan_ok=True)


def test_two_infinite_tails_have_no_mean() -> None:
    mean, variance = mean_and_variance(lambda p: -1 / np.tan(np.pi * p), lambda q: 1 / np.tan(np.pi * q))
    assert math.isnan(mean)
    assert math.isnan(variance)
