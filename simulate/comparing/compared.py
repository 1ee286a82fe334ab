"""What a comparison of scenarios found: each side's distribution, how they lie to each other, and their ranks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..answer.statistics.marginal import Estimate, Marginal
from ..answer.subject import Subject
from ..units import Unit
from .pairing import SharedInput


@dataclass(frozen=True)
class ComparedSide:
    """One of the scenarios: its output in the unit of the first side, and the probability of each rank, lowest first.

    The claims of `subject` are those about that output, in the same unit. `ranks` is empty for two sides, of which the
    contrast says all.
    """

    letter: str
    name: str
    subject: Subject
    coordinates: Mapping[str, str]
    marginal: Marginal
    hash: str
    ranks: tuple[Estimate, ...] = ()


def compared_claims(side: Subject, output: str, coordinates: Mapping[str, str], unit: Unit) -> Subject:
    """A `side` whose claims are those about the `output` that is compared at `coordinates`, in numbers of `unit`."""
    claims = tuple(
        replace(each.in_unit(unit), at={})
        for each in side.claims
        if each.output == output and not each.below and each.at.items() <= coordinates.items()
    )
    return replace(side, claims=claims)


@dataclass(frozen=True)
class ComparedPair:
    """Two sides, by index: how often the `first` is `below` the `second`, ties counting half, and by how much.

    `difference` is second less first, in the unit of the sides. `ratio` is second over first; None if the first takes
    a value that is not positive, or the second one of another sign. `separate` and `separate_below` are the ratio and
    `below` with all inputs drawn apart, in fewer samples; None if nothing is paired.
    """

    first: int
    second: int
    below: Estimate
    difference: Marginal
    ratio: Marginal | None = None
    separate: Marginal | None = None
    separate_below: Estimate | None = None


@dataclass(frozen=True)
class Compared:
    """A comparison of scenarios, and all that is needed to have it again.

    `pairs` are all pairs of sides. `shared` are the inputs on one stream that matter in several sides, paired or drawn
    apart. `implausible` are inputs, each with its scenario, whose nominal values are outside their beliefs.
    """

    sides: tuple[ComparedSide, ...]
    pairs: tuple[ComparedPair, ...]
    shared: tuple[SharedInput, ...]
    resolved: str
    hash: str
    samples: int
    seed: int
    design: Literal["random", "sobol"]
    levels: tuple[float, ...]
    warnings: tuple[str, ...]
    cautions: tuple[str, ...]
    versions: Mapping[str, str]
    processor: str
    implausible: tuple[str, ...] = ()
    interrupted: bool = False
    seconds: float = 0.0

    @property
    def paired(self) -> Sequence[SharedInput]:
        """The inputs that several sides draw from the same points."""
        return [each for each in self.shared if each.is_paired]

    @property
    def apart(self) -> Sequence[SharedInput]:
        """The inputs of one name that each side draws for itself."""
        return [each for each in self.shared if not each.is_paired]

    def pair(self, first: int, second: int) -> ComparedPair:
        """The pair of these sides, by index."""
        return next(each for each in self.pairs if (each.first, each.second) == (first, second))
