"""A scenario from a dict with the content of a file; its models may be Python functions."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FunctionType
from typing import Any

from ...files.document import Document
from ...files.plain_data import plain
from ...problems import InvalidInput, KeyPath, Problem
from ...scenario.formulas.lookup import SHIPPED
from ...scenario.formulas.signature import read_model
from ...scenario.model import Model
from ...scenario.scenario import Scenario
from ..composition.includes import expand_includes
from ..read import read_document, refuse_list
from .resolve import resolve


def from_dict(data: Mapping[str, Any], *, name: str) -> Scenario:
    """The scenario called `name` that `data` describes as a file would; files that it names are in the working folder.

    Raises InvalidInput with every problem, each with its key path.
    """
    if not isinstance(data, Mapping):
        raise InvalidInput(f"a scenario is a mapping of the keys of a file, got {type(data).__name__}")
    models = _models(data)
    document = Document(plain(_with_names(data, models)))
    refuse_list(document)
    stated = resolve(expand_includes(document, Path()))
    return read_document(stated, name=name, path=None, models={model.name: model for model in models.values()})


def _models(data: Mapping[str, Any]) -> dict[KeyPath, Model]:
    """The models that are functions, by key path.

    Raises InvalidInput with the problems of all of them, and for two of one name.
    """
    found: dict[KeyPath, Model] = {}
    problems: list[Problem] = []
    for key_path, function in _functions(data):
        try:
            found[key_path] = _model(function)
        except InvalidInput as error:
            problems += error.problems
    known: dict[str, Model] = {}
    for key_path, model in found.items():
        if known.setdefault(model.name, model).function is not model.function:
            message = f"two functions are called {model.name}; rename one of them"
            problems.append(Problem(message, ".".join(map(str, key_path))))
    if problems:
        raise InvalidInput(problems)
    return found


def _functions(data: Mapping[str, Any]) -> Iterator[tuple[KeyPath, Callable[..., Any]]]:
    """The functions that are given as models, with their key paths."""
    if callable(data.get("model")):
        yield ("model",), data["model"]
    parts = data.get("parts")
    for part, stated in parts.items() if isinstance(parts, Mapping) else ():
        if isinstance(stated, Mapping) and callable(stated.get("model")):
            yield ("parts", part, "model"), stated["model"]


def _model(function: Callable[..., Any]) -> Model:
    """The model of a function, under the name that a file has for it, else its own."""
    file = _file(function)
    if file is None:
        return read_model(function, name=getattr(function, "__name__", type(function).__name__).strip("<>"))
    if function.__module__.startswith(f"{SHIPPED}."):
        return read_model(function, name=f"{function.__module__.removeprefix(f'{SHIPPED}.')}.{function.__name__}")
    folder = Path.cwd()
    named = file.relative_to(folder) if file.is_relative_to(folder) else file
    return read_model(function, name=f"{named.as_posix()}:{function.__name__}", path=file)


def _file(function: Callable[..., Any]) -> Path | None:
    """The Python file at whose top `function` is defined under its name; None for any other function."""
    if not isinstance(function, FunctionType) or function.__qualname__ != function.__name__:
        return None
    module = inspect.getmodule(function)
    file = Path(function.__code__.co_filename)
    is_own = module is not None and getattr(module, function.__name__, None) is function
    return (
        file.resolve()
        if is_own and function.__name__ != "<lambda>" and file.suffix == ".py" and file.is_file()
        else None
    )


def _with_names(data: Mapping[str, Any], models: Mapping[KeyPath, Model]) -> dict[str, Any]:
    """`data` with the name of each model in the place of its function."""
    named = dict(data)
    for key_path, model in models.items():
        if key_path == ("model",):
            named["model"] = model.name
        else:
            part = str(key_path[1])
            named["parts"] = {**named["parts"], part: {**named["parts"][part], "model": model.name}}
    return named
