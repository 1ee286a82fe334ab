"""The functional unit of a model: the arguments that `per` fixes, as constant inputs."""

from __future__ import annotations

from collections.abc import Mapping

from .. import units
from ..grammar.diagnostics import Diagnostics
from ..grammar.input_entries import expand
from ..laws.discrete import Constant
from ..problems import KeyPath
from ..scenario.model import Argument
from ..scenario.scenario import Input
from ..units import Unit
from .quantity import read_quantity


def read_functional_unit(
    stated: Mapping[str, float | str], arguments: Mapping[str, Argument], diagnostics: Diagnostics
) -> dict[str, tuple[float, Unit]]:
    """The valid arguments of `per`, each with its value in base units and the unit it is written in."""
    found = {name: _amount(value, arguments.get(name), ("per", name), diagnostics) for name, value in stated.items()}
    return {name: amount for name, amount in found.items() if amount}


def constant_inputs(per: Mapping[str, tuple[float, Unit]]) -> dict[str, Input]:
    """The functional unit as inputs by name."""
    return {
        name: Input(name, Constant(value), unit, value, stream=name, stated="constant", note="the functional unit")
        for name, (value, unit) in per.items()
    }


def _amount(
    value: object, argument: Argument | None, key_path: KeyPath, diagnostics: Diagnostics
) -> tuple[float, Unit] | None:
    expected = units.unit(argument.unit) if argument else None
    if end := _end_of_range(value, expected):
        diagnostics.problem(key_path, f"must be one value, such as `{key_path[-1]}: {end}`, got the range {value!r}")
        return None
    found = read_quantity(value, key_path, diagnostics, expected=expected)
    if found and not found[0] > 0:
        diagnostics.problem(key_path, f"must be above 0, as the answer is for this amount; got {value}")
        return None
    return found


def _end_of_range(value: object, unit: Unit | None) -> str:
    """One end of a range, with its unit; empty for a value that is not a range."""
    ends = [expand(value).get(end) for end in ("p95", "p5")]
    if None in ends:
        return ""
    bare = f"{ends[0]} {unit.text if unit else ''}".rstrip()
    return next((end for end in ends if isinstance(end, str)), bare)
