import numpy as np
import pytest
from scipy import stats

from carbonspan.simulate.laws.base import Distribution
from carbonspan.simulate.laws.bounded import Arcsine, Loguniform, Uniform

P = np.concatenate([10.0 ** -np.arange(12, 1, -1), np.linspace(0.05, 0.95, 19), 1 - 10.0 ** -np.arange(2, 13)])

PAIRS = [
    (Uniform(-2.0, 6.0), stats.uniform(-2.0, 8.0)),
    (Loguniform(0.1, 100.0), stats.loguniform(0.1, 100.0)),
    (Arcsine(1.0, 4.0), stats.arcsine(1.0, 3.0)),
]


@pytest.mark.parametrize(("law", "oracle"), PAIRS, ids=lambda value: type(value).__name__)
def test_agrees_with_scipy(law: Distribution, oracle: stats.rv_continuous) -> None:
    np.testing.assert_allclose(law.quantile(P), oracle.ppf(P), rtol=1e-13)
    np.testing.assert_allclose(law.isf(P), oracle.isf(P), rtol=1e-13)
    x = np.linspace(law.support[0], law.support[1], 41)[1:-1]
    np.testing.assert_allclose(law.cdf(x), oracle.cdf(x), rtol=1e-13)
    np.testing.assert_allclose(law.sf(x), oracle.sf(x), rtol=1e-12)
    assert law.mean == pytest.approx(oracle.mean(), rel=1e-13)
    assert law.variance == pytest.approx(oracle.var(), rel=1e-10)


@pytest.mark.parametrize("law", [Uniform(0.0, 3.0), Arcsine(0.0, 3.0)])
def test_lower_tail_is_sharp_relative_to_zero(law: Distribution) -> None:
    assert float(law.quantile(1e-100)) == pytest.approx(
        {Uniform: 3e-100, Arcsine: 3 * (np.pi / 2 * 1e-100) ** 2}[type(law)], rel=1e-13
    )


def test_limits_must_rise() -> None:
    for law in (Uniform, Loguniform, Arcsine):
        with pytest.raises(ValueError, match="must rise from low to high, got 3, 2"):
            law(3.0, 2.0)
        with pytest.raises(ValueError, match="must rise from low to high, got 1, inf"):
            law(1.0, np.inf)
    with pytest.raises(ValueError, match="low must be positive, got 0"):
        Loguniform(0.0, 2.0)
