"""The distribution of an output once draws are weighed: a marginal like that of a run, of effective samples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..answer.enough_samples import never_certain
from ..answer.statistics.intervals import tails
from ..answer.statistics.marginal import PROBABILITIES, Bins, Interval, Marginal
from .weights import OrderedDraws, Weights

Floats = NDArray[np.float64]

#: Relative width of the bins of the histogram, as a power of two.
_FINE: Final = 12


def posterior(prior: Marginal, values: Floats, weights: Weights, levels: Sequence[float]) -> Marginal:
    """The marginal of the draws `values` (n,) of the output of `prior`, weighed; intervals are equal-tailed.

    Its histogram counts effective samples, and its extremes are what that many samples are expected to reach.
    Moments are absent where those of `prior` are.
    """
    ordered = weights.ordered(values)
    count = max(int(weights.effective), 1)
    probabilities = sorted({*PROBABILITIES, *(p for level in levels for p in tails(level))})
    quantiles = ordered.quantiles(probabilities)
    low, high = ordered.at([0.5 / count, 1 - 0.5 / count])
    below = weights.share((values < prior.nominal) + (values == prior.nominal) / 2)
    return replace(
        prior,
        nominal_percentile=never_certain(below, count),
        mean=prior.mean and weights.mean(values),
        sd=prior.sd and weights.sd(values),
        skewness=None,
        minimum=float(low),
        maximum=float(high),
        quantiles=quantiles,
        intervals=tuple(Interval(each, "equal-tailed", *(quantiles[p] for p in tails(each))) for each in levels),
        bins=_bins(ordered, count),
    )


def _bins(ordered: OrderedDraws, count: int) -> Bins:
    """Bins as wide as 2^-12 of their values, with `count` samples dealt to them by weight."""
    mantissa, exponent = np.frexp(ordered.values)
    low = np.ldexp(np.floor(np.ldexp(mantissa, _FINE)), exponent - _FINE)
    last = np.append(np.flatnonzero(np.diff(low)), len(low) - 1)
    reached = np.rint(np.cumsum(ordered.own)[last] * count).astype(np.int64)
    counts = np.diff(reached, prepend=0)
    filled = counts > 0
    edges = low[last][filled]
    return Bins(edges, edges + np.ldexp(1.0, np.frexp(edges)[1] - _FINE), counts[filled])
