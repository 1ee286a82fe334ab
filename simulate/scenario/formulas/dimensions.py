"""The dimensional proof of a model: it is called once with quantities, which carry their units along."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from ...cache.digest import digest, source_digest
from ...cache.memo import Memo
from ...problems import InvalidInput, Problem
from ...units import Unit, UnitError, compatible, kind, require, unit
from ...units.notation import definitions
from ..formula import Profile
from ..model import Argument, Model, Output
from .call_problem import call_problem
from .slow_call import announced
from .source_positions import position_of

PROVED = "proved"
_HOUR, _DAY = 3600.0, 24


def check_units(model: Model, units: Mapping[str, Unit]) -> None:
    """Raise InvalidInput unless `units` has a unit of the right dimension for each argument of `model`.

    The problems name each argument that is missing, unknown or of another dimension.
    """
    problems = [*_mismatches(model.arguments, units)]
    known = {argument.name for argument in model.arguments}
    problems += [Problem(f"is not an argument of {model.name}", name) for name in units if name not in known]
    if problems:
        raise InvalidInput(problems)


def prove(model: Model, arguments: Mapping[str, tuple[float, Unit]], *, key: str = "") -> None:
    """Raise InvalidInput unless `model` returns outputs of the declared dimensions for these arguments.

    Values are in base units. The proof covers the branch that these values take. With a `key`, which must change with
    the model's source, it is cached between processes. The problems carry the position of the cause.

    >>> from .lookup import load_model
    >>> given = {"utilization": (1, unit("1")), "idle_power": (46, unit("W/gpu")), "full_power": (407, unit("W/gpu"))}
    >>> prove(load_model("power.power"), given)
    """
    check_units(model, {name: given for name, (_, given) in arguments.items()})
    proof = _proof_key(model, key)
    if key and _memo().get(proof) == PROVED:
        return
    values = _call(model, {name: value for name, (value, _) in arguments.items()})
    pairs = zip(model.outputs, values, strict=True)
    problems = [problem for output, value in pairs for problem in _check(model, output, value)]
    if problems:
        raise InvalidInput(problems)
    if key:
        _memo().put(proof, PROVED)


def _mismatches(arguments: tuple[Argument, ...], units: Mapping[str, Unit]) -> Iterator[Problem]:
    """The arguments without a unit, or with one of another dimension."""
    for argument in arguments:
        if argument.name not in units:
            yield Problem(f"needs a number{f' in {argument.unit}' if argument.unit else ''}", argument.name)
            continue
        try:
            require(units[argument.name], unit(argument.unit))
        except UnitError as error:
            yield Problem(str(error), argument.name)


def _proof_key(model: Model, key: str) -> str:
    """The key of a proof: the source, and the units of arguments and outputs."""
    units = [[(each.name, each.unit) for each in model.arguments], [(each.name, each.unit) for each in model.outputs]]
    return digest(json.dumps([key, model.name, units]))


def _call(model: Model, values: Mapping[str, float]) -> tuple[object, ...]:
    """The values that the model returns for quantities in its own units."""
    from ...units import registry

    quantities = [_quantity(each, values[each.name]) for each in model.arguments]
    try:
        with announced(model.name, "once, to check its units"), redirect_stdout(sys.stderr):
            result = registry.evaluate(model.function, quantities)
    except Exception as error:
        raise InvalidInput([call_problem(error, model)]) from error
    returned = result if isinstance(result, tuple) else (result,)
    if len(returned) != len(model.outputs):
        raise InvalidInput([Problem(_count_problem(model, len(returned)), model.name, *position_of(model.function))])
    return returned


def _count_problem(model: Model, count: int) -> str:
    """The problem of a model that returned `count` values, not as many as it declares."""
    if len(model.outputs) == 1:
        return f"must return one number, got {count} values; let a NamedTuple name several"
    return f"must return {', '.join(output.name for output in model.outputs)}, got {count} values"


def _quantity(argument: Argument, value: float) -> Any:
    """`value` in the argument's unit; for a profile argument, a constant profile over a day."""
    from ...units import registry

    level = registry.quantity(value, argument.unit)
    if not argument.profile:
        return level
    hour = registry.quantity(_HOUR, "s")
    return Profile(np.arange(_DAY + 1) * hour, hour, level)


def _check(model: Model, output: Output, value: object) -> Iterator[Problem]:
    """The problems of one value that a model returned."""
    from ...units import registry

    field = model.name if output.name == model.function.__name__ else f"{model.name} -> {output.name}"
    if not registry.is_scalar(value):
        yield Problem(f"must be one number, got {_kind_of(value)}", field, *position_of(model.function))
        return
    declared = unit(output.unit)
    found = Unit(registry.written(value), Fraction(1), registry.dimension(value))
    if not compatible(found, declared):
        yield Problem(
            f"returns {_named(found)}, but {_named(declared)} is declared", field, *position_of(model.function)
        )


def _kind_of(value: object) -> str:
    """The kind of a value that is not a number, in plain words."""
    if shape := getattr(value, "shape", ()):
        return f"an array of {' x '.join(map(str, shape))}"
    return f"an object of type {type(value).__name__}"


def _named(unit: Unit) -> str:
    """``a power (W)``, or only the unit if its dimension has no name."""
    name = kind(unit.dimension)
    text = unit.text or "1"
    return f"{name} ({text})" if name and unit.dimension else name or text


@cache
def _memo() -> Memo:
    return Memo("proofs", f"{definitions()} {source_digest([Path(__file__)])[:12]}")
