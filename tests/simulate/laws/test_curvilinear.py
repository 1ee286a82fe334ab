import mpmath
import numpy as np
import pytest

from carbonspan.simulate.laws.curvilinear import CurvilinearTrapezoidal

LAW = CurvilinearTrapezoidal(1.0, 5.0, 0.5)


def density(x: float, a: float, b: float, d: float) -> mpmath.mpf:
    """JCGM 101:2008, 6.4.3."""
    middle, w = (a + b) / 2, (b - a) / 2
    away = abs(mpmath.mpf(x) - middle)
    inner = w - d
    return mpmath.log((w + d) / max(away, inner)) / (4 * d) if away < w + d else mpmath.mpf(0)


@pytest.mark.parametrize("p", [1e-12, 1e-6, 0.003, 0.05, 0.3, 0.5])
def test_quantile_encloses_p_under_the_published_density(p: float) -> None:
    low = LAW.support[0]
    depth = float(LAW.quantile(p)) - low
    points = [low, *(point for point in (1.5,) if point < low + depth), low + depth]
    assert float(mpmath.quad(lambda x: density(x, 1, 5, 0.5), points)) == pytest.approx(p, rel=1e-9, abs=1e-15)
    assert float(LAW.isf(p)) == pytest.approx(LAW.support[1] - depth, rel=1e-14)


def test_is_the_law_of_a_value_between_uncertain_limits() -> None:
    """Four standard errors of a binomial count; the limits are drawn as JCGM 101:2008, 6.4.3.4 says."""
    rng = np.random.Generator(np.random.Philox(11))
    n = 200_000
    low = 0.5 + rng.random(n)
    draws = low + (6.0 - 2 * low) * rng.random(n)
    for x in (0.8, 1.2, 2.0, 4.9, 5.3):
        p = float(LAW.cdf(x))
        assert np.mean(draws <= x) == pytest.approx(p, abs=4 * np.sqrt(p * (1 - p) / n))


def test_depth_is_sharp_near_the_end() -> None:
    law = CurvilinearTrapezoidal(0.5, 4.5, 0.5)
    p = 1e-30
    assert float(law.quantile(p)) == pytest.approx(np.sqrt(p * 8 * 0.5 * 2.5), rel=1e-12)
    assert float(law.cdf(law.quantile(p))) == pytest.approx(p, rel=1e-12)
    assert float(law.cdf(1e-7)) == pytest.approx(1e-14 / (8 * 0.5 * 2.5), rel=1e-6)


def test_moments_are_those_of_the_guide() -> None:
    assert LAW.mean == 3.0
    assert LAW.variance == pytest.approx(16 / 12 + 0.25 / 9)


def test_limits_must_not_overlap() -> None:
    with pytest.raises(ValueError, match="delta must be below half the distance from low to high, got 2"):
        CurvilinearTrapezoidal(1.0, 5.0, 2.0)
