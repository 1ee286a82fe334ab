"""What a scenario file may say: one pydantic model a kind of entry, which checks shapes and writes the JSON Schema.

An input's law keys are gathered in `law` as they are written: the unit of their numbers follows from the whole input,
so `laws.read` reads them once that is complete.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    GetJsonSchemaHandler,
    Tag,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError

from ..files.yaml import scalar
from ..scenario.claim import FindingKind, Verdict
from ..scenario.truth import How
from .laws import registry
from .laws.fields import NUMBER_SCHEMA

JsonSchema = dict[str, Any]

SECTIONS = ("inputs", "factors", "shared")
"""The sections of a file, or of a part, that hold inputs."""

AUDIT = "audit"
"""The section that makes a file a list of claims and no scenario."""

Evidence = Literal["measured", "disclosed", "derived", "assumed"]


def _number(value: Any) -> int | float | str:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise PydanticCustomError("number", "must be a number, with a unit where it has one: `0.35 gpu*s/word`")
    return value


def _label(value: Any) -> str:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _pair(value: Any) -> tuple[str, str, float]:
    match value:
        case [str(), str(), int() | float()]:
            return tuple(value)
    raise PydanticCustomError("pair", "must be two inputs and their correlation: `[idle_power, full_power, 0.8]`")


Number = Annotated[int | float | str, BeforeValidator(_number), WithJsonSchema(NUMBER_SCHEMA)]
"""A number, or text that joins a number and a unit: ``3e8 word/day``."""

Label = Annotated[str, BeforeValidator(_label)]


class Entry(BaseModel):
    """A mapping that knows its keys: an unknown one is a mistake, most often a misspelling."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Defaults(Entry):
    """What every input has that does not say otherwise; evidence is always said per input."""

    source: str = ""
    note: str = ""


class ProfileEntry(Entry):
    """A course over time: a column of a CSV file, a row a step; after the last it begins anew.

    The file lies beside the scenario, or is a shipped one; `sha256` are the first digits at least of its hash, if it
    must be that very file.
    """

    csv: str
    column: str
    step: Number
    sha256: Label = ""


class InputEntry(Entry):
    """One uncertain or fixed number: its nominal value, one law, and on what grounds.

    `same`, in an option of an axis, draws the option's law from the points of the input that it replaces.
    """

    nominal: Number | None = None
    unit: str | None = None
    law: dict[str, Any] = Field(default_factory=dict)
    factors: list[str] = Field(default_factory=list)
    source: str = ""
    evidence: Evidence | None = None
    nature: Literal["ignorance", "variability"] = "ignorance"
    over: str = ""
    note: str = ""
    catalog: str | None = None
    profile: ProfileEntry | None = None
    fed: str | None = Field(default=None, alias="from")
    same: Annotated[bool, Field(strict=True)] = False

    @property
    def stated(self) -> dict[str, Any]:
        """The entry as a file has it: what is unsaid left out, law keys beside the others."""
        return {**self.model_dump(exclude_unset=True, exclude={"law"}, by_alias=True), **self.law}

    @model_validator(mode="before")
    @classmethod
    def _gather_law(cls, value: Any) -> Any:
        if isinstance(value, dict) and "law" in value:
            raise PydanticCustomError("law", "`law` is no key; write the law's name: `normal: {mean: 3, sd: 1}`")
        entry = expand(value)
        if not isinstance(entry, dict):
            return entry
        law = {key: member for key, member in entry.items() if key in registry.KEYS}
        return {key: member for key, member in entry.items() if key not in registry.KEYS} | {"law": law}

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        """The keys of laws are beside the input's own; an input may be a number or text alone."""
        reference = handler(schema)
        entry = handler.resolve_ref_schema(reference)
        del entry["properties"]["law"]
        mapping = {**entry, "properties": entry["properties"] | registry.json_schema()}
        entry.clear()
        entry["anyOf"] = [mapping, NUMBER_SCHEMA]
        return reference


class Correlations(Entry):
    """Pairs of inputs and how strongly they move together: ``[idle_power, full_power, 0.8]``."""

    scale: Literal["spearman", "normal"] = "spearman"
    pairs: list[Annotated[tuple[str, str, float], BeforeValidator(_pair)]]


