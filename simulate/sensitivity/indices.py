"""Shares of variance from sums over pick-freeze samples, each with its Monte Carlo error.

A first-order index is estimated by Saltelli et al. 2010 (Computer Physics Communications 181, 259), or by Jansen 1999
(Computer Physics Communications 117, 35) where that is surer, which it is for large indices; a total index by Jansen
1999. Errors are the jackknife's over batches, which for Sobol' points are independent scramblings.
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


#: What the error of the surer of two estimates is stretched by where they are equally sure, times batches less one.
_SELECTION: Final = 1.5


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
        return _surer(
            self.estimated(lambda found: combine(found.by_product)),
            self.estimated(lambda found: combine(found.by_difference)),
            len(self.without),
        )

    def kept(self) -> Estimates:
        """The closed indices of all inputs but each hybrid's, which may depend on these."""
        by_product = self.estimated(lambda found: found.kept)
        return _surer(by_product, self.estimated(lambda found: 1.0 - found.total), len(self.without))

    def total(self, combine: Callable[[Floats], Floats] = np.asarray) -> Estimates:
        """The total indices of each hybrid's inputs, or what `combine` makes of them (..., outputs, hybrids)."""
        return self.estimated(lambda found: combine(found.total))


def _surer(first: Estimates, second: Estimates, batches: int) -> Estimates:
    """Of two estimates of the same shares that with the smaller error, each share for itself.

    The smaller of two errors that are themselves estimated is too small, most where they are alike: with eight batches
    1.96 of it cover 92 %. It is stretched by 1 + 1.5 r² / (batches - 1), r being their ratio: then 94 to 96 % are
    covered, for normal estimators of any correlation and of errors up to threefold, with 8 batches and with 32.
    """
    chosen = first.errors <= second.errors
    values, least = (np.where(chosen, *pair) for pair in zip(first, second, strict=True))
    most = np.maximum(first.errors, second.errors)
    ratio = np.divide(least, most, out=np.zeros_like(least), where=(most > 0) & np.isfinite(most))
    return Estimates(values, least * (1.0 + _SELECTION * ratio**2 / max(batches - 1, 1)))


def replicated(batches: Floats) -> Replicated:
    """What sums `batches` (BATCHES, outputs, OWN + EACH * hybrids) give; batches without samples count for nothing."""
    filled = batches[batches[:, 0, 0] > 0]
    whole = filled.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return Replicated(ratios(whole), ratios(whole - filled))
