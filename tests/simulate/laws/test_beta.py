import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from carbonspan.simulate.laws.beta import Beta, beta_of_mean, beta_of_quantiles, pert
from carbonspan.simulate.laws.truncation import Window

P = np.concatenate([10.0 ** -np.arange(12, 1, -1), np.linspace(0.05, 0.95, 19), 1 - 10.0 ** -np.arange(2, 13)])


@pytest.mark.parametrize(("alpha", "beta"), [(2.0, 6.0), (0.5, 0.5), (0.3, 3.0), (40.0, 7.0)])
def test_agrees_with_scipy(alpha: float, beta: float) -> None:
    law, oracle = Beta(alpha, beta, 1.0, 4.0), stats.beta(alpha, beta, 1.0, 3.0)
    np.testing.assert_allclose(law.quantile(P), oracle.ppf(P), rtol=1e-12)
    np.testing.assert_allclose(law.isf(P), oracle.isf(P), rtol=1e-12)
    assert law.mean == pytest.approx(oracle.mean(), rel=1e-13)
    assert law.variance == pytest.approx(oracle.var(), rel=1e-12)


@pytest.mark.parametrize(("alpha", "beta"), [(2.0, 6.0), (0.3, 3.0), (40.0, 7.0)])
@pytest.mark.parametrize("p", [1e-12, 1e-5, 0.3])
def test_quantile_leaves_exactly_p_below(alpha: float, beta: float, p: float) -> None:
    with mpmath.workdps(30):
        below = mpmath.betainc(alpha, beta, 0, float(Beta(alpha, beta).quantile(p)), regularized=True)
    assert float(below) == pytest.approx(p, rel=1e-10)


def test_mean_and_sd_are_kept() -> None:
    law = beta_of_mean(2.0, 0.4, 1.0, 4.0)
    assert law.mean == pytest.approx(2.0, rel=1e-14)
    assert law.variance == pytest.approx(0.16, rel=1e-13)


def test_a_spread_too_wide_for_the_limits_is_refused() -> None:
    with pytest.raises(ValueError, match="sd: must be below the square root of"):
        beta_of_mean(0.5, 0.5)


def test_pert_has_its_mode_and_mean() -> None:
    law = pert(1.0, 2.0, 6.0)
    assert (law.alpha - 1) / (law.alpha + law.beta - 2) == pytest.approx(0.2)
    assert law.mean == pytest.approx((1 + 4 * 2 + 6) / 6)


@given(st.floats(1e-9, 0.98), st.floats(0.002, 0.9))
def test_quantiles_are_hit(p5: float, share: float) -> None:
    p95 = p5 + share * (1 - p5)
    law = beta_of_quantiles(p5, p95, 0.0, 1.0, Window())
    np.testing.assert_allclose(law.quantile([0.05, 0.95]), [p5, p95], rtol=1e-7)


def test_quantiles_hold_after_truncation() -> None:
    law = beta_of_quantiles(0.3, 0.9, 0.0, 1.0, Window(0.2, 0.95))
    np.testing.assert_allclose(law.quantile([0.05, 0.95]), [0.3, 0.9], rtol=1e-9)
    assert law.support == (0.2, 0.95)
