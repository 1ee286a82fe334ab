"""A scenario at given values instead of draws: its models called as the plain functions they are."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ..scenario.formulas.evaluate import outputs_of
from ..scenario.formulas.safe_float import SafeFloat
from ..scenario.profile import argument_value
from ..scenario.scenario import Input, Scenario


def nominal_values(inputs: Mapping[str, Input]) -> dict[str, float]:
    """The nominal value of every input, in base units, before factors."""
    return {name: given.nominal for name, given in inputs.items()}


def evaluate(
    scenario: Scenario,
    values: Mapping[str, float],
    inputs: Mapping[str, Input] | None = None,
    number: type[SafeFloat] = SafeFloat,
) -> tuple[float, ...]:
    """The scenario's outputs, in base units, where its inputs take `values`; `inputs` says which factors apply.

    The formulas compute with numbers of the kind `number`.
    """
    inputs = inputs or scenario.inputs
    names = (quantity.name for quantity in scenario.outputs if not quantity.sums)
    sums = {quantity.name: quantity.sums for quantity in scenario.outputs if quantity.sums}
    found: dict[str, float] = {}

    def output(name: str) -> float:
        return sum(found[each] for each in sums[name]) if name in sums else found[name]

    for part in scenario.parts:
        computed = {name: number(output(name)) for name in part.computed}
        fed = [computed[name] if name in computed else _handed(inputs[name], values, number) for name in part.feeds]
        found |= {next(names): each for each in outputs_of(part.model, fed)}
    return tuple(output(quantity.name) for quantity in scenario.outputs)


def _handed(given: Input, values: Mapping[str, float], number: type[SafeFloat]) -> Any:
    """What the model sees of an input: its value times its factors', and its shape."""
    level = values[given.pick.at(values[given.pick.name]) if given.pick else given.name]
    if given.factors:
        level = math.prod((values[factor] for factor in given.factors), start=level)
    return argument_value(given.profile, level, number)
