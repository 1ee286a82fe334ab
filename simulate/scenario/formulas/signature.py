"""A Model read off a plain Python function: arguments and outputs with their units, from its annotations."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType
from typing import Any, get_type_hints

from ...problems import InvalidInput, Problem
from ...units import UnitError, coherent, unit
from ..formula import Bounds, Profile
from ..model import Argument, Model, Output
from .language import faults
from .source_positions import RETURNS, annotated, stands

_PLAIN = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
_OUTPUT = " -> "
_EXAMPLE = 'Annotated[float, "W/gpu"]'


def read_model(function: object, *, name: str, path: Path | None = None) -> Model:
    """The model that `function` is, called `name` in scenario files; `path` is the user's file it stands in.

    Raises InvalidInput, with everything that keeps the function from being a model.

    >>> from typing import Annotated
    >>> def light(power: Annotated[float, "W"], hours: Annotated[float, "s"]) -> Annotated[float, "J"]:
    ...     return power * hours
    >>> read_model(light, name="home.light").outputs
    (Output(name='light', unit='J'),)
    """
    if not isinstance(function, FunctionType):
        raise InvalidInput([Problem(f"must be a plain Python function, got {type(function).__name__}", name)])
    hints = _hints(function, name)
    wrong = [_complaint(function, name, where, message) for where, message in _complaints(function, hints)]
    wrong += [Problem(fault.message, name, fault.file, fault.line, fault.column) for fault in faults(function)]
    if wrong:
        raise InvalidInput(wrong)
    arguments = tuple(_argument(each, hints.get(each, float)) for each in inspect.signature(function).parameters)
    outputs = tuple(Output(each, _unit_text(hint)) for each, hint in _returned(function.__name__, hints["return"]))
    return Model(name, function, arguments, outputs, path)


def _hints(function: FunctionType, name: str) -> dict[str, Any]:
    try:
        hints = get_type_hints(function, include_extras=True)
        if _is_named_tuple(hints.get("return")):
            get_type_hints(hints["return"], include_extras=True)
    except Exception as error:
        raise InvalidInput([Problem(f"an annotation cannot be read: {error}", name, *stands(function))]) from error
    return hints


def _complaint(function: FunctionType, name: str, where: str, message: str) -> Problem:
    """A mistake in a signature at its place: that of an argument, of what is returned, or of the function."""
    key = RETURNS if where.startswith(_OUTPUT) else where.removeprefix(".")
    return Problem(message, f"{name}{where}", *annotated(function).get(key, stands(function)))


def _complaints(function: FunctionType, hints: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with a signature, and with which argument or output."""
    for each in inspect.signature(function).parameters.values():
        yield from ((f".{each.name}", message) for message in _about_argument(each, hints.get(each.name)))
    if "return" not in hints:
        yield "", f"must say what it returns: {_EXAMPLE}, or a NamedTuple of such fields"
        return
    outputs = list(_returned(function.__name__, hints["return"]))
    if not outputs:
        yield "", "must return at least one output"
    for name, hint in outputs:
        yield from ((f"{_OUTPUT}{name}", message) for message in _about_type(hint, allowed=(float,)))


def _about_argument(parameter: inspect.Parameter, hint: Any) -> Iterator[str]:
    if parameter.kind not in _PLAIN:
        yield f"must be a plain named argument, got {parameter}"
    elif parameter.default is not parameter.empty:
        yield f"must have no default ({parameter.default!r}): every number stands in a scenario, with its source"
    elif hint is None:
        yield f"needs an annotation such as {_EXAMPLE}; float alone is a plain number"
    else:
        yield from _about_type(hint, allowed=(float, Profile))


def _about_type(hint: Any, *, allowed: tuple[Any, ...]) -> Iterator[str]:
    """What is wrong with one annotation: its type, or the unit beside it."""
    kind, *extras = _parts(hint)
    if kind not in allowed:
        names = " or ".join(each.__name__ for each in allowed)
        yield f"must be {names}, as in {_EXAMPLE}, got {getattr(kind, '__name__', kind)}"
    unknown = [extra for extra in extras if not isinstance(extra, (str, Bounds))]
    if unknown or sum(isinstance(extra, str) for extra in extras) > 1:
        yield f'takes one unit and Bounds, as in Annotated[float, "1", Bounds(0, 1)], got {extras}'
    else:
        yield from _about_unit(_unit_text(hint))


def _about_unit(text: str) -> Iterator[str]:
    """A formula is handed numbers in coherent base units, so its annotation may not promise others."""
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
    """The outputs by name: the fields of a NamedTuple, or one that is called like the function."""
    if _is_named_tuple(hint):
        yield from get_type_hints(hint, include_extras=True).items()
    else:
        yield name, hint


def _parts(hint: Any) -> tuple[Any, ...]:
    """The type in an annotation, then what is said about it."""
    return (hint.__origin__, *hint.__metadata__) if hasattr(hint, "__metadata__") else (hint,)


def _unit_text(hint: Any) -> str:
    text = next((extra for extra in _parts(hint)[1:] if isinstance(extra, str)), "")
    return "" if text.strip() == "1" else text.strip()


def _is_named_tuple(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, tuple) and hasattr(hint, "_fields")
