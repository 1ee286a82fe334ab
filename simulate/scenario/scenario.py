"""A scenario: parts, inputs, their dependence, axes of the answer, outputs and claims.

A file or a dict describes it, or code puts it together; one that is described can be varied.

All numbers are in coherent base units (s, J, kg, with gpu, word, token, query, person and kgCO2e as further
dimensions); a `Unit` stored with a number is the unit in which it was written.
"""

from __future__ import annotations

import math
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from ..laws import Distribution
from ..problems import InvalidInput, Problem
from ..units import ONE, Unit
from .claim import Claim
from .model import Model
from .profile import TimeProfile

Evidence = Literal["measured", "disclosed", "derived", "assumed"]
Nature = Literal["ignorance", "variability"]


@dataclass(frozen=True)
class Pick:
    """How an input follows a draw between options: where the input `name` is k, it is the input ``options[k]``."""

    name: str
    options: tuple[str, ...]

    def at(self, value: float) -> str:
        """The input that is taken where the one called `name` has this value; the nearest option of a value beyond."""
        return self.options[min(max(int(value), 0), len(self.options) - 1)]


@dataclass(frozen=True)
class Input:
    """One uncertain (or fixed) number: its law, and the source and evidence for it.

    `nominal` is in base units; `unit` is the unit it was written in. `stated` is the law as its author wrote it, for
    readers. A model gets the draw of `distribution` times the draws of all `factors`; with a `profile`, that product
    is the mean of the profile. `stream` names the points that `distribution` is drawn from: two inputs share one draw
    exactly if both stream and law are equal. Different laws on one stream, which `same: true` in an option asks for,
    are perfectly dependent. An input with a `pick` is not drawn: it is one of other inputs, and `distribution` is the
    mixture of theirs.
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
    pick: Pick | None = None

    @property
    def varies(self) -> bool:
        """Whether it is drawn, that is, neither a constant nor one of other inputs."""
        low, high = self.distribution.support
        return low != high and not self.pick


@dataclass(frozen=True)
class Correlation:
    """A group of correlated inputs: a Gaussian copula with the requested `matrix` on the given scale."""

    members: tuple[str, ...]
    matrix: tuple[tuple[float, ...], ...]
    scale: Literal["normal", "spearman"] = "spearman"


@dataclass(frozen=True)
class Shares:
    """Inputs that sum to one: a Dirichlet law with mean `means` and `concentration` (the sum of its parameters).

    Those of infinite concentration are at their means.
    """

    name: str
    members: tuple[str, ...]
    means: tuple[float, ...]
    concentration: float

    @property
    def varies(self) -> bool:
        """Whether they are uncertain."""
        return math.isfinite(self.concentration)


@dataclass(frozen=True)
class Option:
    """One option of an axis: its label, and the inputs with which it replaces those of the scenario."""

    label: str
    inputs: Mapping[str, Input]


@dataclass(frozen=True)
class Axis:
    """A dimension or a choice of the answer: its options are evaluated on the same points, never drawn.

    A sweep is a dimension whose options hold the input `sets` at each of `numbers`, in `unit`.
    """

    name: str
    kind: Literal["choice", "dimension"]
    options: tuple[Option, ...]
    sets: str = ""
    numbers: tuple[float, ...] = ()
    unit: Unit = ONE

    @property
    def counts(self) -> bool:
        """Whether its options are whole numbers, such as hours, and so have an order and distances."""
        return not self.numbers and all(option.label.removeprefix("-").isdecimal() for option in self.options)


@dataclass(frozen=True)
class Part:
    """One model and, for each of its arguments in order, the name of the input or earlier output that it gets.

    `computed` holds the outputs among them. The part of a scenario with a single model has an empty `name`.
    """

    name: str
    model: Model
    feeds: tuple[str, ...]
    computed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Quantity:
    """One output of the answer, and its unit for display.

    `name` is the model's output, prefixed with the part (``training_emissions``). The `sums` of a total are the names
    of the outputs it adds up. `per` is the functional unit of its part, where the parts have no common one.
    """

    name: str
    unit: Unit
    sums: tuple[str, ...] = ()
    per: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Aggregate:
    """An output of the answer: the sum of another one over a dimension, or its mean, sample by sample.

    `weights` has one for each option of the dimension `over`: a number, or the name of an input.
    """

    name: str
    unit: Unit
    of: str
    over: str
    method: Literal["sum", "mean"]
    weights: tuple[float | str, ...]


@dataclass(frozen=True)
class Scenario:
    """Parts, inputs, their dependence, functional unit, boundary, axes and claims: the content of one file.

    `inputs` includes factors and the functional unit's arguments, in file order. `resolved` is the whole file as YAML
    after ``use``, ``set`` and defaults were applied; answers record it. `names` maps labels of options to names for
    readers. `headline` is the output that answers quote; if it is empty, they choose one. `warnings` concern content
    that was accepted. `aggregates` are computed from `outputs`.
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
    headline: str = ""
    path: Path | None = None
    resolved: str = ""
    warnings: tuple[Problem, ...] = ()
    aggregates: tuple[Aggregate, ...] = ()

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """The outputs of the answer: those of the models, then the aggregates."""
        return (*self.outputs, *(Quantity(each.name, each.unit) for each in self.aggregates))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], *, name: str = "scenario") -> Scenario:
        """The scenario that `data` describes: the content of a scenario file as a dict.

        `model` may be a Python function instead of its name, also in a part. Files that it names are in the working
        folder or shipped. The scenario is called `name` where an answer names it.

        Raises InvalidInput with every problem, each with the keys that lead to it.

        >>> from typing import Annotated
        >>> def light(power: Annotated[float, "W"], hours: Annotated[float, "s"]) -> Annotated[float, "J"]:
        ...     return power * hours
        >>> power = {"nominal": "9 W", "uniform": [8, 10], "evidence": "assumed"}
        >>> scenario = Scenario.from_dict({
        ...     "title": "A lamp", "model": light, "per": {"hours": "1 day"}, "inputs": {"power": power}
        ... })
        >>> scenario.inputs["power"].distribution
        Uniform(low=8.0, high=10.0)
        """
        scenario: Scenario = _reader("documents.from_dict:from_dict")(data, name=name)
        return scenario

    def with_(self, sets: Mapping[str, object] | None = None, /, **inputs: object) -> Scenario:
        """The scenario with each of `inputs` in the place of the input of that name, by the rules of ``--set``.

        A number alone makes the input a constant, ``"0.2 to 0.5"`` replaces its law; a mapping is an entry as in a
        file. `sets` has names that are no Python names: ``{"serving.pue": 1.2}``. The file is not read again.

        Raises InvalidInput with every problem.

        >>> from ..reader.load import load
        >>> scenario = load("chatgpt/by-words").with_(latency="0.2 to 0.5", pue=1.2)
        >>> scenario.inputs["pue"].nominal, scenario.inputs["latency"].stated
        (1.2, 'p5: 0.2, p95: 0.5')
        """
        scenario: Scenario = _reader("overrides.variation:vary")(self, sets or {}, inputs)
        return scenario

    def to_yaml(self) -> str:
        """The text of a file that describes this scenario, whole: the file has its hash, and runs to its numbers.

        ``use``, ``set``, catalog and defaults are replaced by values. Files that it names are meant to be beside it.

        Raises InvalidInput for a scenario put together in code, and for a model that a file cannot name.

        >>> from ..reader.load import load
        >>> load("chatgpt/by-words").to_yaml().splitlines()[0]
        'title: "ChatGPT, served by response words"'
        """
        if not self.resolved:
            rule = "was put together in code and has no text; build it with Scenario.from_dict"
            raise InvalidInput([Problem(rule, self.name)])
        for part in self.parts:
            if not part.model.in_file:
                rule = "is a function that a file cannot name, as it is not defined at the top of a Python file"
                remedy = f"write it to one, and give `model: my_model.py:{part.model.name}`"
                raise InvalidInput([Problem(f"{rule}; {remedy}", part.model.name)])
        return self.resolved


def _reader(name: str) -> Any:
    """A function of the reader, a room above this one: imported by name, as the package does with its public names."""
    return pkgutil.resolve_name(f"{__name__.removesuffix('scenario.scenario')}reader.{name}")
