import math

import mpmath
import numpy as np
import pytest
from scipy import stats

from carbonspan.simulate.laws import normal as module
from carbonspan.simulate.laws.normal import Normal, StudentT

P = np.concatenate([10.0 ** -np.arange(12, 1, -1), np.linspace(0.05, 0.95, 19), 1 - 10.0 ** -np.arange(2, 13)])


def test_normal_agrees_with_scipy_in_both_tails() -> None:
    law, oracle = Normal(3.0, 0.5), stats.norm(3.0, 0.5)
    np.testing.assert_allclose(law.quantile(P), oracle.ppf(P), rtol=1e-13)
    np.testing.assert_allclose(law.isf(P), oracle.isf(P), rtol=1e-13)
    np.testing.assert_allclose(law.cdf(oracle.ppf(P)), P, rtol=1e-12)
    np.testing.assert_allclose(law.sf(oracle.isf(P)), P, rtol=1e-12)
    assert (law.mean, law.variance) == (3.0, 0.25)


def test_many_probabilities_at_once_have_the_values_of_each() -> None:
    many = np.tile(P, 64).reshape(-1, 8)
    for law in (Normal(3.0, 0.5), Normal(-1.0, 7.0), Normal(3.0, 0.5)):
        for function in (law.quantile, law.isf):
            found = function(many)
            expected = np.array([function(p) for p in P])
            assert found.shape == many.shape
            assert found.tobytes() == np.tile(expected, 64).tobytes()
            found[:] = 0  # what is kept is not what was handed out
    kept = module._kept_scores.cache_info()
    assert kept.hits >= 4
    law.quantile(np.tile(P, 1024))
    assert module._kept_scores.cache_info() == kept


def test_normal_score_of_a_tiny_probability() -> None:
    with mpmath.workdps(40):
        exact = float(mpmath.sqrt(2) * mpmath.erfinv(2 * mpmath.mpf("1e-30") - 1))
    assert float(Normal(0.0, 1.0).isf(1e-30)) == pytest.approx(-exact, rel=1e-14)


@pytest.mark.parametrize("df", [0.7, 1.0, 1.5, 3.0, 8.0, 200.0])
def test_student_t_agrees_with_scipy(df: float) -> None:
    law, oracle = StudentT(df, 10.0, 2.0), stats.t(df, 10.0, 2.0)
    np.testing.assert_allclose(law.quantile(P) - 10, oracle.ppf(P) - 10, rtol=1e-9, atol=1e-14)
    np.testing.assert_allclose(law.isf(P) - 10, oracle.isf(P) - 10, rtol=1e-9, atol=1e-14)


@pytest.mark.parametrize("df", [0.7, 1.5, 3.0, 30.0])
@pytest.mark.parametrize("q", [1e-12, 1e-6, 0.01, 0.3])
def test_student_t_quantile_leaves_exactly_q_above(df: float, q: float) -> None:
    t = mpmath.mpf(float(StudentT(df, 0.0, 1.0).isf(q)))
    above = mpmath.betainc(df / 2, 0.5, 0, df / (df + t * t), regularized=True) / 2
    assert float(above) == pytest.approx(q, rel=1e-10)


def test_student_t_has_the_moments_it_has() -> None:
    assert StudentT(3.0, 1.0, 2.0).variance == pytest.approx(12.0)
    assert StudentT(3.0, 1.0, 2.0).mean == 1.0
    assert StudentT(2.0, 1.0, 2.0).variance == math.inf
    assert math.isnan(StudentT(1.0, 1.0, 2.0).mean)
    assert math.isnan(StudentT(1.0, 1.0, 2.0).variance)


@pytest.mark.parametrize("sd", [0.0, -1.0, math.inf, math.nan])
def test_a_spread_must_be_positive(sd: float) -> None:
    with pytest.raises(ValueError, match=r"the standard deviation must be positive, got"):
        Normal(0.0, sd)
    with pytest.raises(ValueError, match=r"scale must be positive, got"):
        StudentT(3.0, 0.0, sd)
