"""Laws from stated quantiles: two, three or more of them, with or without limits."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from . import scipy_special as special
from .base import Distribution, Floats, LawError
from .fitting import fit
from .johnson import DoublyBounded, SemiBounded, Triple
from .metalog import metalog
from .normal import Normal
from .positive import Lognormal
from .truncation import Window, truncated


@dataclass(frozen=True)
class Quantiles:
    """Stated quantiles by increasing probability, and the limits of the law, each None unless it is stated."""

    probabilities: tuple[float, ...]
    values: tuple[float, ...]
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Mirrored(Distribution):
    """The law of minus the draw of `law`.

    >>> from .bounded import Uniform
    >>> Mirrored(Uniform(1.0, 2.0)).support
    (-2.0, -1.0)
    """

    law: Distribution

    def quantile(self, p: ArrayLike) -> Floats:
        """Minus the law's `isf`."""
        return -self.law.isf(p)

    def isf(self, q: ArrayLike) -> Floats:
        """Minus the law's `quantile`."""
        return -self.law.quantile(q)

    def cdf(self, x: ArrayLike) -> Floats:
        """The probability of the law at or above -x."""
        return self.law.sf_before(-np.asarray(x, float))

    def sf(self, x: ArrayLike) -> Floats:
        """The probability of the law below -x."""
        return self.law.cdf_before(-np.asarray(x, float))

    @property
    def support(self) -> tuple[float, float]:
        """The law's support, mirrored."""
        low, high = self.law.support
        return -high, -low

    @property
    def blur(self) -> float:
        """The law's own."""
        return self.law.blur

    @property
    def kinks(self) -> tuple[float, ...]:
        """The law's kinks, counted from above."""
        return tuple(1 - kink for kink in reversed(self.law.kinks))


def law_of_p5_and_p95(p5: float, p95: float, window: Window) -> Distribution:
    """The law with these 5 % and 95 % quantiles: lognormal where both are positive, else normal.

    >>> law_of_p5_and_p95(1.0, 4.0, Window()).quantile([0.05, 0.5, 0.95]).round(9).tolist()
    [1.0, 2.0, 4.0]
    """
    return law_of_quantiles(Quantiles((0.05, 0.95), (p5, p95)), window)


def law_of_quantiles(stated: Quantiles, window: Window) -> Distribution:
    """The law with the stated quantiles after truncation to `window`.

    Values that are all positive have the lower limit 0 unless another is stated. Two quantiles give a law that is
    normal on the scale of its limits, three a Johnson law (a metalog without limits), more a metalog.

    >>> law = law_of_quantiles(Quantiles((0.05, 0.5, 0.95), (0.1, 0.2, 0.7)), Window())
    >>> law.quantile([0.05, 0.5, 0.95]).round(9).tolist()
    [0.1, 0.2, 0.7]
    """
    low = 0.0 if stated.low is None and stated.values[0] > 0 else stated.low
    if low is None and stated.high is not None:
        return Mirrored(law_of_quantiles(_mirrored(stated), Window(-window.high, -window.low)))
    limits = -math.inf if low is None else low, math.inf if stated.high is None else stated.high
    if len(stated.values) == 2:
        return _straight(stated, limits, window)
    if len(stated.values) > 3 or low is None:
        return _metalog(stated, limits, window)
    return _johnson(stated, limits, window)


def _mirrored(stated: Quantiles) -> Quantiles:
    """The quantiles of minus the draw."""
    probabilities = tuple(1 - p for p in reversed(stated.probabilities))
    return Quantiles(probabilities, tuple(-x for x in reversed(stated.values)), low=-(stated.high or 0.0))


Limits = tuple[float, float]


def _normalised(x: Floats, limits: Limits) -> Floats:
    """Each value on the scale of the limits on which a law without skewness is normal: itself, log or probit."""
    low, high = limits
    if math.isinf(low):
        return x
    return np.log(x - low) if math.isinf(high) else np.asarray(special.ndtri((x - low) / (high - low)))


def _restored(y: Floats, limits: Limits) -> Floats:
    """The inverse of `_normalised`."""
    low, high = limits
    if math.isinf(low):
        return y
    with np.errstate(over="ignore"):
        return low + (np.exp(y) if math.isinf(high) else (high - low) * special.ndtr(y))


