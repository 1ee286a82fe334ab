"""The outputs that an input reaches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from ..engine.evaluate import evaluate, nominal_values
from ..scenario.scenario import Input, Scenario

#: Factors by which an input is moved to see which outputs change.
_NUDGES = (0.5, 1.25, 3.0)
#: Quantiles of all inputs about which it is moved too: at nominal values, one may be multiplied by 0.
_ELSEWHERE = (0.3, 0.8)


def reached(scenario: Scenario, inputs: Mapping[str, Input], name: str) -> list[str]:
    """The outputs that the input `name` reaches, given `inputs`: those that change with it.

    It is moved about its nominal value, the others being at theirs, and about two quantiles, the others being at those.

    >>> from ..reader.load import load
    >>> scenario = load("chatgpt/by-words")
    >>> reached(scenario, scenario.inputs, "pue")
    ['energy', 'emissions']
    """
    found = [_moved(scenario, inputs, name, values) for values in (nominal_values(inputs), *_elsewhere(inputs))]
    return [quantity.name for quantity, *moves in zip(scenario.outputs, *found, strict=True) if any(moves)]


def _elsewhere(inputs: Mapping[str, Input]) -> Iterator[dict[str, float]]:
    for p in _ELSEWHERE:
        yield {name: float(np.asarray(given.distribution.quantile(p))) for name, given in inputs.items()}


def _moved(scenario: Scenario, inputs: Mapping[str, Input], name: str, values: Mapping[str, float]) -> list[bool]:
    """Whether each output changes if the input `name` is moved and all others keep their `values`."""
    before = evaluate(scenario, values, inputs)
    moved = [
        evaluate(scenario, {**values, name: values[name] * nudge if values[name] else nudge}, inputs)
        for nudge in _NUDGES
    ]
    return [
        not np.allclose([after[o] for after in moved], before[o], rtol=1e-12, atol=0.0, equal_nan=True)
        for o in range(len(scenario.outputs))
    ]
