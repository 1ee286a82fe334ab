"""The answer of one run: a marginal for each output at each coordinate, and all that is needed to have it again.

It is a record of plain numbers and arrays. What prints, plots and exports an answer knows nothing else; a DataTree is
the form in which it is written, from which it can be read back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..scenario.scenario import Input
from .elasticity import Elasticity
from .statistics.marginal import Estimate, Marginal
from .subject import Subject

#: Letters of a hash that people see, and must give at least.
HASH_LETTERS = 12


@dataclass(frozen=True)
class InputDiagnostics:
    """The mean and the quantiles of one input, in base units; the mean may be infinite or NaN."""

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
class Event:
    """What an output may do: ``emissions > 3 t``. `threshold` is in base units, `stated` as it was written."""

    output: str
    relation: str
    threshold: float
    stated: str

    def __str__(self) -> str:
        return f"{self.output} {self.relation} {self.stated}"


@dataclass(frozen=True)
class Exceedance:
    """The probability of an event at a coordinate, with its Monte Carlo error."""

    event: Event
    coordinates: Mapping[str, str]
    probability: Estimate


@dataclass(frozen=True)
class BudgetVerdict:
    """Whether the budget `event` is met at a coordinate: whether its probability is at least the `confidence`."""

    event: Event
    coordinates: Mapping[str, str]
    probability: Estimate
    confidence: float

    @property
    def met(self) -> bool:
        """Whether the probability is at least the confidence."""
        return self.probability.value >= self.confidence

    @property
    def within_error(self) -> bool:
        """Whether two Monte Carlo errors of the probability reach the confidence, so that the verdict may change."""
        return abs(self.probability.value - self.confidence) <= 2 * self.probability.error


@dataclass(frozen=True)
class Shortfall:
    """A tolerance that was missed: the share `asked` for, the one `reached`, and the samples `needed`.

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
    are always printed; `implausible` are inputs whose nominal values are outside their beliefs. Marginals are ordered
    by coordinate, then by output. `seconds` is 0 if unknown.
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
    exceedances: tuple[Exceedance, ...] = ()
    budgets: tuple[BudgetVerdict, ...] = ()
    shortfall: Shortfall | None = None
    cautions: tuple[str, ...] = ()
    elasticities: tuple[Elasticity, ...] = ()
    implausible: tuple[str, ...] = ()

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

    def elasticity(self, marginal: Marginal, along: str) -> Estimate | None:
        """The elasticity of an output at a coordinate `along` a swept axis; None without any."""
        return self._elasticities.get((marginal.output, tuple(marginal.coordinates.items()), along))

    @cached_property
    def _elasticities(self) -> dict[tuple[str, tuple[tuple[str, str], ...], str], Estimate | None]:
        return {(each.output, tuple(each.coordinates.items()), each.along): each.value for each in self.elasticities}

    def in_units(self) -> Answer:
        """The same answer with the numbers of every output, of draws and claims too, in the unit that people read."""
        draws = self.draws
        if draws:
            rows = zip(self.marginals, draws.outputs, strict=True)
            draws = replace(draws, outputs=np.array([marginal.unit.from_base(row) for marginal, row in rows]))
        units = {each.output: each.unit for each in self.marginals}
        claims = tuple(each.in_unit(units[each.output]) for each in self.subject.claims if each.output in units)
        return replace(
            self,
            subject=replace(self.subject, claims=claims),
            marginals=tuple(marginal.in_unit() for marginal in self.marginals),
            draws=draws,
        )
