"""The types of a law's fields, such as `Quantity`; pydantic reads each with the `Context` of the law."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, PlainValidator, ValidationInfo, WithJsonSchema
from pydantic_core import CoreSchema

from ...files.csv_column import LARGEST
from ...laws.base import LawError
from ...units import ONE, UnitError, quantity, stated_unit
from .context import Context

SMALLEST = 1e-100  # in base units; squares and ratios of smaller numbers underflow
SUM = 5e-6  # how far stated probabilities or weights may sum from one: people round thirds to 0.333333

NUMBER_SCHEMA = {"type": ["number", "string"]}

ABSENT = object()
"""Stands for a required field that is not written, which is reported on its own; it is read as None."""


def reads(reader: Callable[[Any, Context], Any]) -> PlainValidator:
    """A pydantic validator that reads what is written with the context of the law."""

    def validate(raw: Any, info: ValidationInfo[Any]) -> Any:
        return None if raw is ABSENT else reader(raw, info.context)

    return PlainValidator(validate)


@dataclass(frozen=True)
class NumberType:
    """How a number is read: what it must be, whether it has the input's unit, and which rule it `fits`.

    One that `is_ratio` has no unit at all: 120 % may be meant as a factor of 1.2 or of 2.2.
    """

    what: str
    in_unit: bool = False
    fits: Callable[[float], bool] = lambda _: True
    rule: str = ""
    remedy: Callable[[float], str] = lambda _: ""
    is_ratio: bool = False

    def read(self, raw: object, context: Context) -> float:
        """The finite number in base units; LawError if it is none, or breaks the rule."""
        if isinstance(raw, bool) or not isinstance(raw, int | float | str):
            raise LawError(f"must be {self.what}, got {shown(raw)}")
        wanted, bare = (context.wanted, context.bare) if self.in_unit else (ONE, ONE)
        try:
            value = quantity(raw, wanted, bare=bare)[0]
        except UnitError as error:
            raise LawError(f"{error}{_of_ratio(raw, context)}") from error
        if value != 0 and not SMALLEST <= abs(value) <= LARGEST:
            raise LawError(f"must be 0 or a number from {SMALLEST:g} to {LARGEST:g} in size, got {raw}")
        if not self.fits(value):
            raise LawError(f"{self.rule}, got {raw}{self.remedy(value)}")
        if self.is_ratio and stated_unit(raw):
            raise LawError(f"is a factor, which has no unit: 1.2 is a spread of about ± 20 %; got {raw}")
        return value

    def __get_pydantic_core_schema__(self, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return reads(self.read).__get_pydantic_core_schema__(Any, handler)

    def __get_pydantic_json_schema__(self, _: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return dict(NUMBER_SCHEMA)


def _of_ratio(raw: object, context: Context) -> str:
    """The remedy for a share, such as 10 %, in place of a number with a dimension."""
    given = stated_unit(raw)
    if given is None or given.dimension or context.is_plain:
        return ""
    remedy = f"a spread that is a ratio is `lognormal: {{mean: …, cv: {raw}}}`"
    return f"; write the number in {context.wanted.text}; {remedy}"


def _of_factor(value: float) -> str:
    """The remedy for a share, such as 25 %, in place of a factor such as 1.25."""
    if not 0 < value < 1:
        return ""
    return f"; a geometric standard deviation is a factor: for a spread of ± {100 * value:.3g} % write {1 + value:.3g}"


QUANTITY = NumberType("a number in the input's unit", in_unit=True)
NUMBER = NumberType("a number")
POSITIVE = NumberType("a positive number", fits=lambda value: value > 0, rule="must be positive")
POSITIVE_QUANTITY = NumberType(
    "a positive number in the input's unit", in_unit=True, fits=POSITIVE.fits, rule=POSITIVE.rule
)
FACTOR = NumberType(
    "a number above 1", fits=lambda value: value > 1, rule="must exceed 1", remedy=_of_factor, is_ratio=True
)
PROBABILITY = NumberType(
    "a probability between 0 and 1", fits=lambda value: 0 < value < 1, rule="must lie between 0 and 1"
)
COUNT = NumberType(
    "a whole number from 1",
    fits=lambda value: value >= 1 and value.is_integer(),
    rule="must be a whole number from 1",
)

Quantity = Annotated[float, QUANTITY]
PositiveQuantity = Annotated[float, POSITIVE_QUANTITY]
Positive = Annotated[float, POSITIVE]
Factor = Annotated[float, FACTOR]
Probability = Annotated[float, PROBABILITY]
Count = Annotated[
    int,
    reads(lambda raw, context: int(COUNT.read(raw, context))),
    WithJsonSchema({"type": "integer", "minimum": 1}),
]


def flag(raw: object, _: Context) -> bool:
    """True or false, as written."""
    if not isinstance(raw, bool):
        raise LawError(f"must be true or false, got {shown(raw)}")
    return raw


def text(raw: object, _: Context) -> str:
    """A text, as written."""
    if not isinstance(raw, str):
        raise LawError(f"must be text, got {shown(raw)}")
    return raw


Flag = Annotated[bool, reads(flag), WithJsonSchema({"type": "boolean"})]
Text = Annotated[str, reads(text), WithJsonSchema({"type": "string"})]


def shown(raw: object) -> str:
    """What was written, short enough for a message.

    >>> shown(None), shown({"mean": 3})
    ('nothing', 'a mapping')
    """
    if raw is None:
        return "nothing"
    if isinstance(raw, Mapping):
        return "a mapping"
    return "a list" if isinstance(raw, list | tuple) else repr(raw)


def pairs(raw: object, what: str) -> Iterator[tuple[object, object]]:
    """The items of a mapping of `what`; LawError if it is none, or empty."""
    if not isinstance(raw, Mapping) or not raw:
        raise LawError(f"must be a mapping of {what}, got {shown(raw)}")
    yield from raw.items()


def step(key: object) -> str | int:
    """A mapping's key as one step of a key path."""
    return key if isinstance(key, str | int) else f"{key}"


def shares(weights: Sequence[float], what: str) -> list[float]:
    """The weights, scaled to sum to one exactly; LawError unless they already do to five digits."""
    total = math.fsum(weights)
    if abs(total - 1) > SUM:
        raise LawError(f"{what} must sum to 1, got {total:.6g}; divide each by {total:.6g}")
    return [weight / total for weight in weights]
