"""The outputs that an input reaches."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..engine.evaluate import evaluate, nominal_values
from ..scenario.scenario import Input, Scenario

#: Factors by which an input is moved to see which outputs change.
_NUDGES = (0.5, 1.25, 3.0)


def reached(scenario: Scenario, inputs: Mapping[str, Input], name: str) -> list[str]:
    """The outputs that the input `name` reaches, given `inputs`: those that change with its nominal value.

    >>> from ..reader.load import load
    >>> scenario = load("chatgpt/by-words")
    >>> reached(scenario, scenario.inputs, "pue")
    ['energy', 'emissions']
    """
    values = nominal_values(inputs)
    before = evaluate(scenario, values, inputs)
    moved = [
        evaluate(scenario, values | {name: values[name] * nudge if values[name] else nudge}, inputs)
        for nudge in _NUDGES
    ]
    return [
        quantity.name
        for o, quantity in enumerate(scenario.outputs)
        if not np.allclose([after[o] for after in moved], before[o], rtol=1e-12, atol=0.0)
    ]
