"""A model as a scenario sees it: its function, its arguments with units and bounds, its outputs with units."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Argument:
    """One named scalar a model takes: its unit as the annotation writes it, and the bounds its values must keep.

    With `profile` it takes a course of such values over time.
    """

    name: str
    unit: str = ""
    low: float = -math.inf
    high: float = math.inf
    profile: bool = False


@dataclass(frozen=True)
class Output:
    """One named quantity a model returns, with its unit as the annotation writes it."""

    name: str
    unit: str = ""


@dataclass(frozen=True)
class Model:
    """A plain Python function of named scalars, with what its signature says.

    `name` is what a scenario file writes: ``serving.by_words``, or ``my_model.py:reactor`` for a user's own, whose
    file is `path`.
    """

    name: str
    function: Callable[..., Any]
    arguments: tuple[Argument, ...]
    outputs: tuple[Output, ...]
    path: Path | None = None

    @property
    def doc(self) -> str:
        """The function's docstring, dedented; empty where there is none."""
        import inspect

        return inspect.getdoc(self.function) or ""