def _straight(stated: Quantiles, limits: Limits, window: Window) -> Distribution:
    """The law that is normal on the scale of its limits, through two quantiles."""
    scores = special.ndtri(np.array(stated.probabilities))
    values = _normalised(np.array(stated.values), limits)
    scale = float(np.ptp(values) / np.ptp(scores))
    location = float(values[0] - scale * scores[0])

    def family(parameters: Floats) -> Distribution:
        return _normal_on(limits, location + scale * float(parameters[0]), scale * _exp(float(parameters[1])))

    return _fitted(family, np.zeros(2), stated, window)


def _normal_on(limits: Limits, location: float, scale: float) -> Distribution:
    """The law that is normal, with this location and scale, on the scale of its limits."""
    if math.isinf(limits[0]):
        return Normal(location, scale)
    if limits == (0.0, math.inf):
        return Lognormal(_exp(location), scale)
    return _johnson_on(limits, 0.1, location + scale * special.ndtri(np.array([0.1, 0.5, 0.9])))


def _exp(x: float) -> float:
    """The exponential, stopped short of overflow: a fit may try anything on its way."""
    return math.exp(min(max(x, -700.0), 700.0))


def _johnson(stated: Quantiles, limits: Limits, window: Window) -> Distribution:
    """The Johnson law through three quantiles.

    Where they are not symmetric about the median, it is sought through a triple that is; where there is none, a
    metalog takes its place.
    """
    scores = special.ndtri(np.array(stated.probabilities))
    values = _normalised(np.array(stated.values), limits)
    tail = (stated.probabilities[0] + 1 - stated.probabilities[2]) / 2
    start = np.interp(special.ndtri(np.array([tail, 0.5, 1 - tail])), scores, values)
    symmetric = np.allclose(scores, special.ndtri([tail, 0.5, 1 - tail]), rtol=0, atol=1e-12)
    if not symmetric:
        start = values  # as good a place to begin as any; the fit moves all three

    def family(parameters: Floats) -> Distribution:
        return _johnson_on(limits, tail, _risen(parameters))

    if symmetric:
        return _fitted(family, _rises(start), stated, window)
    try:
        return _fitted(family, _rises(start), stated, window, exact=False)
    except LawError:
        return _skewed(stated, limits, window)


def _skewed(stated: Quantiles, limits: Limits, window: Window) -> Distribution:
    """The metalog law through three quantiles that are not symmetric about the median."""
    try:
        return _metalog(stated, limits, window)
    except LawError as error:
        raise LawError(
            "no law of this kind has these quantiles; state them at probabilities symmetric about 0.5,"
            " such as 0.05, 0.5 and 0.95"
        ) from error


def _johnson_on(limits: Limits, tail: float, values: Floats) -> Distribution:
    """The Johnson law whose triple, on the scale of its limits, has these values."""
    triple = Triple(tail, *_restored(values, limits).tolist())
    return SemiBounded(triple, limits[0]) if math.isinf(limits[1]) else DoublyBounded(triple, *limits)


def _metalog(stated: Quantiles, limits: Limits, window: Window) -> Distribution:
    """The metalog law through the quantiles, on the scale of its limits."""

    def family(parameters: Floats) -> Distribution:
        values = _restored(_risen(parameters), limits)
        return metalog(stated.probabilities, tuple(values.tolist()), *limits)

    family(_rises(_normalised(np.array(stated.values), limits)))  # its own error says why, where it is infeasible
    return _fitted(family, _rises(_normalised(np.array(stated.values), limits)), stated, window)


def _rises(values: Floats) -> Floats:
    """Parameters that are free where the values must rise: the first, then the logarithms of the differences."""
    return np.concatenate([values[:1], np.log(np.diff(values))])


def _risen(parameters: Floats) -> Floats:
    """The inverse of `_rises`."""
    return np.asarray(np.cumsum(np.concatenate([parameters[:1], np.exp(np.clip(parameters[1:], -50, 50))])), float)


def _fitted(
    family: Callable[[Floats], Distribution], start: Floats, stated: Quantiles, window: Window, *, exact: bool = True
) -> Distribution:
    """The member of the family with the stated quantiles: that of `start` where it is `exact` and nothing is cut."""
    law = family(start)
    if exact and truncated(law, window) is law:
        return law
    return fit(family, start, dict(zip(stated.probabilities, stated.values, strict=True)), window)
