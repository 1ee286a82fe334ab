"""Shares of a ratio's logarithm, from the logarithms of linked outputs for each set of inputs that is switched."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..answer.statistics.marginal import Estimate
from .explained import LEVEL, Share
from .sample_estimates import mean_of, quantiles_of

Floats = NDArray[np.float64]

#: Logarithms of factors that are smaller are what rounding leaves.
_ROUNDING: Final = 1e-12


@dataclass(frozen=True)
class RatioShares:
    """Shares from the logarithms at nominal values (sets, links) and in samples (sets, links, samples).

    `drawn` is None if an output is not positive in every sample; `batched` says whether samples are of a Sobol' design.
    """

    nominal: Floats
    drawn: Floats | None
    batched: bool

    def whole(self, link: int, before: int | None = None) -> Share:
        """The share of all inputs: the last set's logarithm less the first's."""
        weights = np.zeros(len(self.nominal))
        weights[-1] += 1.0
        weights[0] -= 1.0  # the same set if no input differs
        return self.share(weights, link, before)

    def share(self, weights: Floats, link: int, before: int | None = None, *, pairs: Sequence[Floats] = ()) -> Share:
        """The share that `weights` (sets,) of the sets give of output `link`, over the output `before`.

        With `pairs`, the weights of pairs of random orders, the error of their choice is in that of the mean.
        """
        at_nominal = math.exp(float(_settled(weights @ _over(self.nominal, link, before))))
        if self.drawn is None:
            return Share(at_nominal)
        logs = _over(self.drawn, link, before)
        values = _settled(weights @ logs)
        low, high = quantiles_of(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
        mean = mean_of(values, batched=self.batched)
        if pairs:
            apart = np.array([each @ logs.mean(axis=1) for each in pairs])
            error = math.hypot(mean.error, float(apart.std(ddof=1)) / math.sqrt(len(pairs)))
            mean = Estimate(mean.value, error)
        return Share(at_nominal, mean, _exponential(low), _exponential(high))


def _settled(logs: Floats) -> Floats:
    """Shares of logarithms, 0 where they are no more than rounding."""
    return np.where(np.abs(logs) < _ROUNDING, 0.0, logs)


def _exponential(log: Estimate) -> Estimate:
    value = math.exp(log.value)
    return Estimate(value, value * log.error)


def _over(logs: Floats, link: int, before: int | None) -> Floats:
    found: Floats = logs[:, link] if before is None else logs[:, link] - logs[:, before]
    return found
