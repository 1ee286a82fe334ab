"""How a law is written in a scenario file: its key, its forms, and the fields of each form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from .base import Distribution


class Kind(Enum):
    """What a field holds; each kind says how it is read, checked and described."""

    QUANTITY = "a number in the input's unit"
    POSITIVE = "a positive number in the input's unit"
    NUMBER = "a number"
    RATIO = "a positive number"
    FACTOR = "a number above 1"
    PROBABILITY = "a probability between 0 and 1"
    COUNT = "a whole number from 1"
    FLAG = "true or false"
    TEXT = "text"
    FILE = "a file's path, relative to the scenario's folder"
    SCORES = "five scores from 1 to 5"
    ATOMS = "values with their probabilities"
    QUANTILES = "probabilities with their quantiles, and optionally low and high"
    COMPONENTS = "laws, each with its weight"
    NOMINAL = "the input's nominal value (not written)"
    UNIT = "one of the input's unit, in base units (not written)"
    WINDOW = "the ends of `truncate` (not written)"
    WARN = "a function to call with warnings (not written)"

    @property
    def united(self) -> bool:
        """Whether the number carries the input's unit."""
        return self in {Kind.QUANTITY, Kind.POSITIVE}

    @property
    def implied(self) -> bool:
        """Whether the field is filled from what stands around the law, never written."""
        return self in {Kind.NOMINAL, Kind.UNIT, Kind.WINDOW, Kind.WARN}


def unheard(warning: str) -> None:
    """Where no one asks for warnings, they are dropped."""


@dataclass(frozen=True)
class Window:
    """The two ends of `truncate`, infinite where an end is left open."""

    low: float = float("-inf")
    high: float = float("inf")


@dataclass(frozen=True)
class Stated:
    """Quantiles as they were stated, by increasing probability, and the limits of the law, None where not stated."""

    probabilities: tuple[float, ...]
    values: tuple[float, ...]
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Field:
    """One named value of a form; `default` is the value it has when it is not written (None: it must be)."""

    name: str
    kind: Kind = Kind.QUANTITY
    default: float | bool | None = None

    @property
    def required(self) -> bool:
        """Whether the field must be written."""
        return self.default is None and not self.kind.implied


Style = Literal["mapping", "list", "scalar", "beside"]


@dataclass(frozen=True)
class Form:
    """One way to write a law: its fields, in the order `build` takes them, and an `example` of what follows the key.

    A ``list`` may also be written as a mapping; a ``scalar`` is the field itself; fields that stand ``beside`` are
    keys of the input. The fields named in `rises` must rise; where they may be `level`, neighbours may be equal, but
    not the first and the last.
    """

    fields: tuple[Field, ...]
    build: Callable[..., Distribution]
    example: object
    style: Style = "mapping"
    rises: tuple[str, ...] = ()
    level: bool = False

    @property
    def written(self) -> tuple[Field, ...]:
        """The fields a person writes."""
        return tuple(field for field in self.fields if not field.kind.implied)

    @property
    def fits_window(self) -> bool:
        """Whether `build` itself sees to `truncate`, so that stated quantiles hold after it."""
        return any(field.kind is Kind.WINDOW for field in self.fields)


@dataclass(frozen=True)
class Law:
    """A law's key in a scenario file, what it is in a few words, and the forms it may be written in."""

    key: str
    summary: str
    forms: tuple[Form, ...]

    @property
    def examples(self) -> tuple[dict[str, object], ...]:
        """One example a form: the law keys of an input, as a file holds them."""
        return tuple(
            dict(form.example)
            if isinstance(form.example, dict) and form.style == "beside"
            else {self.key: form.example}
            for form in self.forms
        )


def quantities(*names: str) -> tuple[Field, ...]:
    """Required fields of these names, each in the input's unit.

    >>> [field.name for field in quantities("low", "high")]
    ['low', 'high']
    """
    return tuple(Field(name) for name in names)
