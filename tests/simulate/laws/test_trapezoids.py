import numpy as np
import pytest
from scipy import stats

from carbonspan.simulate.laws.trapezoids import Trapezoidal, triangular

P = np.concatenate([10.0 ** -np.arange(12, 1, -1), np.linspace(0.05, 0.95, 19), 1 - 10.0 ** -np.arange(2, 13)])


@pytest.mark.parametrize(
    "corners",
    [(1.0, 2.0, 4.0, 5.0), (0.0, 0.0, 1.0, 4.0), (0.0, 3.0, 4.0, 4.0), (-2.0, -1.0, -1.0, 5.0), (0.0, 0.0, 0.0, 1.0)],
)
def test_agrees_with_scipy(corners: tuple[float, float, float, float]) -> None:
    a, b, c, d = corners
    law, oracle = Trapezoidal(*corners), stats.trapezoid((b - a) / (d - a), (c - a) / (d - a), a, d - a)
    np.testing.assert_allclose(law.quantile(P), oracle.ppf(P), rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(law.isf(P), oracle.ppf(1 - P), rtol=1e-9, atol=1e-9)
    x = np.linspace(a, d, 41)
    np.testing.assert_allclose(law.cdf(x), oracle.cdf(x), rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(law.sf(x), oracle.sf(x), rtol=1e-11, atol=1e-15)
    assert law.mean == pytest.approx(oracle.mean(), rel=1e-12)
    assert law.variance == pytest.approx(oracle.var(), rel=1e-11)


def test_triangular_agrees_with_scipy() -> None:
    law, oracle = triangular(1.0, 2.0, 6.0), stats.triang(0.2, 1.0, 5.0)
    np.testing.assert_allclose(law.quantile(P), oracle.ppf(P), rtol=1e-13)
    assert law.kinks == pytest.approx((0.2,))


def test_both_corners_are_kinks() -> None:
    assert Trapezoidal(0.0, 1.0, 2.0, 4.0).kinks == pytest.approx((0.2, 0.6))
    assert Trapezoidal(0.0, 0.0, 2.0, 2.0).kinks == ()


def test_corners_must_rise() -> None:
    with pytest.raises(ValueError, match="must rise from low to high, got 1, 3, 2, 4"):
        Trapezoidal(1.0, 3.0, 2.0, 4.0)
