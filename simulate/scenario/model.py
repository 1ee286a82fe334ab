"""A model: its function, its arguments with units and bounds, its outputs with units."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..cache.digest import digest
from ..problems import InvalidInput, Problem, nearby
from .formulas.local_imports import is_of_file


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

    def __reduce__(self) -> tuple[Any, ...]:
        """How it is pickled: one of a user's file with the file, which another process reads again."""
        if self.path is None or not is_of_file(self.function):
            return Model, (self.name, self.function, self.arguments, self.outputs, self.path)
        return _read_again, (self.name, self.path, self.function.__name__, digest(self.path.read_bytes()))

    def __deepcopy__(self, memo: object) -> Model:
        """Itself, as nothing in it changes."""
        return self

    @property
    def in_file(self) -> bool:
        """Whether a scenario file can name it: a function of the package or of a Python file."""
        return "." in self.name

    @property
    def doc(self) -> str:
        """The function's docstring, dedented, or an empty string."""
        import inspect

        return inspect.getdoc(self.function) or ""


def _read_again(name: str, path: Path, function: str, text: str) -> Model:
    """The model of a pickle, from its file; raises InvalidInput if that has changed since."""
    from .formulas.lookup import load_model

    if not path.is_file() or digest(path.read_bytes()) != text:
        raise InvalidInput(
            [Problem("has changed since the scenario was pickled; load it again", name, nearby(str(path)))]
        )
    return replace(load_model(f"{path}:{function}"), name=name)
