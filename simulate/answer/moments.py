"""Mean, standard deviation and skewness from the batches' moments, each with its Monte Carlo error.

Random design: the variance is divided by n - 1, and the errors of mean and standard deviation follow from the moments
themselves. Sobol' design, whose points are balanced for n, and skewness: a jackknife over batches (Efron & Stein 1981);
the mean's is no more than the spread of the batches' own means, which are unbiased and independent.

Where a tail is heavy, a few samples decide on the higher moments. A run without them comes out low and does not know
it, so the errors of standard deviation and skewness are stretched by what the batches' own skewness shows (`stretch`).
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from .marginal import Estimate
from .standard_error import standard_error, stretch, student

Floats = NDArray[np.float64]


def estimates(batches: Floats, *, batched: bool) -> tuple[Estimate, Estimate, Estimate]:
    """Mean, standard deviation and skewness; `batches` (batch, 5): count, mean, second to fourth central sum."""
    batches = batches[batches[:, 0] > 0]
    centre = float(batches[:, 0] @ batches[:, 1] / batches[:, 0].sum())
    sums = _about(batches, centre)
    mean, sd = (_balanced_mean(sums), _jackknifed(_sd, sums)) if batched else _random(sums)
    return Estimate(centre + mean.value, mean.error), sd, _skewness(sums)


def _about(batches: Floats, centre: float) -> Floats:
    """Count and the sums of the first four powers of the deviations from `centre`, for each batch."""
    n, mean, m2, m3, m4 = batches.T
    d = mean - centre
    return np.column_stack(
        [n, n * d, m2 + n * d**2, m3 + 3 * d * m2 + n * d**3, m4 + 4 * d * m3 + 6 * d**2 * m2 + n * d**4]
    )


def _balanced_mean(sums: Floats) -> Estimate:
    """The mean of independent randomizations, one a batch, and the error that their spread shows."""
    means = _mean(sums)
    count = len(means)
    error = student(count) * float(means.std(ddof=1)) / math.sqrt(count) if count > 1 else math.inf
    return Estimate(float(_mean(sums.sum(axis=0))), error)


def _random(sums: Floats) -> tuple[Estimate, Estimate]:
    """Mean and standard deviation of independent samples."""
    n, first, second, _, fourth = sums.sum(axis=0)
    if n < 2:
        return Estimate(float(first), math.inf), Estimate(0.0, math.inf)
    variance = second / n
    mean = Estimate(float(first / n), float(np.sqrt(variance / n)))
    sd = float(np.sqrt(second / (n - 1)))
    spread = np.sqrt(max(fourth / n - variance**2, 0.0) / n)
    if n < 3:  # two lie equally far from their mean, however wide the law is
        return mean, Estimate(sd, math.inf)
    # of two values that are equally likely the fourth moment has no spread, and the variance one of √2 / n of itself
    first_order = stretch(_pseudo(_sd, sums)) * float(spread) / (2.0 * sd) if sd else 0.0
    return mean, Estimate(sd, max(first_order, sd / (math.sqrt(2.0) * float(n))))


def _skewness(sums: Floats) -> Estimate:
    """The skewness, with the larger of two errors: that of the ratio, and that of its third moment alone.

    Where a tail is heavy, the same few samples raise both the third moment and the standard deviation it is divided by,
    which hides in their ratio how unsure both are. Where there are two heaps, the third moment may hardly depend on how
    many samples fall into each, and the ratio does.
    """
    third, unit = _jackknifed(_third, sums), float(_sd(sums.sum(axis=0))) ** 3
    if not unit:
        return Estimate(0.0, third.error)
    return Estimate(third.value / unit, max(third.error / unit, _jackknifed(_standardised, sums).error))


def _jackknifed(statistic: Callable[[Floats], Floats], sums: Floats) -> Estimate:
    """`statistic` of all batches, and the error that they show."""
    return Estimate(float(statistic(sums.sum(axis=0))), standard_error(_pseudo(statistic, sums)))


def _pseudo(statistic: Callable[[Floats], Floats], sums: Floats) -> Floats:
    """What each batch contributes to `statistic`, (batches,): Tukey's pseudo-values, from leaving it out."""
    count, whole = len(sums), sums.sum(axis=0)
    if count < 2:
        return np.array([statistic(whole)])
    return count * statistic(whole) - (count - 1) * statistic(whole - sums)


def _mean(sums: Floats) -> Floats:
    """First moment of `sums` (5,), or of each row of (n, 5)."""
    n, first, *_ = sums.T
    return np.asarray(first / n)


def _sd(sums: Floats) -> Floats:
    """Root of the second central moment."""
    n, _, second, *_ = sums.T
    return np.asarray(np.sqrt(np.maximum(second / n - _mean(sums) ** 2, 0.0)))


def _third(sums: Floats) -> Floats:
    """Third central moment."""
    n, _, second, third, _ = sums.T
    d = _mean(sums)
    return np.asarray(third / n - 3 * d * second / n + 2 * d**3)


def _standardised(sums: Floats) -> Floats:
    """Third central moment over the cube of the standard deviation; 0 where that is 0."""
    unit = _sd(sums) ** 3
    return np.asarray(_third(sums) / np.where(unit > 0, unit, np.inf))