class SharesEntry(Entry):
    """Shares of one whole by name, and how sure they are: ``{coal: 0.3, gas: 0.7, concentration: 40}``."""

    means: dict[Label, Number] = Field(default_factory=dict)
    concentration: Number
    source: str = ""
    evidence: Evidence | None = None
    note: str = ""

    @model_validator(mode="before")
    @classmethod
    def _gather_means(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        own = {key: member for key, member in value.items() if key in cls.model_fields and key != "means"}
        return own | {"means": {key: member for key, member in value.items() if key not in own}}

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        """Shares are beside the other keys, each under its own name."""
        reference = handler(schema)
        entry = handler.resolve_ref_schema(reference)
        entry["additionalProperties"] = entry["properties"].pop("means")["additionalProperties"]
        return reference


class FindingEntry(Entry):
    """What is to be said about a claim beside its verdict: of which kind it is, and the words."""

    kind: FindingKind
    text: str
    source: str = ""


class Judged(Entry):
    """What an audit is expected to find of a published figure."""

    verdict: Verdict | None = None
    findings: list[FindingEntry] = Field(default_factory=list)


class ClaimEntry(Judged):
    """A published figure for one output: a value, one or two ends, or a coordinate that it lies `below`.

    `at` names the coordinate it is about, `from` the published figures it was computed from: inputs of the scenario,
    or terms that add up to it. Without `rounding` it is right to half a unit of its last digit.
    """

    output: str
    value: Number | None = None
    at_least: Number | None = None
    at_most: Number | None = None
    between: Annotated[list[Number], Field(min_length=2, max_length=2)] | None = None
    below: Annotated[dict[str, Label], Field(min_length=1)] | None = None
    rounding: Number | None = None
    at: dict[str, Label] = Field(default_factory=dict)
    given: dict[Label, Number] = Field(default_factory=dict, alias="from")
    source: str = ""
    note: str = ""


class TruthEntry(Entry):
    """What was measured of one output: its value, how it was found, and on what authority.

    Truths of one `group` share authors, meters and method; left out, a truth's source is its group.
    """

    output: str
    value: Number
    how: How
    at: dict[str, Label] = Field(default_factory=dict)
    group: str = ""
    source: str = ""
    note: str = ""


class HindcastEntry(Entry):
    """Truths that the file's beliefs are held against; `frozen` is the hash of those beliefs before anyone looked."""

    frozen: Label = ""
    truths: dict[Label, TruthEntry]


class RangeEntry(Entry):
    """Whole numbers from the first up to, not including, the last, given to the input that `sets` names."""

    range: Annotated[list[Annotated[int, Field(strict=True)]], Field(min_length=2, max_length=2)]
    sets: str


def _axis_kind(value: Any) -> str:
    has_range = isinstance(value, dict) and ("sets" in value or isinstance(value.get("range"), list))
    return "<range>" if has_range else "<options>"


Options = dict[Label, dict[str, InputEntry]]
"""Coordinates of the answer, and the inputs that replace the scenario's own there."""

Dimension = Annotated[
    Annotated[RangeEntry, Tag("<range>")] | Annotated[Options, Tag("<options>")], Discriminator(_axis_kind)
]


class PartEntry(Entry):
    """One model of several: its own, or another scenario's (`use`) with some inputs shared or set anew."""

    use: str | None = None
    share: list[str] = Field(default_factory=list)
    set: dict[str, InputEntry] = Field(default_factory=dict)
    model: str | None = None
    per: dict[str, Number] = Field(default_factory=dict)
    inputs: dict[str, InputEntry] = Field(default_factory=dict)
    factors: dict[str, InputEntry] = Field(default_factory=dict)
    correlations: Correlations | None = None
    shares: dict[str, SharesEntry] = Field(default_factory=dict)


class ScenarioEntry(Entry):
    """A scenario file: a model with its inputs, or parts that are summed."""

    title: str = ""
    model: str | None = None
    per: dict[str, Number] = Field(default_factory=dict)
    boundary: list[str] = Field(default_factory=list)
    defaults: Defaults = Defaults()
    inputs: dict[str, InputEntry] = Field(default_factory=dict)
    factors: dict[str, InputEntry] = Field(default_factory=dict)
    correlations: Correlations | None = None
    shares: dict[str, SharesEntry] = Field(default_factory=dict)
    dimensions: dict[str, Dimension] = Field(default_factory=dict)
    choices: dict[str, Options] = Field(default_factory=dict)
    names: dict[Label, str] = Field(default_factory=dict)
    parts: dict[str, PartEntry] = Field(default_factory=dict)
    shared: dict[str, InputEntry] = Field(default_factory=dict)
    total: dict[str, Literal["sum"]] = Field(default_factory=dict)
    outputs: dict[str, str] = Field(default_factory=dict)
    claims: dict[str, ClaimEntry] = Field(default_factory=dict)
    hindcast: HindcastEntry | None = None


class AuditedEntry(Judged):
    """One claim of a publication: what it says, and the scenario whose claims of that name hold its figures."""

    says: str
    scenario: str = ""
    missing: str = ""


class AuditEntry(Entry):
    """A file that lists the claims of one publication."""

    title: str = ""
    source: str = ""
    audit: dict[Label, AuditedEntry]


def expand(value: Any) -> Any:
    """An input's entry as a mapping, from any shorthand: a number, a number with unit, or ``low to high``.

    >>> expand("0.15 to 0.6 gpu*s/word")
    {'p5': 0.15, 'p95': '0.6 gpu*s/word'}
    >>> expand(1.2)
    {'nominal': 1.2}
    """
    if isinstance(value, str) and " to " in value:
        low, _, high = value.partition(" to ")
        return {"p5": scalar(low.strip()), "p95": scalar(high.strip())}
    return {"nominal": value} if isinstance(value, int | float | str) and not isinstance(value, bool) else value
