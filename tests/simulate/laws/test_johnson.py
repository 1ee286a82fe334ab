import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from carbonspan.simulate.laws.base import Distribution
from carbonspan.simulate.laws.johnson import DoublyBounded, SemiBounded, Triple

TAILS = st.floats(0.01, 0.45)
STEPS = st.floats(0.05, 1.0)


def hits(law: Distribution, triple: Triple) -> None:
    stated = [triple.left, triple.middle, triple.right]
    np.testing.assert_allclose(law.quantile([triple.tail, 0.5, 1 - triple.tail]), stated, rtol=1e-9)
    np.testing.assert_allclose(law.cdf(stated), [triple.tail, 0.5, 1 - triple.tail], rtol=1e-7)


@given(TAILS, st.tuples(STEPS, STEPS, STEPS))
def test_semi_bounded_law_hits_its_triple(tail: float, steps: tuple[float, ...]) -> None:
    triple = Triple(tail, *(2.0 + np.cumsum(steps)).tolist())
    hits(SemiBounded(triple, 2.0), triple)


@given(TAILS, st.tuples(STEPS, STEPS, STEPS, STEPS))
def test_doubly_bounded_law_hits_its_triple(tail: float, steps: tuple[float, ...]) -> None:
    *inner, high = (2.0 + np.cumsum(steps)).tolist()
    triple = Triple(tail, *inner)
    hits(DoublyBounded(triple, 2.0, high), triple)


def test_without_skewness_it_is_lognormal() -> None:
    law, oracle = SemiBounded(Triple(0.1, 1.0, 2.0, 4.0)), stats.lognorm(math.log(2) / stats.norm.ppf(0.9), scale=2.0)
    p = np.array([1e-9, 0.01, 0.3, 0.8, 0.9999])
    np.testing.assert_allclose(law.quantile(p), oracle.ppf(p), rtol=1e-12)
    np.testing.assert_allclose(law.isf(p), oracle.isf(p), rtol=1e-12)


def test_nearly_without_skewness_it_is_nearly_lognormal() -> None:
    exact, near = SemiBounded(Triple(0.1, 1.0, 2.0, 4.0)), SemiBounded(Triple(0.1, 1.0, 2.0, 4.0 + 1e-13))
    p = np.array([1e-9, 0.01, 0.3, 0.8, 0.9999])
    np.testing.assert_allclose(near.quantile(p), exact.quantile(p), rtol=1e-5)


def test_without_skewness_the_bounded_law_is_a_normal_probability() -> None:
    law = DoublyBounded(Triple(0.1, 0.2, 0.5, 0.8))
    scale = stats.norm.ppf(0.8) / stats.norm.ppf(0.9)
    assert float(law.quantile(0.99)) == pytest.approx(stats.norm.cdf(scale * stats.norm.ppf(0.99)))


def test_mirrored_triples_give_mirrored_laws() -> None:
    law, mirror = DoublyBounded(Triple(0.05, 0.1, 0.2, 0.7)), DoublyBounded(Triple(0.05, 0.3, 0.8, 0.9))
    p = np.array([1e-6, 0.2, 0.6, 0.999])
    np.testing.assert_allclose(law.quantile(p), 1 - mirror.isf(p), rtol=1e-9)


@pytest.mark.parametrize("right", [0.3, 0.6, 3.0])
def test_the_mean_is_that_of_many_equally_likely_quantiles(right: float) -> None:
    law = SemiBounded(Triple(0.05, 0.1, 0.2, right))
    n = 200_000
    middles = law.quantile((np.arange(n) + 0.5) / n)
    assert law.mean == pytest.approx(middles.mean(), rel=2e-3)
    assert math.isfinite(law.variance)


def test_a_triple_must_rise_from_its_bound() -> None:
    with pytest.raises(ValueError, match=r"must rise from low to high, got 0.5, 0.1, 0.2, 0.3"):
        SemiBounded(Triple(0.1, 0.1, 0.2, 0.3), 0.5)
    with pytest.raises(ValueError, match="must rise from low to high"):
        DoublyBounded(Triple(0.1, 0.3, 0.2, 0.4))
    with pytest.raises(ValueError, match=r"the tail probability must lie between 0 and 0.5, got 0.5"):
        Triple(0.5, 0.1, 0.2, 0.3)
