"""Which outputs have no mean or standard deviation, because an input that reaches them has none."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from ..describe.scenario import Input, Scenario
from ..engine.nominal import evaluate, nominal_values

#: Factors by which an input is moved to see which outputs follow.
_NUDGES = (0.5, 1.25, 3.0)


def without_moments(scenario: Scenario, inputs: Mapping[str, Input]) -> Mapping[str, str]:
    """For each output that has no standard deviation where `inputs` hold, the reason; most often empty.

    An input reaches an output when moving its nominal value moves the output.
    """
    reasons: dict[str, str] = {}
    for name, given in inputs.items():
        if not math.isfinite(given.distribution.variance):
            reason = f"the law of {name} ({given.stated or given.distribution}) has no finite variance"
            reasons = dict.fromkeys(_reached(scenario, inputs, name), reason) | reasons
    return reasons


def _reached(scenario: Scenario, inputs: Mapping[str, Input], name: str) -> list[str]:
    """The outputs that `name` moves."""
    values = nominal_values(inputs)
    before = evaluate(scenario, values, inputs)
    reached = []
    for nudge in _NUDGES:
        moved = values | {name: values[name] * nudge if values[name] else nudge}
        for quantity, a, b in zip(scenario.outputs, before, evaluate(scenario, moved, inputs), strict=True):
            if not np.isclose(a, b, rtol=1e-12, atol=0.0):
                reached.append(quantity.name)
    return reached
