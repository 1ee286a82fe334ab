"""What a run has to say, before it is printed, plotted or stored: one record for each output at each coordinate.

Every value is in base units; a record's `unit` says in which a person reads it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..scenario.scenario import Scenario
from ..units import Unit

Kind = Literal["equal-tailed", "shortest"]
#: Quantiles every answer has, beside the ends of its intervals.
PROBABILITIES = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99)
#: Levels of credible intervals where none are asked for; the headline's is the middle one.
LEVELS = (0.5, 0.9, 0.95)
HEADLINE_LEVEL = 0.9
#: As much of a hash as people are shown, and must say at least.
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


@dataclass(frozen=True)
class Interval:
    """A credible interval: between these ends the output lies with probability `level`."""

    level: float
    kind: Kind
    low: Estimate
    high: Estimate


@dataclass(frozen=True)
class Bins:
    """The output's histogram: bin i holds ``counts[i]`` samples between ``low[i]`` and ``high[i]``, ascending."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    counts: NDArray[np.int64]


@dataclass(frozen=True)
class Record:
    """All about one output at one coordinate.

    `nominal_percentile` is the probability below the nominal value. `mean`, `sd` and `skewness` are None where they do
    not exist, and an error of theirs is infinite where it does not; `without_moments` says why.
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

    @property
    def samples(self) -> int:
        """How many samples it is made of."""
        return int(self.bins.counts.sum())

    @property
    def constant(self) -> bool:
        """Whether all samples are one value, so that there is no percentile to tell."""
        return self.minimum == self.maximum

    @property
    def lacking(self) -> str:
        """Which of mean, sd and the sd's error the answer does not have, in words; most often none."""
        if not self.without_moments or not (self.sd is None or math.isinf(self.sd.error)):
            return ""
        if self.sd is None:
            return "no sd" if self.mean else "no mean or sd"
        return "an sd whose Monte Carlo error does not exist"

    def interval(self, level: float, kind: Kind = "equal-tailed") -> Interval:
        """The interval of that level and kind; KeyError where it was not asked for."""
        for found in self.intervals:
            if found.level == level and found.kind == kind:
                return found
        raise KeyError(level, kind)


@dataclass(frozen=True)
class Realised:
    """What the first draws of one input came to: their mean and quantiles, in base units."""

    input: str
    mean: float
    quantiles: Mapping[float, float]


@dataclass(frozen=True)
class Dependence:
    """A pair of inputs that were to move together: the correlation asked for and the one realised, on `scale`.

    Their laws can reach those between `reach`.
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

    `needed` is None where the run was too short to tell.
    """

    asked: float
    reached: float
    needed: int | None


@dataclass(frozen=True)
class Draws:
    """The first samples themselves: `inputs` (input, sample) and `outputs` (record, sample), in base units."""

    inputs: NDArray[np.float64]
    outputs: NDArray[np.float64]


@dataclass(frozen=True)
class Summary:
    """The answer of one run, and all that is needed to have it again.

    `hash` identifies the resolved scenario and the model's sources; `versions` names the libraries and `processor` its
    features, within which the same bits come back. `cautions` are those of the `warnings` without which the answer
    would mislead: they are told with it, be warnings wanted or not.
    """

    scenario: Scenario
    hash: str
    samples: int
    seed: int
    design: Literal["random", "sobol"]
    levels: tuple[float, ...]
    records: tuple[Record, ...]
    inputs: tuple[Realised, ...]
    dependence: tuple[Dependence, ...]
    warnings: tuple[str, ...]
    versions: Mapping[str, str]
    processor: str
    interrupted: bool = False
    seconds: float = 0.0
    draws: Draws | None = None
    comparisons: tuple[Comparison, ...] = ()
    shortfall: Shortfall | None = None
    cautions: tuple[str, ...] = ()

    def record(self, output: str, at: Mapping[str, str]) -> Record | None:
        """The record of `output` at the coordinate `at`, each axis it leaves unsaid at its first option.

        None where there is none, as where only other options were picked.
        """
        found = (each for each in self.records if each.output == output and at.items() <= each.coordinates.items())
        return next(found, None)
