"""The answer of one run: a marginal for each output at each coordinate, and all that is needed to have it again.

It is a record of plain numbers and arrays. What prints, plots and exports an answer knows nothing else; a DataTree is
the form in which it is written, from which it can be read back.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..scenario.scenario import Input
from ..units import Unit
from .subject import Subject

Kind = Literal["equal-tailed", "shortest"]
#: Quantiles every answer has, beside the ends of its intervals.
PROBABILITIES = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99)
#: The default levels of credible intervals; the headline's is the middle one.
LEVELS = (0.5, 0.9, 0.95)
HEADLINE_LEVEL = 0.9
#: Letters of a hash that people see, and must give at least.
HASH_LETTERS = 12


def headline_level(levels: Sequence[float]) -> float:
    """The level of the interval that is quoted: the usual one, or the middle one of those asked for."""
    ordered = sorted(levels)
    return HEADLINE_LEVEL if HEADLINE_LEVEL in ordered else ordered[len(ordered) // 2]


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


@dataclass(frozen=True)
class Marginal:
    """The distribution of one output at one coordinate: its statistics and its histogram.

    Numbers are in base units as a run gives them, and in `unit` once `in_unit` is applied. `substance` is what a mass
    is of, such as CO2e. `nominal_percentile` is the probability below the nominal value. `mean`, `sd` and `skewness`
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

    @property
    def samples(self) -> int:
        """The number of samples."""
        return int(self.bins.counts.sum())

    @property
    def constant(self) -> bool:
        """Whether all samples are one value, so that no percentile means anything."""
        return self.minimum == self.maximum

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


@dataclass(frozen=True)
class InputDiagnostics:
    """The mean and the quantiles of the first draws of one input, in base units."""

    input: Input
    mean: float
    quantiles: Mapping[float, float]


@dataclass(frozen=True)
class CorrelationDiagnostics:
    """The correlation of a pair of inputs as asked for and as realised, on `scale`.

    With the laws of the two, it can be anything within `reach`.
    """

    first: str
    second: str
    scale: str
    asked: float
    realised: float
    reach: tuple[float, float] = (-1.0, 1.0)


@dataclass(frozen=True)
class Comparison:
    """How often an output at the coordinate `first` lies below itself at `second`, sample by sample.

    `shared` are the inputs and factors that both draw from the same points, `apart` those that each draws for itself.
    """

    output: str
    first: Mapping[str, str]
    second: Mapping[str, str]
    probability: Estimate
    shared: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shortfall:
    """A tolerance that was not kept: the share `asked` for, the one `reached`, and the samples `needed`.

    `needed` is None if the run was too short to estimate it.
    """

    asked: float
    reached: float
    needed: int | None


@dataclass(frozen=True)
class Draws:
    """The first samples themselves: `inputs` (input, sample) and `outputs` (marginal, sample), in base units."""

    inputs: NDArray[np.float64]
    outputs: NDArray[np.float64]


@dataclass(frozen=True)
class Answer:
    """The answer of one run, and all that is needed to have it again.

    `headline` is the output that is quoted. `hash` identifies the resolved scenario and the model's sources; `versions`
    names the libraries and `processor` its features, within which the same bits come back. `warnings` are those about
    the file, its nominal values and the run; `cautions` are those of them without which the answer would mislead, which
    are always printed. Marginals are ordered by coordinate, then by output. `seconds` is 0 if unknown.
    """

    subject: Subject
    headline: str
    hash: str
    samples: int
    seed: int
    design: Literal["random", "sobol"]
    levels: tuple[float, ...]
    marginals: tuple[Marginal, ...]
    inputs: tuple[InputDiagnostics, ...]
    correlations: tuple[CorrelationDiagnostics, ...]
    warnings: tuple[str, ...]
    versions: Mapping[str, str]
    processor: str
    interrupted: bool = False
    seconds: float = 0.0
    draws: Draws | None = None
    comparisons: tuple[Comparison, ...] = ()
    shortfall: Shortfall | None = None
    cautions: tuple[str, ...] = ()

    @property
    def outputs(self) -> list[str]:
        """The names of the outputs, in order."""
        return list(dict.fromkeys(marginal.output for marginal in self.marginals))

    @property
    def main(self) -> Marginal:
        """The marginal that is quoted: that of the headline's output at the first coordinate."""
        return next(marginal for marginal in self.marginals if marginal.output == self.headline)

    def of(self, output: str) -> list[Marginal]:
        """The marginals of `output`, one a coordinate."""
        return [marginal for marginal in self.marginals if marginal.output == output]

    def marginal(self, output: str, at: Mapping[str, str]) -> Marginal | None:
        """The first marginal of `output` at the coordinate `at`, which need not name every axis; None without any."""
        found = (each for each in self.of(output) if at.items() <= each.coordinates.items())
        return next(found, None)

    def in_units(self) -> Answer:
        """The same answer with the numbers of every output, draws included, in the unit that people read."""
        draws = self.draws
        if draws:
            rows = zip(self.marginals, draws.outputs, strict=True)
            draws = replace(draws, outputs=np.array([marginal.unit.from_base(row) for marginal, row in rows]))
        return replace(self, marginals=tuple(marginal.in_unit() for marginal in self.marginals), draws=draws)
