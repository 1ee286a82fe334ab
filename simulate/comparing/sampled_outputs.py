"""Outputs held as samples, and how two of them lie to each other: difference, ratio, and which is below the other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .. import units
from ..answer.comparison import share_of
from ..answer.enough_samples import never_certain
from ..answer.statistics.intervals import tails
from ..answer.statistics.marginal import PROBABILITIES, Bins, Estimate, Interval, Marginal
from ..units import Unit
from .joint import DIFFERENCE, RATIO
from .sample_estimates import mean_of, quantiles_of

Floats = NDArray[np.float64]

#: Relative width of the bins that samples are put into for a picture, as a power of two.
_FINE: Final = 12


@dataclass(frozen=True)
class SampledOutput:
    """The samples of an output: `values` (n,) and the value at `nominal` values, as numbers of `unit`."""

    name: str
    values: Floats
    nominal: float
    unit: Unit
    substance: str = ""

    def marginal(self, levels: Sequence[float], *, binned: bool = False) -> Marginal:
        """The distribution of the samples, with equal-tailed intervals at `levels`.

        All samples are in one bin unless they are to be `binned`, which takes longer than all else.
        """
        low, high = float(self.values.min()), float(self.values.max())
        one = Bins(np.array([low]), np.array([high]), np.array([len(self.values)]))
        probabilities = sorted({*PROBABILITIES, *(p for level in levels for p in tails(level))})
        quantiles = dict(zip(probabilities, quantiles_of(self.values, probabilities), strict=True))
        return Marginal(
            output=self.name,
            unit=replace(self.unit, factor=Fraction(1)),
            coordinates={},
            nominal=self.nominal,
            nominal_percentile=self._percentile(),
            mean=mean_of(self.values, batched=False),
            sd=None,
            skewness=None,
            without_moments="",
            minimum=low,
            maximum=high,
            quantiles=quantiles,
            intervals=tuple(Interval(each, "equal-tailed", *(quantiles[p] for p in tails(each))) for each in levels),
            bins=_bins(self.values) if binned else one,
            substance=self.substance,
        )

    def _percentile(self) -> Estimate:
        count = len(self.values)
        share = float((self.values < self.nominal).mean() + (self.values == self.nominal).mean() / 2)
        return never_certain(Estimate(share, math.sqrt(share * (1 - share) / count)), count)

    def less(self, other: SampledOutput) -> SampledOutput:
        """The difference to an `other` output, sample by sample."""
        return replace(self, name=DIFFERENCE, values=self.values - other.values, nominal=self.nominal - other.nominal)

    def over(self, other: SampledOutput) -> SampledOutput:
        """The ratio to an `other` output, which is not 0, sample by sample."""
        return SampledOutput(RATIO, self.values / other.values, self.nominal / other.nominal, units.ONE)

    def below(self, other: SampledOutput) -> Estimate:
        """How often this output is below an `other` one; ties count half."""
        inside, halves = int((self.values < other.values).sum()), int((self.values == other.values).sum())
        size = np.array([len(self.values)])
        return share_of(np.array([inside]), size, halves=np.array([halves]), batched=False)

    def shuffled(self, number: int) -> SampledOutput:
        """The samples in another order, which draws nothing together with others; the same order for one `number`."""
        generator = np.random.Generator(np.random.Philox(key=number + 1))
        return replace(self, values=generator.permutation(self.values))


def _bins(values: Floats) -> Bins:
    """Bins as wide as 2^-12 of their values, as those of a run are."""
    mantissa, exponent = np.frexp(values)
    low = np.ldexp(np.floor(np.ldexp(mantissa, _FINE)), exponent - _FINE)
    edges, counts = np.unique(low, return_counts=True)
    return Bins(edges, edges + np.ldexp(1.0, np.frexp(edges)[1] - _FINE), counts.astype(np.int64))
