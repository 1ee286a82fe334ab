import math

import mpmath
import numpy as np
import pytest
from scipy import stats

from carbonspan.simulate.laws.base import Distribution
from carbonspan.simulate.laws.positive import (
    Gamma,
    Lognormal,
    Weibull,
    exponential,
    gamma_of_mean,
    lognormal_of_gsd,
    lognormal_of_mean,
)

P = np.concatenate([10.0 ** -np.arange(12, 1, -1), np.linspace(0.05, 0.95, 19), 1 - 10.0 ** -np.arange(2, 13)])

PAIRS = [
    (Lognormal(2.0, 0.5), stats.lognorm(0.5, scale=2.0)),
    (Lognormal(1e-7, 2.5), stats.lognorm(2.5, scale=1e-7)),
    (Gamma(4.0, 0.5), stats.gamma(4.0, scale=0.5)),
    (Gamma(0.1, 3.0), stats.gamma(0.1, scale=3.0)),
    (Gamma(1e4, 2.0), stats.gamma(1e4, scale=2.0)),
    (Weibull(1.5, 2.0), stats.weibull_min(1.5, scale=2.0)),
    (Weibull(0.4, 2.0), stats.weibull_min(0.4, scale=2.0)),
    (exponential(3.0), stats.expon(scale=3.0)),
]


@pytest.mark.parametrize(("law", "oracle"), PAIRS, ids=lambda value: str(value)[:30])
def test_agrees_with_scipy(law: Distribution, oracle: stats.rv_continuous) -> None:
    np.testing.assert_allclose(law.quantile(P), oracle.ppf(P), rtol=1e-11)
    np.testing.assert_allclose(law.isf(P), oracle.isf(P), rtol=1e-11)
    x = oracle.ppf(P)
    np.testing.assert_allclose(law.cdf(x), oracle.cdf(x), rtol=1e-11)
    np.testing.assert_allclose(law.sf(x), oracle.sf(x), rtol=1e-11)
    assert law.mean == pytest.approx(oracle.mean(), rel=1e-12)
    assert law.variance == pytest.approx(oracle.var(), rel=1e-11)


@pytest.mark.parametrize("shape", [0.1, 0.7, 4.0, 300.0])
@pytest.mark.parametrize("p", [1e-12, 1e-4, 0.4])
def test_gamma_quantiles_leave_exactly_p_outside(shape: float, p: float) -> None:
    law = Gamma(shape, 1.0)
    with mpmath.workdps(30):
        below = mpmath.gammainc(shape, 0, float(law.quantile(p)), regularized=True)
        above = mpmath.gammainc(shape, float(law.isf(p)), mpmath.inf, regularized=True)
    assert float(below) == pytest.approx(p, rel=1e-11)
    assert float(above) == pytest.approx(p, rel=1e-11)


def test_nothing_lies_below_zero() -> None:
    for law, _ in PAIRS:
        assert law.cdf([-1.0, 0.0]).tolist() == [0.0, 0.0]
        assert law.sf([-1.0, 0.0]).tolist() == [1.0, 1.0]


def test_stated_moments_are_kept() -> None:
    for law in (lognormal_of_mean(10.0, 0.3), gamma_of_mean(10.0, 3.0)):
        assert law.mean == pytest.approx(10.0, rel=1e-14)
        assert math.sqrt(law.variance) == pytest.approx(3.0, rel=1e-12)


def test_gsd_is_the_ratio_of_one_standard_score() -> None:
    law = lognormal_of_gsd(3.0, 2.0)
    assert law.quantile(stats.norm.cdf([-1.0, 0.0, 1.0])) == pytest.approx([1.5, 3.0, 6.0])


def test_a_lognormal_law_needs_a_positive_median() -> None:
    with pytest.raises(ValueError, match=r"needs a positive median, got -1"):
        lognormal_of_gsd(-1.0, 2.0)


def test_shape_and_scale_must_be_positive() -> None:
    for law in (Gamma, Weibull):
        with pytest.raises(ValueError, match="shape must be positive, got 0"):
            law(0.0, 1.0)
        with pytest.raises(ValueError, match="scale must be positive, got -1"):
            law(1.0, -1.0)


def test_a_score_far_above_the_median_is_infinite_without_a_warning() -> None:
    assert Lognormal(1e-50, 1.0).score(np.array([0.0, 1e300])).tolist() == [-math.inf, math.inf]
