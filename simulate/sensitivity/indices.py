"""Shares of variance from sums over pick-freeze samples, each with its Monte Carlo error.

A first-order index is estimated by Saltelli et al. 2010 (Computer Physics Communications 181, 259) and by Jansen 1999
(Computer Physics Communications 117, 35), the former for small indices and the latter for large ones above all; a total
index by Jansen 1999. Errors are the jackknife's over batches, which for Sobol' points are independent scramblings.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..answer.statistics.marginal import Estimate
from ..answer.statistics.standard_error import student
from ..kernels.cross_sums import EACH, OWN

Floats = NDArray[np.float64]

#: Estimates that differ by less than this share of their spread are the same but for rounding.
_ROUNDING: Final = 1e-9
#: Batches from which the jackknife's error of a regression holds as often as it says.
_MANY: Final = 16


class Ratios(NamedTuple):
    """What sums say of an output's variance and of the shares of it that the inputs of each hybrid explain.

    `variance` is (..., outputs), all others (..., outputs, hybrids). `by_product` and `by_difference` are two estimates
    of the closed index of the inputs drawn anew, by Saltelli et al. and by Jansen: what these explain together, if they
    are independent of all others. `total` is Jansen's total index of the same inputs: the share that is left of the
    variance if all others are known. `kept` is the closed index of all others by products, as 1 - `total` is by
    differences. Both are valid for dependent inputs too. `everything` (..., outputs, 1) is the total of all inputs by
    the same estimator: 1 but for its error, which has much in common with that of large sets.
    """

    variance: Floats
    by_product: Floats
    by_difference: Floats
    total: Floats
    kept: Floats
    everything: Floats


class Estimates(NamedTuple):
    """Values and standard errors, arrays of one shape."""

    values: Floats
    errors: Floats

    def at(self, *index: int) -> Estimate:
        """The estimate at an index."""
        return Estimate(float(self.values[index]), float(self.errors[index]))


def ratios(sums: Floats) -> Ratios:
    """The shares that `sums` (..., outputs, OWN + EACH * hybrids) give: see `kernels.cross_sums`."""
    n, a, b, aa, bb, ab = np.moveaxis(sums[..., :OWN, None], -2, 0)
    each = sums[..., OWN:].reshape(*sums.shape[:-1], -1, EACH)
    product, from_a, from_b, hybrid, squares = np.moveaxis(each, -1, 0)
    mean = (a + b) / (2 * n)
    variance = np.maximum((aa + bb) / (2 * n) - mean**2, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return Ratios(
            variance[..., 0],
            by_product=(product / n - b / n * (hybrid - a) / n) / variance,
            by_difference=1.0 - from_b / (2 * n * variance),
            total=from_a / (2 * n * variance),
            kept=(((aa + squares - from_a) / 2 - ab) / n - a / n * (hybrid - b) / n) / variance,
            everything=(aa + bb - 2 * ab) / (2 * n * variance),
        )


@dataclass(frozen=True)
class Replicated:
    """The shares that all samples give, and those (batches, ...) that remain if one batch is left out."""

    whole: Ratios
    without: Ratios

    def estimated(self, statistic: Callable[[Ratios], Floats]) -> Estimates:
        """A `statistic` of the shares, and its jackknife's standard error."""
        value, without = statistic(self.whole), statistic(self.without)
        count = len(without)
        if count < 2:
            return Estimates(value, np.full(value.shape, math.inf))
        return Estimates(value, student(count) * np.sqrt((count - 1) * without.var(axis=0)))

    def closed(self, combine: Callable[[Floats], Floats] = np.asarray) -> Estimates:
        """The closed indices of each hybrid's inputs, or what `combine` makes of them (..., outputs, hybrids)."""
        return self._controlled(lambda found: combine(found.by_product), lambda found: combine(found.by_difference))

    def kept(self) -> Estimates:
        """The closed indices of all inputs but each hybrid's, which may depend on these."""
        return self._controlled(lambda found: found.kept, lambda found: 1.0 - found.total)

    def _controlled(self, one: Callable[[Ratios], Floats], other: Callable[[Ratios], Floats]) -> Estimates:
        """What two statistics estimate in common, from both: see `controlled`."""
        whole = one(self.whole), other(self.whole)
        without = one(self.without), other(self.without)
        if len(without[0]) < 3:
            return Estimates(whole[0], np.full(whole[0].shape, math.inf))
        return controlled(*whole, *without)

    def total(self, combine: Callable[[Floats], Floats] = np.asarray) -> Estimates:
        """The total indices of each hybrid's inputs, or what `combine` makes of them (..., outputs, hybrids)."""
        return self.estimated(lambda found: combine(found.total))


def controlled(one: Floats, other: Floats, without_one: Floats, without_other: Floats) -> Estimates:
    """Two estimates of the same shares in one, with weights that make its error small.

    The replicates (batches, ...) without a batch each say how the errors of both go together. What the estimates differ
    by is expected to be 0, which makes it a control variate: one of them is corrected by its regression on it
    (Lavenberg & Welch 1981, Management Science 27, 322). The error is that of the regression, which counts the choice
    of weights: of many batches the jackknife's, which holds for skewed errors too (MacKinnon & White 1985, J.
    Econometrics 29, 305: HC3), of few that of normal ones, as the jackknife's would be too large.
    """
    count = len(without_one)
    first, second = (-(count - 1) * (each - each.mean(axis=0)) for each in (without_one, without_other))
    apart = first - second
    spread = (apart**2).sum(axis=0)
    differ = spread > _ROUNDING**2 * ((first**2).sum(axis=0) + (second**2).sum(axis=0))
    safe = np.where(differ, spread, np.inf)
    weights = (first * apart).sum(axis=0) / safe
    rest = first - weights * apart
    parts = 1.0 / count - (one - other) * apart / safe
    if count < _MANY:
        errors = student(count - 1) * np.sqrt((rest**2).sum(axis=0) / (count - 2) * (parts**2).sum(axis=0))
    else:
        left = np.maximum(1.0 - 1.0 / count - apart**2 / safe, 1.0 / count)
        errors = student(count) * np.sqrt(((parts * rest / left) ** 2).sum(axis=0))
    return Estimates(one - weights * (one - other), errors)


def replicated(batches: Floats) -> Replicated:
    """What sums `batches` (BATCHES, outputs, OWN + EACH * hybrids) give; batches without samples count for nothing."""
    filled = batches[batches[:, 0, 0] > 0]
    whole = filled.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return Replicated(ratios(whole), ratios(whole - filled))
