"""What all entries of a file share: known keys only, numbers with units, and labels."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema
from pydantic_core import PydanticCustomError

from .laws.fields import NUMBER_SCHEMA

Evidence = Literal["measured", "disclosed", "derived", "assumed"]


def _number(value: Any) -> int | float | str:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise PydanticCustomError("number", "must be a number, with a unit where it has one: `0.35 gpu*s/word`")
    return value


def _label(value: Any) -> str:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


Number = Annotated[int | float | str, BeforeValidator(_number), WithJsonSchema(NUMBER_SCHEMA)]
"""A number, or text that joins a number and a unit: ``3e8 word/day``."""

Label = Annotated[str, BeforeValidator(_label)]


class Entry(BaseModel):
    """A mapping with known keys: an unknown key is an error, most often a misspelling."""

    model_config = ConfigDict(extra="forbid", frozen=True)
