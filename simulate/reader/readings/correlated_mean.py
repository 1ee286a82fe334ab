"""The standard error of the mean of readings that are correlated in time.

The variance of the mean of n readings is the sum of all their covariances over n² (Zięba, Effective number of
observations and unbiased estimators of variance for autocorrelated data, Metrol. Meas. Syst. 17, 2010). The sum is cut
at the first lag W that is at least five times the correlation time summed so far (Sokal, Monte Carlo methods in
statistical mechanics, 1997), and the bias from subtracting the mean of the readings themselves is removed (Wolff, Monte
Carlo errors with less errors, Comput. Phys. Commun. 156, 2004).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Correlation times after which covariances are left out: e^-5 of an exponential decay remains.
_WINDOW = 5.0
#: Lags that always count; an even number of them, as the signs of anticorrelated readings take turns.
_FEWEST_LAGS = 4
#: A readings with more slots per reading than this is too uneven for lags to be counted in slots.
_SPARSEST = 50

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class CorrelatedMean:
    """The mean of readings and its standard error, in their unit.

    `spread` is the standard deviation of the readings, `effective` the number of independent readings with the same
    error, `freedom` the degrees of freedom of the error, and `correlation` the seconds over which readings are alike:
    the integral of their correlation over positive and negative lags.
    """

    mean: float
    error: float
    spread: float
    effective: float
    freedom: float
    correlation: float


def correlated_mean(times: Floats, values: Floats) -> CorrelatedMean:
    """The mean of `values` at increasing `times` [s], both (readings,), and its error.

    Lags are counted in steps of the median time between readings; missing readings leave slots empty. The degrees of
    freedom are those of a sum of 2 W + 1 covariances, n / (2 W + 1).

    >>> rng = np.random.default_rng(1)
    >>> found = correlated_mean(np.arange(10_000.0), rng.normal(0, 1, 10_000))
    >>> 0.009 < found.error < 0.011
    True
    """
    count, mean = len(values), float(values.mean())
    spread = float(values.std(ddof=1)) if count > 1 else 0.0
    if count < 2 or spread <= 1e-13 * abs(mean):
        return CorrelatedMean(mean, 0.0, 0.0, float(count), float(count), 0.0)
    step = float(np.median(np.diff(times)))
    products, pairs = _lagged(times, values - mean, step)
    window = _window(products / np.maximum(pairs, 1.0))
    variance = _variance_of_mean(products, pairs, window)
    lags = max(2 * window + 1, 1)
    correlation = step * count * variance / spread**2
    return CorrelatedMean(mean, math.sqrt(variance), spread, spread**2 / variance, count / lags, correlation)


def _lagged(times: Floats, centred: Floats, step: float) -> tuple[Floats, Floats]:
    """The sum of products of readings a lag apart, and how many pairs there are, by lag in steps, (lags,)."""
    slots = np.round((times - times[0]) / step).astype(np.int64)
    size = int(slots[-1]) + 1
    if size > _SPARSEST * len(slots) + 1000:
        slots, size = np.arange(len(slots)), len(slots)
    values = np.bincount(slots, centred, size)
    present = np.bincount(slots, None, size).astype(float)
    length = 1 << (2 * size - 1).bit_length()
    products = np.fft.irfft(np.abs(np.fft.rfft(values, length)) ** 2, length)[:size]
    pairs = np.round(np.fft.irfft(np.abs(np.fft.rfft(present, length)) ** 2, length)[:size])
    return products, pairs


def _window(covariances: Floats) -> int:
    """The first lag that is at least five correlation times; the last lag if there is none."""
    times = 0.5 + np.cumsum(covariances[1:]) / covariances[0]
    lags = np.arange(1, len(times) + 1)
    long_enough = np.flatnonzero(lags >= np.maximum(_WINDOW * times, _FEWEST_LAGS))
    return int(lags[long_enough[0]]) if len(long_enough) else len(times)


def _variance_of_mean(products: Floats, pairs: Floats, window: int) -> float:
    """The variance of the mean; that of independent readings where anticorrelation leaves nothing."""
    count = pairs[0]
    within = slice(1, window + 1)
    total = products[0] + 2 * products[within].sum()
    used = pairs[0] + 2 * pairs[within].sum()
    independent = float(products[0] / (count * max(count - 1, 1.0)))
    if total <= 0 or used >= count**2:
        return independent
    return float(total / (count**2 - used))
