"""A scenario at given values instead of draws: its models called as the plain functions they are."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from ..describe.scenario import Input, Scenario
from ..describe.shape import handed


def nominal_values(inputs: Mapping[str, Input]) -> dict[str, float]:
    """The nominal value of every input, in base units, before factors."""
    return {name: given.nominal for name, given in inputs.items()}


def evaluate(
    scenario: Scenario, values: Mapping[str, float], inputs: Mapping[str, Input] | None = None
) -> tuple[float, ...]:
    """The scenario's outputs, in base units, where its inputs take `values`; `inputs` says which factors apply."""
    inputs = inputs or scenario.inputs
    computed: list[float] = []
    for part in scenario.parts:
        with np.errstate(all="ignore"):
            result = part.model.function(*(_handed(inputs[name], values) for name in part.feeds))
        computed += result if isinstance(result, tuple) else (result,)
    found: dict[str, float] = dict(
        zip((q.name for q in scenario.outputs if not q.sums), map(float, computed), strict=True)
    )
    for quantity in scenario.outputs:
        if quantity.sums:
            found[quantity.name] = sum(found[name] for name in quantity.sums)
    return tuple(found[quantity.name] for quantity in scenario.outputs)


def _handed(given: Input, values: Mapping[str, float]) -> Any:
    """What the model sees of an input: its value times its factors', and its shape."""
    return handed(given.shape, math.prod((values[factor] for factor in given.factors), start=values[given.name]))
