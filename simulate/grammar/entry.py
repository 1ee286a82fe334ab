"""What all entries of a file share: known keys only, numbers with units, and labels."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, WithJsonSchema
from pydantic_core import PydanticCustomError

from ..files.visible import one_line, title_rule
from .laws.fields import NUMBER_SCHEMA

Evidence = Literal["measured", "disclosed", "derived", "assumed"]


def _number(value: Any) -> int | float | str:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise PydanticCustomError("number", "must be a number, with a unit where it has one: `0.35 gpu*s/word`")
    return value


def _label(value: Any) -> str:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _title(value: str) -> str:
    if rule := title_rule(value):
        raise PydanticCustomError("title", "{rule}", {"rule": rule})
    return one_line(value)


Number = Annotated[int | float | str, BeforeValidator(_number), WithJsonSchema(NUMBER_SCHEMA)]
"""A number, or text that joins a number and a unit: ``3e8 word/day``."""

Label = Annotated[str, BeforeValidator(_label)]

Line = Annotated[str, AfterValidator(one_line)]
"""Text that is shown on one line: line ends in it are spaces."""

Title = Annotated[str, AfterValidator(_title)]


class Entry(BaseModel):
    """A mapping with known keys: an unknown key is an error, most often a misspelling."""

    model_config = ConfigDict(extra="forbid", frozen=True)
