"""The outputs that an input reaches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from ..engine.evaluate import evaluate, nominal_values
from ..scenario.scenario import Input, Scenario

#: Factors by which an input is moved to see which outputs change.
_NUDGES = (0.5, 1.25, 3.0)
#: Quantiles of all inputs about which it is moved too: at nominal values, one may be multiplied by 0.
_ELSEWHERE = (0.3, 0.8)
#: Quantiles of an input at which it is looked at too: it may matter in its tails alone, beyond a threshold.
_FAR = (1e-6, 1e-3, 0.05, 0.95, 0.999, 1 - 1e-6)


def reached(scenario: Scenario, inputs: Mapping[str, Input], name: str) -> list[str]:
    """The outputs that the input `name` reaches, given `inputs`: those that change with it.

    It is moved about its nominal value and into its tails, the others being at theirs, and likewise about two
    quantiles, the others being at those.

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
    values = {**values, **_taken(inputs, name)}
    before = evaluate(scenario, values, inputs)
    nudged = (values[name] * nudge if values[name] else nudge for nudge in _NUDGES)
    found = _change(scenario, inputs, before, [{**values, name: value} for value in nudged])
    if all(found):
        return found
    far = np.asarray(inputs[name].distribution.quantile(np.array(_FAR)), float).tolist()
    beyond = _change(scenario, inputs, before, [{**values, name: value} for value in far])
    return [near or each for near, each in zip(found, beyond, strict=True)]


def _taken(inputs: Mapping[str, Input], name: str) -> dict[str, float]:
    """The picks at which other inputs are the input `name`: elsewhere it reaches nothing."""
    picks = (given.pick for given in inputs.values() if given.pick and name in given.pick.options)
    return {pick.name: float(pick.options.index(name)) for pick in picks}


def _change(
    scenario: Scenario,
    inputs: Mapping[str, Input],
    before: Sequence[float],
    elsewhere: Sequence[Mapping[str, float]],
) -> list[bool]:
    """Whether each output differs from what it was `before` at any of the values `elsewhere`."""
    after = [evaluate(scenario, values, inputs) for values in elsewhere]
    return [
        not np.allclose([each[o] for each in after], before[o], rtol=1e-12, atol=0.0, equal_nan=True)
        for o in range(len(scenario.outputs))
    ]
