"""Quantiles and probabilities read off a histogram, each with its Monte Carlo error.

Random design: the number of samples below a quantile is binomial. Sobol' design: the batches are independent
randomizations, and the spread of their shares below the quantile is what is left of chance (Owen 1998; L'Ecuyer &
Lemieux 2002).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...engine.histogram import Histogram
from .common_cells import CommonCells
from .marginal import Estimate
from .percentile import shares_below
from .standard_error import student

Floats = NDArray[np.float64]

_LEAST = np.finfo(np.float64).tiny
#: Standard errors of a probability, on either side of it, over which the slope of the quantiles is taken: it turns an
#: error of the probability into one of the quantile, and must hold as far as 95 % ranges reach.
_REACH = 2.0


@dataclass(frozen=True)
class OutputSamples:
    """The samples of one output, by their bins: an empirical distribution, linear within bins.

    `ends` (2,) are the smallest and the largest sample; `batched` says that the batches are independent randomizations.
    """

    bins: Histogram
    ends: Floats
    batched: bool = False

    @cached_property
    def total(self) -> int:
        """The number of samples."""
        return int(self.bins.counts.sum())

    @cached_property
    def cells(self) -> CommonCells:
        """The samples as one distribution, none of whose cells reaches beyond the outermost samples."""
        low, high = self.bins.edges
        return CommonCells(np.maximum(low, self.ends[0]), np.minimum(high, self.ends[1]), self._cumulative[None])

    @cached_property
    def _cumulative(self) -> Floats:
        """The share of the samples before each bin, then 1, (n + 1,)."""
        return np.append(0.0, np.cumsum(self.bins.counts) / self.total)

    def quantile(self, probabilities: ArrayLike) -> Floats:
        """The values below which these shares of the samples lie."""
        p = np.asarray(probabilities, float)
        return self.cells.quantile(p.ravel()).reshape(p.shape)

    def below(self, value: float) -> float:
        """The share of the samples below `value`, half of those that equal it included."""
        low = self.cells.low
        index = int(np.clip(np.searchsorted(low, value, side="right") - 1, 0, len(low) - 1))
        share = self._shares(value, slice(index, index + 1))[0]
        before, after = self._cumulative[index : index + 2]
        return float(before + share * (after - before))

    def _shares(self, value: float, which: slice = slice(None)) -> Floats:
        """The share of each bin that lies below `value`, (n,)."""
        return shares_below(self.cells.low[which], self.cells.high[which], value)

    def probability(self, value: float) -> Estimate:
        """The probability below `value`."""
        p = self.below(value)
        return Estimate(p, float(self._share_errors(np.array([p]), [value])[0]))

    def estimates(self, probabilities: ArrayLike) -> list[Estimate]:
        """The quantiles at `probabilities`, each with its error."""
        p = np.asarray(probabilities, float)
        reach = _REACH * np.sqrt(p * (1.0 - p) / self.total)
        near = np.clip(np.array([p - reach, p, p + reach]), 0.0, 1.0)
        below, values, above = self.quantile(near)
        slopes = (above - below) / np.maximum(near[2] - near[0], _LEAST)
        errors = slopes * self._share_errors(p, values) if self.total > 1 else np.full(p.shape, math.inf)
        return [Estimate(*pair) for pair in zip(values.tolist(), errors.tolist(), strict=True)]

    def _share_errors(self, p: Floats, values: Sequence[float] | Floats) -> Floats:
        """The standard errors of the shares `p` of samples below `values`.

        Where batches agree, the counts are still whole numbers: each is off by a rounding, whose variance is 1/12.
        Independent samples would know a share near 0 or 1 better than that, and so do these.
        """
        independent = np.asarray(np.sqrt(p * (1.0 - p) / self.total))
        if not self.batched:
            return independent
        shares = np.array([self.bins.batch_shares(self._shares(value)) for value in values])
        count = shares.shape[1]
        if count < 2:
            return np.full(p.shape, math.inf)
        spread = student(count) * shares.std(axis=1, ddof=1) / math.sqrt(count)
        least = np.minimum(math.sqrt(count / 12) / self.total, independent)
        return np.asarray(np.maximum(spread, least))
