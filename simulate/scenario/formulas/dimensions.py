"""The proof that a model's dimensions are right: it is called once with quantities that carry theirs along."""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np

from ...cache.digest import digest, source_digest
from ...cache.memo import Memo
from ...problems import InvalidInput, Problem, nearby
from ...units import Unit, UnitError, compatible, kind, require, unit
from ...units.notation import definitions
from ..formula import NO_NUMBER, Profile
from ..model import Argument, Model, Output
from .source_positions import stands

PROVED = "proved"
_HOUR, _DAY = 3600.0, 24
#: How numpy and pint say that one of numpy's functions takes no quantities.
_UNITLESS = re.compile(r"__array_ufunc__|no implementation found for 'numpy\.")
#: How Python and numpy say that an index is a number with a fraction, or a quantity.
_FRACTIONAL = re.compile(r"indices must be integers|only integers, slices")
_LIBRARIES = ("pint.", "numpy.", f"{__package__}.")


def check_units(model: Model, units: Mapping[str, Unit]) -> None:
    """Nothing, where every argument of `model` is given a number in a unit that may stand for its own.

    Raises InvalidInput that names each argument whose unit has another dimension, which is missing, or unknown.
    """
    problems = [*_mismatches(model.arguments, units)]
    known = {argument.name for argument in model.arguments}
    problems += [Problem(f"is no argument of {model.name}", name) for name in units if name not in known]
    if problems:
        raise InvalidInput(problems)


def prove(model: Model, arguments: Mapping[str, tuple[float, Unit]], *, key: str = "") -> None:
    """Nothing, where `model` turns these arguments (values in base units) into outputs of the declared dimensions.

    The proof holds for the branch these values take. With a `key`, which must change whenever the model's source
    does, it is remembered between processes. Raises InvalidInput that names what went wrong, and where.

    >>> from .lookup import load_model
    >>> given = {"utilization": (1, unit("1")), "idle_power": (46, unit("W/gpu")), "full_power": (407, unit("W/gpu"))}
    >>> prove(load_model("power.power"), given)
    """
    check_units(model, {name: given for name, (_, given) in arguments.items()})
    claim = _claim(model, key)
    if key and _memo().get(claim) == PROVED:
        return
    values = _call(model, {name: value for name, (value, _) in arguments.items()})
    pairs = zip(model.outputs, values, strict=True)
    problems = [problem for output, value in pairs for problem in _check(model, output, value)]
    if problems:
        raise InvalidInput(problems)
    if key:
        _memo().put(claim, PROVED)


def _mismatches(arguments: tuple[Argument, ...], units: Mapping[str, Unit]) -> Iterator[Problem]:
    """Arguments without a number, or with one of another dimension."""
    for argument in arguments:
        if argument.name not in units:
            yield Problem(f"needs a number{f' in {argument.unit}' if argument.unit else ''}", argument.name)
            continue
        try:
            require(units[argument.name], unit(argument.unit))
        except UnitError as error:
            yield Problem(str(error), argument.name)


def _claim(model: Model, key: str) -> str:
    """What a proof is about: a source, and the dimensions it takes and returns."""
    said = [[(each.name, each.unit) for each in model.arguments], [(each.name, each.unit) for each in model.outputs]]
    return digest(json.dumps([key, model.name, said]))


def _call(model: Model, values: Mapping[str, float]) -> tuple[object, ...]:
    """What the model returns for quantities in its own units."""
    from ...units import registry

    quantities = [_quantity(each, values[each.name]) for each in model.arguments]
    try:
        result = registry.evaluate(model.function, quantities)
    except Exception as error:
        raise InvalidInput([_failure(error, model)]) from error
    returned = result if isinstance(result, tuple) else (result,)
    if len(returned) != len(model.outputs):
        raise InvalidInput([Problem(_miscounted(model, len(returned)), model.name, *stands(model.function))])
    return returned


def _miscounted(model: Model, count: int) -> str:
    """What to say of a model that returned so many values, and others than it declares."""
    if len(model.outputs) == 1:
        return f"must return one number, got {count} values; let a NamedTuple name several"
    return f"must return {', '.join(output.name for output in model.outputs)}, got {count} values"


def _quantity(argument: Argument, value: float) -> Any:
    """`value` in the argument's unit; for a profile, a flat day about it."""
    from ...units import registry

    level = registry.quantity(value, argument.unit)
    if not argument.profile:
        return level
    hour = registry.quantity(_HOUR, "s")
    return Profile(np.arange(_DAY + 1) * hour, hour, level)


def _check(model: Model, output: Output, value: object) -> Iterator[Problem]:
    """What is wrong with one thing a model returned."""
    from ...units import registry

    field = model.name if output.name == model.function.__name__ else f"{model.name} -> {output.name}"
    if not registry.is_scalar(value):
        yield Problem(f"must be one number, got {_shown(value)}", field, *stands(model.function))
        return
    declared = unit(output.unit)
    found = Unit(registry.written(value), Fraction(1), registry.dimension(value))
    if not compatible(found, declared):
        yield Problem(f"returns {_named(found)} where {_named(declared)} is declared", field, *stands(model.function))


def _shown(value: object) -> str:
    """What a model returned in place of a number, in plain words."""
    if shape := getattr(value, "shape", ()):
        return f"an array of {' x '.join(map(str, shape))}"
    return f"an object of type {type(value).__name__}"


def _named(unit: Unit) -> str:
    """``a power (W)``, or the bare unit where its dimension has no name."""
    name = kind(unit.dimension)
    text = unit.text or "1"
    return f"{name} ({text})" if name and unit.dimension else name or text


def _failure(error: Exception, model: Model) -> Problem:
    """An exception inside a formula, with the formula's line where it happened."""
    from ...units import registry

    steps = zip(traceback.walk_tb(error.__traceback__), traceback.extract_tb(error.__traceback__), strict=True)
    own = [summary for (frame, _), summary in steps if not _is_library(frame)]
    if not own:
        return Problem(f"cannot be called: {error}", model.name, *stands(model.function))
    at = own[-1]
    units = registry.clash(error)
    reason = f"{units[0]} and {units[1]} do not go together" if units else f"{type(error).__name__}: {error}"
    if not units and isinstance(error, TypeError) and any(argument.profile for argument in model.arguments):
        reason = NO_NUMBER
    elif str(error).startswith("Cannot compare"):
        reason = "compares a quantity with a plain number; only what has one unit can be compared"
    elif _FRACTIONAL.search(str(error)):
        reason = "reads an item by an index that is no whole number; write int(...) around it"
    elif _UNITLESS.search(str(error)):
        reason = "calls a function of numpy that cannot follow units; use others, such as np.where or np.maximum"
    said = f"{reason}, in `{at.line}`" if at.line else reason
    return Problem(said, model.name, nearby(at.filename), at.lineno or 1, (at.colno or 0) + 1)


def _is_library(frame: FrameType) -> bool:
    return f"{frame.f_globals.get('__name__', '')}.".startswith(_LIBRARIES)


@cache
def _memo() -> Memo:
    return Memo("proofs", f"{definitions()} {source_digest([Path(__file__)])[:12]}")
