"""What one scenario file says: parts, inputs, their dependence, axes of the answer, outputs and claims.

Every number here is in coherent base units (s, J, kg, and gpu, word, token, query, person, kgCO2e as dimensions of
their own); a `Unit` beside it says how a person wrote it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from ..laws import Distribution
from ..problems import Problem
from ..units import Unit
from .claim import Claim
from .model import Model
from .profile import TimeProfile

Evidence = Literal["measured", "disclosed", "derived", "assumed"]
Nature = Literal["ignorance", "variability"]


@dataclass(frozen=True)
class Input:
    """One uncertain (or fixed) number: what is believed about it, and on what grounds.

    `nominal` is in base units; `unit` is the unit it was written in. `stated` is the law as its author wrote it, for
    people. The value a model sees is the draw of `distribution` times the draws of all `factors`; where there is a
    `profile` that is the mean of a profile, which goes up and down by it. `stream` names the points that `distribution`
    is drawn from: two inputs are one draw exactly when both are equal, and other laws of one stream, which an option
    asks for by `same: true`, go up and down together.
    """

    name: str
    distribution: Distribution
    unit: Unit
    nominal: float
    stream: str
    stated: str = ""
    source: str = ""
    evidence: Evidence | None = None
    nature: Nature = "ignorance"
    over: str = ""
    note: str = ""
    factors: tuple[str, ...] = ()
    profile: TimeProfile | None = None

    @property
    def varies(self) -> bool:
        """Whether it is drawn at all: a constant is not."""
        low, high = self.distribution.support
        return low != high


@dataclass(frozen=True)
class Correlation:
    """A group of inputs that move together: a Gaussian copula with `matrix` on the given scale, as asked for."""

    members: tuple[str, ...]
    matrix: tuple[tuple[float, ...], ...]
    scale: Literal["normal", "spearman"] = "spearman"


@dataclass(frozen=True)
class Shares:
    """Inputs that sum to one: a Dirichlet law with mean `means` and `concentration` (sum of its parameters)."""

    name: str
    members: tuple[str, ...]
    means: tuple[float, ...]
    concentration: float


@dataclass(frozen=True)
class Option:
    """One coordinate of an axis: its label, and the inputs that replace the scenario's own there."""

    label: str
    inputs: Mapping[str, Input]


@dataclass(frozen=True)
class Axis:
    """A dimension or a choice of the answer: coordinates that are evaluated on the same points, never drawn."""

    name: str
    kind: Literal["choice", "dimension"]
    options: tuple[Option, ...]

    @property
    def counts(self) -> bool:
        """Whether its coordinates are whole numbers, such as hours, and so have an order and distances."""
        return all(option.label.removeprefix("-").isdecimal() for option in self.options)


@dataclass(frozen=True)
class Part:
    """One model with, for each of its arguments in order, the name of the input or earlier output that feeds it.

    `computed` are the outputs among them. A scenario that is not composed has one part, whose `name` is empty.
    """

    name: str
    model: Model
    feeds: tuple[str, ...]
    computed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Quantity:
    """One output of the answer: its unit for display, and the base-unit factor in `unit`.

    `name` is the model's output, prefixed with the part (``training_emissions``); a total has `sums` filled with the
    names it adds up.
    """

    name: str
    unit: Unit
    sums: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scenario:
    """Parts, inputs, their dependence, functional unit, boundary, axes and claims: what one file says.

    `inputs` holds factors and the functional unit's arguments too, in file order. `resolved` is the whole file as
    YAML after ``use``, ``set`` and defaults were applied: what a result records. `names` says how the labels of options
    are written for readers. `warnings` are about what the file
    says and was accepted nevertheless.
    """

    name: str
    title: str
    parts: tuple[Part, ...]
    inputs: Mapping[str, Input]
    outputs: tuple[Quantity, ...]
    correlations: tuple[Correlation, ...] = ()
    shares: tuple[Shares, ...] = ()
    axes: tuple[Axis, ...] = ()
    claims: tuple[Claim, ...] = ()
    per: Mapping[str, str] = field(default_factory=dict)
    boundary: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    path: Path | None = None
    resolved: str = ""
    warnings: tuple[Problem, ...] = ()
