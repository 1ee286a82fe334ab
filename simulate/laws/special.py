"""Inverses of the incomplete gamma, beta and t functions, where those of scipy falter too.

scipy 1.17 gives 2.2e-308 for every quantile below it, misses the probability asked for by up to a tenth where one
parameter of a beta law is some thousand times the other, gives NaN or minus infinity far out in some tails, loses the
digits of Student's t near its middle (the quantiles with four degrees of freedom, the probabilities with one), and
those of the gamma function for a shape beyond 1e7. Where scipy is right its own numbers are returned.
"""

from __future__ import annotations

import numpy as np

from . import scipy_special as special
from .base import Floats
from .inverse import rising_root

CLOSE = 1e-10  # how far, relatively, the probability below a quantile may miss the one asked for
NEGLIGIBLE = 1e-18  # below this a power series is its first term
CENTRAL = 1e-3  # so near to its middle, in probability, Student's t comes from the square of the value
MIDDLE = 0.1  # so near to it, in value, so does its probability
FAR = 1e-10  # and in a tail beyond this, for so few degrees of freedom that the tail is a power
FEW = 100.0
LARGE = 1e6  # a gamma law of at least this shape is reckoned from its normal limit


def beta_quantile(a: float, b: float, p: Floats) -> Floats:
    """The value below which a beta law on 0 to 1 has probability `p`; sharp near 0, not near 1."""
    with np.errstate(all="ignore"):
        head = _power(np.log(p) + special.betaln(a, b) + np.log(a), a)
        found = np.array(np.where(head * max(1.0, b) < NEGLIGIBLE, head, special.betaincinv(a, b, p)))
        missed = (p > 0) & (head * max(1.0, b) >= NEGLIGIBLE) & (found < 1.0)
        missed &= ~(np.abs(special.betainc(a, b, found) / p - 1.0) < CLOSE)
        missed |= (p > 0) & (p < 1) & np.isnan(found)
    if missed.any():
        found[missed] = _beta_root(a, b, p[missed], np.minimum(np.log(head[missed]), 0.0))
    return found


def _beta_root(a: float, b: float, p: Floats, head: Floats) -> Floats:
    """The quantile, sought on the logarithmic scale to one side of the logarithm `head` of the series' first term."""

    def excess(logarithm: Floats, goal: Floats) -> Floats:
        with np.errstate(divide="ignore"):
            return np.asarray(np.log(special.betainc(a, b, np.exp(logarithm)) / goal), float)

    low, high = (head, np.zeros_like(head)) if b >= 1 else (np.full_like(head, np.log(NEGLIGIBLE)), head)
    return np.exp(rising_root(excess, low, high, p))


def _power(logarithm: Floats, shape: float) -> Floats:
    """Exp of `logarithm` to the power 1 / `shape`; 0 where that is below the least normal number."""
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        value = np.exp(logarithm / shape)
    return np.asarray(np.where(value < np.finfo(float).tiny, 0.0, value), float)


def gamma_quantile(shape: float, p: Floats) -> Floats:
    """The value below which a gamma law of scale 1 has probability `p`."""
    if shape >= LARGE:
        return _from_normal(shape, special.ndtri(p))
    with np.errstate(divide="ignore"):
        return _gamma(shape, np.log(p), np.asarray(special.gammaincinv(shape, p), float))


def gamma_isf(shape: float, q: Floats) -> Floats:
    """The value above which a gamma law of scale 1 has probability `q`."""
    if shape >= LARGE:
        return _from_normal(shape, -special.ndtri(q))
    with np.errstate(divide="ignore"):
        return _gamma(shape, np.log1p(-q), np.asarray(special.gammainccinv(shape, q), float))


def _gamma(shape: float, logarithm: Floats, otherwise: Floats) -> Floats:
    head = _power(logarithm + special.gammaln(shape + 1), shape)
    return np.asarray(np.where(head < NEGLIGIBLE, head, otherwise), float)


def _from_normal(shape: float, score: Floats) -> Floats:
    """The gamma quantile of a large shape: Temme's uniform expansion, inverted (DLMF 8.12.21)."""
    root = np.sqrt(shape)
    eta = score / root
    eta = eta + _shift(eta) / shape
    return np.asarray(shape * (1.0 + eta * np.polynomial.polynomial.polyval(eta, _RATIO)), float)


def gamma_score(shape: float, x: Floats) -> Floats:
    """The normal score of each value of a gamma law of large shape: the inverse of its quantile."""
    with np.errstate(divide="ignore", invalid="ignore"):
        excess = x / shape - 1.0
        eta = np.sign(excess) * np.sqrt(2.0 * np.maximum(excess - np.log1p(excess), 0.0))
        return np.asarray(np.sqrt(shape) * (eta - _shift(np.clip(eta, -1.0, 1.0)) / shape), float)


#: (lambda - 1) / eta for lambda - 1 - log(lambda) = eta^2 / 2 (DLMF 5.11, of Stirling's series), and eta's first shift.
_RATIO = (1.0, 1 / 3, 1 / 36, -1 / 270, 1 / 4320, 1 / 17010)
_SHIFT = (-1 / 3, 1 / 36, 1 / 1620, -7 / 6480)


def _shift(eta: Floats) -> Floats:
    return np.asarray(np.polynomial.polynomial.polyval(eta, _SHIFT), float)


def t_quantile(df: float, p: Floats) -> Floats:
    """The value below which Student's t has probability `p`; sharp in the lower tail."""
    t = np.array(np.copysign(special.stdtrit(df, p), p - 0.5))
    central, far = np.abs(1.0 - 2.0 * p) < CENTRAL, (p < FAR) & (p > 0) & (df < FEW)
    square = beta_quantile(0.5, 0.5 * df, np.abs(1.0 - 2.0 * p[central]))
    t[central] = np.copysign(np.sqrt(df * square / (1.0 - square)), p[central] - 0.5)
    t[far] = _far_t(df, p[far])
    return t


def t_below(df: float, t: Floats) -> Floats:
    """The probability of Student's t at or below `t`; near the middle from the square, where scipy's rounds it off."""
    square = np.clip(t, -MIDDLE, MIDDLE) ** 2
    near = 0.5 + 0.5 * np.sign(t) * special.betainc(0.5, 0.5 * df, square / (df + square))
    return np.asarray(np.where(np.abs(t) < MIDDLE, near, special.stdtr(df, t)), float)


def _far_t(df: float, p: Floats) -> Floats:
    """Student's t far out in the lower tail: a beta quantile, or the first term of its series."""
    shape = 0.5 * df
    head = (np.log(2.0 * p) + special.betaln(shape, 0.5) + np.log(shape)) / shape
    share = beta_quantile(shape, 0.5, 2.0 * p)
    with np.errstate(divide="ignore", over="ignore"):
        square = np.where(head < np.log(NEGLIGIBLE), -0.5 * head, 0.5 * np.log((1.0 - share) / share))
        return np.asarray(-np.sqrt(df) * np.exp(square), float)
