"""A Model from a plain Python function: arguments and outputs with the units in its annotations."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import FunctionType
from typing import Any, get_type_hints

from ...problems import InvalidInput, Problem
from ...units import UnitError, coherent, unit
from ..formula import Bounds, Profile
from ..model import Argument, Model, Output
from .formula_check import formula_problems
from .source_positions import RETURNS, annotation_positions, position_of

_PLAIN = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
_OUTPUT = " -> "
_EXAMPLE = 'Annotated[float, "W/gpu"]'


def read_model(function: object, *, name: str, path: Path | None = None) -> Model:
    """The model of `function`, called `name` in scenario files; `path` is the user's file that defines it.

    Raises InvalidInput with all problems of the function.

    >>> from typing import Annotated
    >>> def light(power: Annotated[float, "W"], hours: Annotated[float, "s"]) -> Annotated[float, "J"]:
    ...     return power * hours
    >>> read_model(light, name="home.light").outputs
    (Output(name='light', unit='J'),)
    """
    if not isinstance(function, FunctionType):
        raise InvalidInput([Problem(f"must be a plain Python function, got {type(function).__name__}", name)])
    hints = _hints(function, name)
    problems = [_problem(function, name, part, message) for part, message in _violations(function, hints)]
    problems += [replace(problem, field=name) for problem in formula_problems(function)]
    if problems:
        raise InvalidInput(problems)
    arguments = tuple(_argument(each, hints.get(each, float)) for each in inspect.signature(function).parameters)
    outputs = tuple(Output(each, _unit_text(hint)) for each, hint in _returned(function.__name__, hints["return"]))
    return Model(name, function, arguments, outputs, path)


def _hints(function: FunctionType, name: str) -> dict[str, Any]:
    try:
        hints = get_type_hints(function, include_extras=True)
        if _is_named_tuple(hints.get("return")):
            get_type_hints(hints["return"], include_extras=True)
    except Exception as error:
        problem = Problem(f"an annotation cannot be evaluated: {error}", name, *position_of(function))
        raise InvalidInput([problem]) from error
    return hints


def _problem(function: FunctionType, name: str, part: str, message: str) -> Problem:
    """A problem at the position of an argument, of the return annotation, or of the function."""
    key = RETURNS if part.startswith(_OUTPUT) else part.removeprefix(".")
    return Problem(message, f"{name}{part}", *annotation_positions(function).get(key, position_of(function)))


def _violations(function: FunctionType, hints: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The problems of a signature, each with the argument or output it concerns."""
    for each in inspect.signature(function).parameters.values():
        yield from ((f".{each.name}", message) for message in _argument_violations(each, hints.get(each.name)))
    if "return" not in hints:
        yield "", f"needs a return annotation: {_EXAMPLE}, or a NamedTuple of such fields"
        return
    outputs = list(_returned(function.__name__, hints["return"]))
    if not outputs:
        yield "", "must return at least one output"
    for name, hint in outputs:
        yield from ((f"{_OUTPUT}{name}", message) for message in _type_violations(hint, allowed=(float,)))


def _argument_violations(parameter: inspect.Parameter, hint: Any) -> Iterator[str]:
    if parameter.kind not in _PLAIN:
        yield f"must be a plain named argument, got {parameter}"
    elif parameter.default is not parameter.empty:
        yield f"must not have a default ({parameter.default!r}): every number belongs in a scenario, with its source"
    elif hint is None:
        yield f"needs an annotation such as {_EXAMPLE}, or float for a number without a unit"
    else:
        yield from _type_violations(hint, allowed=(float, Profile))


def _type_violations(hint: Any, *, allowed: tuple[Any, ...]) -> Iterator[str]:
    """The problems of one annotation: its type and its unit."""
    kind, *extras = _parts(hint)
    if kind not in allowed:
        names = " or ".join(each.__name__ for each in allowed)
        yield f"must be {names}, as in {_EXAMPLE}, got {getattr(kind, '__name__', kind)}"
    unknown = [extra for extra in extras if not isinstance(extra, (str, Bounds))]
    if unknown or sum(isinstance(extra, str) for extra in extras) > 1:
        yield f'takes one unit and Bounds, as in Annotated[float, "1", Bounds(0, 1)], got {extras}'
    else:
        yield from _unit_violations(_unit_text(hint))


def _unit_violations(text: str) -> Iterator[str]:
    """A formula computes in coherent base units, so annotations must not use others."""
    try:
        given = unit(text)
    except UnitError as error:
        yield str(error)
        return
    if given.factor != 1:
        base = coherent(given.dimension).text or "1"
        yield f"must have a coherent unit such as {base}, got {text}: a model's numbers are in base units"


def _argument(name: str, hint: Any) -> Argument:
    kind, *extras = _parts(hint)
    bounds = next((extra for extra in extras if isinstance(extra, Bounds)), Bounds())
    return Argument(name, _unit_text(hint), bounds.low, bounds.high, profile=kind is Profile)


def _returned(name: str, hint: Any) -> Iterator[tuple[str, Any]]:
    """The outputs by name: the fields of a NamedTuple, or one named after the function."""
    if _is_named_tuple(hint):
        yield from get_type_hints(hint, include_extras=True).items()
    else:
        yield name, hint


def _parts(hint: Any) -> tuple[Any, ...]:
    """The type in an annotation, then its metadata."""
    return (hint.__origin__, *hint.__metadata__) if hasattr(hint, "__metadata__") else (hint,)


def _unit_text(hint: Any) -> str:
    text = next((extra for extra in _parts(hint)[1:] if isinstance(extra, str)), "")
    return "" if text.strip() == "1" else text.strip()


def _is_named_tuple(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, tuple) and hasattr(hint, "_fields")
