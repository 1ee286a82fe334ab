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
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .marginal import Estimate
from .standard_error import last_axis, standard_error, stretch, student

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Errors:
    """A moment of each output, and its Monte Carlo standard error, both (outputs,)."""

    values: Floats
    errors: Floats

    def of(self, output: int) -> Estimate:
        """That of one output."""
        return Estimate(float(self.values[output]), float(self.errors[output]))


def estimates(batches: Floats, *, batched: bool) -> tuple[Errors, Errors, Errors]:
    """Mean, standard deviation and skewness of each output.

    `batches` (batch, outputs, 5) are count, mean, and second to fourth central sum, none of them empty.
    """
    n, mean = batches[..., 0], batches[..., 1]
    centre = np.array([n[:, o] @ mean[:, o] / n[:, o].sum() for o in range(n.shape[1])])
    sums = _about(batches, centre)
    found, sd = (_balanced_mean(sums), _jackknifed(_sd, sums)) if batched else _random(sums)
    return replace(found, values=centre + found.values), sd, _skewness(sums)


def _about(batches: Floats, centre: Floats) -> Floats:
    """Count and the sums of the first four powers of the deviations from `centre`, for each batch and output."""
    n, mean, m2, m3, m4 = np.moveaxis(batches, -1, 0)
    d = mean - centre
    return np.stack(
        [n, n * d, m2 + n * d**2, m3 + 3 * d * m2 + n * d**3, m4 + 4 * d * m3 + 6 * d**2 * m2 + n * d**4], axis=-1
    )


def _balanced_mean(sums: Floats) -> Errors:
    """The mean of independent randomizations, one a batch, and the error that their spread shows."""
    means = _mean(sums)
    count = len(means)
    values = _mean(sums.sum(axis=0))
    if count < 2:
        return Errors(values, np.full(values.shape, math.inf))
    return Errors(values, student(count) * last_axis(means).std(axis=-1, ddof=1) / math.sqrt(count))


def _random(sums: Floats) -> tuple[Errors, Errors]:
    """Mean and standard deviation of independent samples."""
    totals = sums.sum(axis=0)
    count, (n, first, second, _, fourth) = float(totals[0, 0]), np.moveaxis(totals, -1, 0)
    unsure = np.full(first.shape, math.inf)
    if count < 2:
        return Errors(first, unsure), Errors(np.zeros(first.shape), unsure)
    variance = second / n
    mean = Errors(first / n, np.sqrt(variance / n))
    sd = np.sqrt(second / (n - 1))
    if count < 3:  # two lie equally far from their mean, however wide the law is
        return mean, Errors(sd, unsure)
    spread = np.sqrt(np.maximum(fourth / n - variance**2, 0.0) / n)
    # of two values that are equally likely the fourth moment has no spread, and the variance one of √2 / n of itself
    first_order = stretch(_pseudo(_sd, sums)) * spread / np.where(sd > 0, 2.0 * sd, np.inf)
    return mean, Errors(sd, np.maximum(first_order, sd / (math.sqrt(2.0) * count)))


def _skewness(sums: Floats) -> Errors:
    """The skewness, with the larger of two errors: that of the ratio, and that of its third moment alone.

    Where a tail is heavy, the same few samples raise both the third moment and the standard deviation it is divided by,
    which hides in their ratio how unsure both are. Where there are two heaps, the third moment may hardly depend on how
    many samples fall into each, and the ratio does.
    """
    third = _jackknifed(_third, sums)
    with np.errstate(over="ignore"):  # one by one: numpy's array loop rounds otherwise than C's `pow`
        cubes = np.array([np.float64(sd) ** 3 for sd in _sd(sums.sum(axis=0)).tolist()])
    unit = np.where(cubes > 0, cubes, 1.0)
    errors = np.maximum(third.errors / unit, _jackknifed(_standardised, sums).errors)
    return Errors(np.where(cubes > 0, third.values / unit, 0.0), errors)


def _jackknifed(statistic: Callable[[Floats], Floats], sums: Floats) -> Errors:
    """`statistic` of all batches, and the error that they show."""
    return Errors(statistic(sums.sum(axis=0)), standard_error(_pseudo(statistic, sums)))


def _pseudo(statistic: Callable[[Floats], Floats], sums: Floats) -> Floats:
    """What each batch contributes to `statistic`, (batches, outputs): Tukey's pseudo-values, from leaving it out."""
    count, whole = len(sums), sums.sum(axis=0)
    if count < 2:
        return statistic(whole)[None]
    return count * statistic(whole) - (count - 1) * statistic(whole - sums)


def _mean(sums: Floats) -> Floats:
    """First moment of `sums` (..., 5)."""
    return np.asarray(sums[..., 1] / sums[..., 0])


def _sd(sums: Floats) -> Floats:
    """Root of the second central moment."""
    return np.asarray(np.sqrt(np.maximum(sums[..., 2] / sums[..., 0] - _mean(sums) ** 2, 0.0)))


def _third(sums: Floats) -> Floats:
    """Third central moment."""
    n, _, second, third, _ = np.moveaxis(sums, -1, 0)
    d = _mean(sums)
    return np.asarray(third / n - 3 * d * second / n + 2 * d**3)


def _standardised(sums: Floats) -> Floats:
    """Third central moment over the cube of the standard deviation; 0 where that is 0."""
    unit = _sd(sums) ** 3
    return np.asarray(_third(sums) / np.where(unit > 0, unit, np.inf))
