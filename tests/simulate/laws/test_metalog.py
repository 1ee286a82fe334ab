import math

import numpy as np
import pytest
from scipy import stats

from carbonspan.simulate.laws.metalog import Metalog, _basis, _slopes, metalog

P = np.concatenate([10.0 ** -np.arange(12, 1, -1), np.linspace(0.05, 0.95, 19), 1 - 10.0 ** -np.arange(2, 13)])


def test_two_terms_are_a_logistic_law() -> None:
    law, oracle = Metalog((3.0, 0.5)), stats.logistic(3.0, 0.5)
    np.testing.assert_allclose(law.quantile(P), oracle.ppf(P), rtol=1e-12)
    np.testing.assert_allclose(law.isf(P), oracle.isf(P), rtol=1e-12)
    x = oracle.ppf(P)
    np.testing.assert_allclose(law.cdf(x), oracle.cdf(x), rtol=1e-11)
    np.testing.assert_allclose(law.sf(x), oracle.sf(x), rtol=1e-11)
    assert (law.mean, law.variance) == pytest.approx((oracle.mean(), oracle.var()))


def test_one_term_more_is_the_published_sum() -> None:
    """Keelin (2016): a1 + a2 ln(y / (1 - y)) + a3 (y - 1/2) ln(y / (1 - y)) + a4 (y - 1/2) + a5 (y - 1/2)^2."""
    y, a = 0.3, (1.0, 0.5, 0.2, 0.3, 0.1)
    log, half = math.log(y / (1 - y)), y - 0.5
    expected = a[0] + a[1] * log + a[2] * half * log + a[3] * half + a[4] * half**2
    assert float(Metalog(a).quantile(y)) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize("limits", [(-math.inf, math.inf), (0.0, math.inf), (-math.inf, 2.0), (0.0, 2.0)])
def test_stated_quantiles_are_hit(limits: tuple[float, float]) -> None:
    p, x = (0.05, 0.25, 0.5, 0.75, 0.95), (0.3, 0.5, 0.66, 0.85, 1.2)
    law = metalog(p, x, *limits)
    np.testing.assert_allclose(law.quantile(p), x, rtol=1e-12)
    np.testing.assert_allclose(law.cdf(x), p, rtol=1e-11)
    assert law.support == limits


def test_slopes_are_derivatives_of_the_basis() -> None:
    logit, step = np.linspace(-8, 8, 33), 1e-5
    ends = [_basis(8, at, np.tanh(at / 2) / 2) for at in (logit - step, logit + step)]
    np.testing.assert_allclose(_slopes(8, logit), (ends[1] - ends[0]) / (2 * step), atol=1e-8)


def test_a_falling_quantile_function_is_refused() -> None:
    with pytest.raises(ValueError, match="no metalog law passes through these quantiles"):
        metalog((0.1, 0.5, 0.9), (0.0, 0.1, 2.0))


def test_a_log_metalog_may_have_no_mean() -> None:
    assert Metalog((0.0, 1.2), low=0.0).mean == math.inf
    assert Metalog((0.0, 0.3), low=0.0).mean == pytest.approx(math.pi * 0.3 / math.sin(math.pi * 0.3))
