"""Which outputs have no mean or standard deviation, because an input that reaches them has none."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from ..describe.scenario import Scenario
from ..engine.nominal import evaluate, nominal_values

#: Factors by which an input is moved to see which outputs follow.
_NUDGES = (0.5, 1.25, 3.0)


def without_moments(scenario: Scenario) -> Mapping[str, str]:
    """For each output that has no standard deviation, the reason; most often empty.

    An input reaches an output when moving its nominal value moves the output.
    """
    reasons: dict[str, str] = {}
    for name, given in scenario.inputs.items():
        if math.isfinite(given.distribution.variance):
            continue
        for output in _reached(scenario, name):
            reasons.setdefault(
                output, f"the law of {name} ({given.stated or given.distribution}) has no finite variance"
            )
    return reasons


def _reached(scenario: Scenario, name: str) -> list[str]:
    """The outputs that `name` moves."""
    values = nominal_values(scenario.inputs)
    before = evaluate(scenario, values)
    reached = []
    for nudge in _NUDGES:
        moved = values | {name: values[name] * nudge if values[name] else nudge}
        for quantity, a, b in zip(scenario.outputs, before, evaluate(scenario, moved), strict=True):
            if not np.isclose(a, b, rtol=1e-12, atol=0.0):
                reached.append(quantity.name)
    return reached
