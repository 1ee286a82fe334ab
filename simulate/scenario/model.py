"""A model: its function, its arguments with units and bounds, its outputs with units."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Argument:
    """One scalar argument of a model: its unit as written in the annotation, and its bounds.

    With `profile` the argument is a profile over time.
    """

    name: str
    unit: str = ""
    low: float = -math.inf
    high: float = math.inf
    profile: bool = False


@dataclass(frozen=True)
class Output:
    """One quantity that a model returns, with its unit as written in the annotation."""

    name: str
    unit: str = ""


@dataclass(frozen=True)
class Model:
    """A plain Python function of named scalars, with the arguments and outputs of its signature.

    `name` is the name in scenario files: ``serving.by_words``, or ``my_model.py:reactor`` for a user's model, whose
    file is `path`.
    """

    name: str
    function: Callable[..., Any]
    arguments: tuple[Argument, ...]
    outputs: tuple[Output, ...]
    path: Path | None = None

    @property
    def doc(self) -> str:
        """The function's docstring, dedented, or an empty string."""
        import inspect

        return inspect.getdoc(self.function) or ""
