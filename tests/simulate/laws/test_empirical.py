import numpy as np
import pytest
from scipy import stats

from carbonspan.simulate.laws.discrete import Discrete
from carbonspan.simulate.laws.empirical import MOST, KernelDensity, empirical, smoothed

TAILS = 10.0 ** -np.arange(14, 0, -1)


def draws(n: int, seed: int = 3) -> np.ndarray:
    return np.random.Generator(np.random.Philox(seed)).normal(2.0, 3.0, n)


def test_agrees_with_scipy_at_the_same_bandwidth() -> None:
    data = draws(60)
    law = smoothed(data)
    oracle = stats.gaussian_kde(data, law.bandwidth / data.std(ddof=1))
    for x in (-4.0, 0.0, 2.0, 9.0):
        assert float(law.cdf(x)) == pytest.approx(oracle.integrate_box_1d(-np.inf, x), rel=1e-7)


def test_bandwidth_is_silvermans() -> None:
    data = np.array([0.0, 1.0, 2.0, 3.0, -4.0])
    assert smoothed(data).bandwidth == pytest.approx(0.9 * min(data.std(ddof=1), 2.0 / 1.34) * 5**-0.2)


def test_both_tails_are_sharp() -> None:
    for law in (smoothed(draws(60)), smoothed(np.exp(draws(60)))):
        np.testing.assert_allclose(law.cdf(law.quantile(TAILS)), TAILS, rtol=1e-11)
        np.testing.assert_allclose(law.sf(law.isf(TAILS)), TAILS, rtol=1e-11)


@pytest.mark.parametrize("data", [draws(40), np.array([0.0, 1.0, 1e9]), np.array([1e-9, 1.0, 2.0, 3e7])])
def test_every_quantile_is_found(data: np.ndarray) -> None:
    law, p = smoothed(data), np.linspace(0.001, 0.999, 997)
    np.testing.assert_allclose(law.cdf(law.quantile(p)), p, rtol=1e-10)


def test_positive_data_stay_positive() -> None:
    law = smoothed(np.exp(draws(60)))
    assert law.logarithmic
    assert law.support[0] == 0.0
    assert float(law.quantile(1e-12)) > 0


def test_moments_are_those_of_the_data_and_the_kernel() -> None:
    data = draws(60)
    law = smoothed(data)
    assert law.mean == pytest.approx(data.mean())
    assert law.variance == pytest.approx(data.var() + law.bandwidth**2)


def test_gathering_many_values_changes_next_to_nothing() -> None:
    data = draws(5 * MOST)
    law = smoothed(data)
    exact = KernelDensity(tuple(data.tolist()), tuple(np.full(len(data), 1 / len(data)).tolist()), law.bandwidth)
    assert len(law.centres) < MOST
    assert law.mean == pytest.approx(exact.mean, rel=1e-12)
    assert law.variance == pytest.approx(exact.variance, rel=2e-4)
    x = np.linspace(-8, 12, 41)
    np.testing.assert_allclose(law.cdf(x), exact.cdf(x), atol=1e-4)


def test_same_values_cannot_be_smoothed() -> None:
    with pytest.raises(ValueError, match="the values are all the same; state a constant, or smooth: false"):
        smoothed(np.full(5, 2.0))


def test_values_may_stay_as_they_are() -> None:
    assert empirical(np.array([30.0, 40.0, 30.0, 60.0]), smooth=False) == Discrete(
        (30.0, 40.0, 60.0), (0.5, 0.25, 0.25)
    )
    assert empirical(draws(9), smooth=True) == smoothed(draws(9))
