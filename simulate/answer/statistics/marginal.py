"""The distribution of one output at one coordinate: quantiles, intervals, moments and the histogram itself."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ...units import Unit

#: The relative difference up to which two floats are one value, in whatever unit.
_SAME = 1e-12
Kind = Literal["equal-tailed", "shortest"]
#: Quantiles every answer has, beside the ends of its intervals.
PROBABILITIES = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99)


@dataclass(frozen=True)
class Estimate:
    """A number of a run and its Monte Carlo standard error."""

    value: float
    error: float

    def in_unit(self, unit: Unit) -> Estimate:
        """The same estimate, of base units, as a number of `unit`."""
        return Estimate(unit.from_base(self.value), unit.from_base(self.error))


@dataclass(frozen=True)
class Interval:
    """A credible interval: the output lies between these ends with probability `level`."""

    level: float
    kind: Kind
    low: Estimate
    high: Estimate

    def in_unit(self, unit: Unit) -> Interval:
        """The same interval, of base units, in numbers of `unit`."""
        return replace(self, low=self.low.in_unit(unit), high=self.high.in_unit(unit))


@dataclass(frozen=True)
class Bins:
    """The filled bins of an output's histogram, ascending: ``counts[i]`` samples from ``low[i]`` to ``high[i]``."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    counts: NDArray[np.int64]

    def share_of(self, value: float) -> float:
        """The share of the samples that equal `value`: a value of many of them has a bin of no width.

        >>> Bins(np.array([0.0, 1.0]), np.array([0.0, 2.0]), np.array([3, 7])).share_of(0.0)
        0.3
        """
        equal = (self.low == self.high) & np.isclose(self.low, value, rtol=_SAME, atol=0.0)
        return float(self.counts[equal].sum() / self.counts.sum())


@dataclass(frozen=True)
class Marginal:
    """The distribution of one output at one coordinate: its statistics and its histogram.

    Numbers are in base units as a run gives them, and in `unit` once `in_unit` is applied. `substance` is what a mass
    is of, such as CO2e. `reduced` is ``month: sum`` for a sum over a dimension.
    `nominal_percentile` is the probability below the nominal value. `mean`, `sd` and `skewness`
    are None if they do not exist, and an error of theirs is infinite if it does not; `without_moments` says why.
    """

    output: str
    unit: Unit
    coordinates: Mapping[str, str]
    nominal: float
    nominal_percentile: Estimate
    mean: Estimate | None
    sd: Estimate | None
    skewness: Estimate | None
    without_moments: str
    minimum: float
    maximum: float
    quantiles: Mapping[float, Estimate]
    intervals: tuple[Interval, ...]
    bins: Bins
    substance: str = ""
    reduced: str = ""

    @property
    def is_sum(self) -> bool:
        """Whether it adds up a dimension, so that it is not for one functional unit."""
        return self.reduced.endswith(": sum")

    @property
    def samples(self) -> int:
        """The number of samples."""
        return int(self.bins.counts.sum())

    @property
    def constant(self) -> bool:
        """Whether all samples are one value, so that no percentile means anything."""
        return self.minimum == self.maximum

    @property
    def nominal_share(self) -> float:
        """The share of the samples that equal the nominal value; its percentile is in the middle of theirs."""
        return self.bins.share_of(self.nominal)

    @property
    def median(self) -> Estimate:
        """The quantile at 0.5."""
        return self.quantiles[0.5]

    @property
    def lacking(self) -> str:
        """Which of mean, sd and the sd's error do not exist, in words; empty if all do."""
        if not self.without_moments or not (self.sd is None or math.isinf(self.sd.error)):
            return ""
        if self.sd is None:
            return "no sd" if self.mean else "no mean or sd"
        return "an sd whose Monte Carlo error does not exist"

    def interval(self, level: float, kind: Kind = "equal-tailed") -> Interval:
        """The interval of that level and kind; raises KeyError if it was not asked for."""
        for found in self.intervals:
            if found.level == level and found.kind == kind:
                return found
        raise KeyError(level, kind)

    def in_unit(self, unit: Unit | None = None) -> Marginal:
        """The same marginal in numbers of `unit`, by default its own; its own unit is then of factor 1."""
        unit = unit or self.unit
        low, high = (unit.from_base(edges) for edges in (self.bins.low, self.bins.high))
        return replace(
            self,
            unit=replace(unit, factor=Fraction(1)),
            nominal=unit.from_base(self.nominal),
            mean=self.mean and self.mean.in_unit(unit),
            sd=self.sd and self.sd.in_unit(unit),
            minimum=unit.from_base(self.minimum),
            maximum=unit.from_base(self.maximum),
            quantiles={p: estimate.in_unit(unit) for p, estimate in self.quantiles.items()},
            intervals=tuple(each.in_unit(unit) for each in self.intervals),
            bins=Bins(low, high, self.bins.counts),
        )
