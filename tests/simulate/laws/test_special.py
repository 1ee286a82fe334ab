"""Inverse special functions against mpmath, where scipy's own falter and where they do not."""

from collections.abc import Callable

import mpmath
import numpy as np
import pytest

from carbonspan.simulate.laws.special import beta_quantile, gamma_isf, gamma_quantile, gamma_score, t_below, t_quantile

P = np.array([1e-100, 1e-19, 1e-12, 1e-6, 0.01, 0.2, 0.45])
#: How far, relatively, the probability below a quantile may be off: a hundredth of what a table may add to it.
OFF = 1e-9


@pytest.fixture(autouse=True)
def digits() -> object:
    with mpmath.workdps(40):
        yield


def beta_below(a: float, b: float, x: float) -> mpmath.mpf:
    return mpmath.betainc(a, b, 0, x, regularized=True)


def gamma_below(shape: float, x: float) -> mpmath.mpf:
    return mpmath.gammainc(shape, 0, x, regularized=True)


def gamma_above(shape: float, x: float) -> mpmath.mpf:
    return mpmath.gammainc(shape, x, mpmath.inf, regularized=True)


def t_exactly_below(df: float, x: float) -> mpmath.mpf:
    share = mpmath.betainc(mpmath.mpf(df) / 2, 0.5, 0, df / (df + mpmath.mpf(x) ** 2), regularized=True) / 2
    return share if x < 0 else 1 - share


def assert_undone(below: Callable[[float], mpmath.mpf], found: np.ndarray, p: np.ndarray, least: mpmath.mpf) -> None:
    """Each quantile has probability `p` below it; one that is 0 has more than that below the least number."""
    for value, goal in zip(found.tolist(), p.tolist(), strict=True):
        if value == 0:
            assert least > goal
        else:
            assert abs(float(below(value) / goal - 1)) < OFF


@pytest.mark.parametrize(
    ("a", "b"),
    [(1.1e-4, 0.11), (0.02, 1), (0.03, 5), (5, 0.03), (0.04, 100), (0.0071, 0.0422), (1e-5, 2), (0.5, 0.5), (2, 6)],
)
def test_beta_quantiles(a: float, b: float) -> None:
    most = 0.9 * float(beta_below(a, b, 0.999))
    p = P[most > P]
    assert_undone(lambda x: beta_below(a, b, x), beta_quantile(a, b, p), p, beta_below(a, b, 3e-308))


def test_a_beta_law_of_very_unequal_parameters_is_a_gamma_law() -> None:
    """Where beta is large, b times the beta quantile tends to the gamma quantile, as 1 / b."""
    b = 1e9
    np.testing.assert_allclose(b * beta_quantile(3.0, b, P[1:]), gamma_quantile(3.0, P[1:]), rtol=30 / b)


@pytest.mark.parametrize("shape", [1e-6, 1e-4, 1e-3, 0.0025, 0.1, 1.0, 7.5])
def test_gamma_quantiles(shape: float) -> None:
    assert_undone(lambda x: gamma_below(shape, x), gamma_quantile(shape, P), P, gamma_below(shape, 3e-308))
    assert_undone(lambda x: gamma_above(shape, x), gamma_isf(shape, P), P, mpmath.mpf(1))


@pytest.mark.parametrize("shape", [1e6, 1e8, 1e10])
@pytest.mark.parametrize("score", [-7.0, -4.8, -1.0, 0.5, 3.0])
def test_a_gamma_law_of_large_shape(shape: float, score: float) -> None:
    """Its density, integrated from 16 standard deviations further out, is the tail that was asked for."""
    tail = mpmath.ncdf(-abs(score))
    found = (gamma_quantile if score < 0 else gamma_isf)(shape, np.array(float(tail)))
    outward = -np.sign(score) * -1.0
    steps = [found + outward * mpmath.sqrt(shape) * k / 4 for k in range(65)]
    mass = mpmath.quad(lambda x: mpmath.exp((shape - 1) * mpmath.log(x) - x - mpmath.loggamma(shape)), steps)
    assert float(abs(mass) / tail) == pytest.approx(1, rel=OFF)
    assert float(gamma_score(shape, found)) == pytest.approx(score, abs=1e-10)


@pytest.mark.parametrize("df", [0.1, 0.5, 1, 1.5, 2, 3, 4, 5, 10, 30, 100])
def test_t_quantiles_far_out_and_near_the_middle(df: float) -> None:
    near = 0.5 - np.array([0.1, 1e-2, 1e-4, 1e-6, 1e-8])
    p = np.concatenate([P[P ** (1 / df) > 1e-300], near])  # beyond, the quantile is no number
    found = t_quantile(df, p)
    assert_undone(lambda x: t_exactly_below(df, x), found, p, mpmath.mpf(1))
    for x, q in zip(found[-4:].tolist(), near[-4:].tolist(), strict=True):
        assert float((0.5 - t_exactly_below(df, x)) / (0.5 - mpmath.mpf(q))) == pytest.approx(1, rel=1e-7)


def test_what_is_no_probability_is_nan() -> None:
    nothing = np.array(np.nan)
    assert all(np.isnan(f(1.5, nothing)) for f in (gamma_quantile, gamma_isf, t_quantile))
    assert np.isnan(beta_quantile(1.5, 2.0, nothing))


@pytest.mark.parametrize("df", [0.3, 1, 2, 3, 4, 7.5, 50])
@pytest.mark.parametrize("t", [1e-12, 1e-8, 1e-3, 0.0999, 0.1001, 2.0])
def test_t_probabilities_keep_their_distance_from_one_half(df: float, t: float) -> None:
    """An ulp of one half is all that may be lost: one at either end, two in the sum."""
    exact = mpmath_t(df, t)
    for sign in (-1, 1):
        assert abs(float(t_below(df, np.array(sign * t)) - (0.5 + sign * exact))) < 5e-16


def mpmath_t(df: float, t: float) -> mpmath.mpf:
    """Half the probability between -t and t."""
    square = mpmath.mpf(t) ** 2
    return mpmath.betainc(0.5, mpmath.mpf(df) / 2, 0, square / (df + square), regularized=True) / 2
