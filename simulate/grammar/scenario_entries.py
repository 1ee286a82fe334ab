"""Entries of a scenario file: its axes, its parts, and the file as a whole."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, WithJsonSchema

from .claim_entries import ClaimEntry, HindcastEntry
from .entry import Entry, Label, Line, Number, Title
from .input_entries import Correlations, Defaults, InputEntry, OneOfEntry, SharesEntry
from .laws.fields import NUMBER_SCHEMA


class RangeEntry(Entry):
    """Whole numbers from the first to below the last, one option each; they set the input called `sets`."""

    range: Annotated[list[Annotated[int, Field(strict=True)]], Field(min_length=2, max_length=2)]
    sets: str


class ValuesEntry(Entry):
    """Values at each of which the input called `sets` is held, one option each: a list, or ``0.3..0.9:7``."""

    values: Annotated[Any, WithJsonSchema({"anyOf": [{"type": "array", "items": NUMBER_SCHEMA}, {"type": "string"}]})]
    sets: str


def _axis_kind(value: Any) -> str:
    if isinstance(value, dict) and "values" in value and ("sets" in value or isinstance(value["values"], list)):
        return "<values>"
    has_range = isinstance(value, dict) and ("sets" in value or isinstance(value.get("range"), list))
    return "<range>" if has_range else "<options>"


Options = dict[Label, dict[str, InputEntry]]
"""The options of an axis, each with the inputs that replace the scenario's own."""

Dimension = Annotated[
    Annotated[RangeEntry, Tag("<range>")]
    | Annotated[ValuesEntry, Tag("<values>")]
    | Annotated[Options, Tag("<options>")],
    Discriminator(_axis_kind),
]


Weights = Annotated[
    Annotated[dict[Label, Number], Tag("<each>")] | Annotated[str, Tag("<all>")],
    Discriminator(lambda value: "<each>" if isinstance(value, dict) else "<all>"),
]
"""A weight for each option, or the name of what has them."""


class AggregateEntry(Entry):
    """An output that is the sum of another over a dimension, or its mean, sample by sample.

    `of` is the output, which need not be named if there is one. `weights` are a number, or the name of an input, for
    each option; or the name of shares whose members are the options, or of one input.
    """

    sum: str | None = None
    mean: str | None = None
    of: str | None = None
    unit: str | None = None
    weights: Weights | None = None


def _output_kind(value: Any) -> str:
    return "<aggregate>" if isinstance(value, dict | AggregateEntry) else "<unit>"


OutputEntry = Annotated[
    Annotated[AggregateEntry, Tag("<aggregate>")] | Annotated[str, Tag("<unit>")], Discriminator(_output_kind)
]
"""The unit that an output is shown in, or an output that is a sum or a mean over a dimension."""


class PartEntry(Entry):
    """A part: a model of its own, or another scenario (`use`) with some inputs shared or replaced."""

    use: str | None = None
    share: list[str] = Field(default_factory=list)
    set: dict[str, InputEntry] = Field(default_factory=dict)
    model: str | None = None
    per: dict[str, Number] = Field(default_factory=dict)
    inputs: dict[str, InputEntry] = Field(default_factory=dict)
    factors: dict[str, InputEntry] = Field(default_factory=dict)
    correlations: Correlations | None = None
    shares: dict[str, SharesEntry] = Field(default_factory=dict)
    one_of: dict[str, OneOfEntry] = Field(default_factory=dict)


class ScenarioEntry(Entry):
    """A scenario file: a model with its inputs, or several parts."""

    title: Title = ""
    model: str | None = None
    per: dict[str, Number] = Field(default_factory=dict)
    boundary: list[Line] = Field(default_factory=list)
    defaults: Defaults = Defaults()
    inputs: dict[str, InputEntry] = Field(default_factory=dict)
    factors: dict[str, InputEntry] = Field(default_factory=dict)
    correlations: Correlations | None = None
    shares: dict[str, SharesEntry] = Field(default_factory=dict)
    one_of: dict[str, OneOfEntry] = Field(default_factory=dict)
    dimensions: dict[str, Dimension] = Field(default_factory=dict)
    choices: dict[str, Options] = Field(default_factory=dict)
    names: dict[Label, Line] = Field(default_factory=dict)
    parts: dict[str, PartEntry] = Field(default_factory=dict)
    shared: dict[str, InputEntry] = Field(default_factory=dict)
    total: dict[str, Literal["sum"]] = Field(default_factory=dict)
    outputs: dict[str, OutputEntry] = Field(default_factory=dict)
    headline: str = ""
    claims: dict[str, ClaimEntry] = Field(default_factory=dict)
    hindcast: HindcastEntry | None = None
