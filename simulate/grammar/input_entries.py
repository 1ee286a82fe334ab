"""Entries of inputs: values, laws, profiles, correlations and shares.

An input's law keys are gathered in `law` as they are written: the unit of their numbers follows from the whole input,
so `laws.read` reads them once that is complete.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema, PydanticCustomError

from ..files.yaml_scalars import decimal
from .entry import Entry, Evidence, Label, Line, Number
from .laws import registry
from .laws.fields import NUMBER_SCHEMA
from .timed_entries import LogEntry, ProfileEntry

JsonSchema = dict[str, Any]

SECTIONS = ("inputs", "factors", "shared")
"""The sections of a file, or of a part, that hold inputs."""


class Defaults(Entry):
    """The source and the note of every input without its own; evidence must be given per input."""

    source: Line = ""
    note: str = ""


class InputEntry(Entry):
    """An uncertain or fixed number: its nominal value, one law, source and evidence.

    `same`, in an option of an axis, draws the option's law with the draws of the input that it replaces.
    """

    nominal: Number | None = None
    unit: str | None = None
    law: dict[str, Any] = Field(default_factory=dict)
    factors: list[str] = Field(default_factory=list)
    source: Line = ""
    evidence: Evidence | None = None
    nature: Literal["ignorance", "variability"] = "ignorance"
    over: str = ""
    note: str = ""
    catalog: str | None = None
    profile: ProfileEntry | None = None
    log: LogEntry | None = None
    linked_output: str | None = Field(default=None, alias="from")
    same: Annotated[bool, Field(strict=True)] = False

    @property
    def stated(self) -> dict[str, Any]:
        """The entry as in a file: only the keys that were given, law keys among the others."""
        return {**self.model_dump(exclude_unset=True, exclude={"law"}, by_alias=True), **self.law}

    @model_validator(mode="before")
    @classmethod
    def _gather_law(cls, value: Any) -> Any:
        if isinstance(value, dict) and "law" in value:
            raise PydanticCustomError("law", "`law` is not a key; use the name of the law: `normal: {mean: 3, sd: 1}`")
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


def _pair(value: Any) -> tuple[str, str, float]:
    match value:
        case [str(), str(), int() | float()]:
            return tuple(value)
    raise PydanticCustomError("pair", "must be two inputs and their correlation: `[idle_power, full_power, 0.8]`")


class Correlations(Entry):
    """Pairs of inputs with their correlation coefficient: ``[idle_power, full_power, 0.8]``."""

    scale: Literal["spearman", "normal"] = "spearman"
    pairs: list[Annotated[tuple[str, str, float], BeforeValidator(_pair)]]


class OneOfEntry(Entry):
    """Options of which one is true, each with its weight and the inputs that come with it, in one draw."""

    weights: dict[Label, Number]
    options: dict[Label, dict[str, InputEntry]]
    source: Line = ""
    evidence: Evidence | None = None
    nature: Literal["ignorance", "variability"] = "ignorance"
    over: str = ""
    note: str = ""


class SharesEntry(Entry):
    """Shares of a whole by name, and how certain they are: ``{coal: 0.3, gas: 0.7, concentration: 40}``."""

    means: dict[Label, Number] = Field(default_factory=dict)
    concentration: Number
    source: Line = ""
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


def expand(value: Any) -> Any:
    """An input's entry as a mapping, with shorthand expanded: a number, a number with unit, or ``low to high``.

    >>> expand("0.15 to 0.6 gpu*s/word")
    {'p5': 0.15, 'p95': '0.6 gpu*s/word'}
    >>> expand(1.2)
    {'nominal': 1.2}
    """
    if isinstance(value, str) and " to " in value:
        low, _, high = value.partition(" to ")
        return {"p5": decimal(low.strip()), "p95": decimal(high.strip())}
    return {"nominal": value} if isinstance(value, int | float | str) and not isinstance(value, bool) else value
