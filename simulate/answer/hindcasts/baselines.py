"""Naive forecasters, as baselines: ranges about a point estimate without any simulation.

Both ranges would be read as a 90 % interval.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from ...engine.evaluate import evaluate, nominal_values
from ...scenario.scenario import Input, Scenario
from .forecast import Range

#: The usual relative uncertainty in the field.
HABIT = 0.2
#: The probabilities at the ends of an input's likely range.
ENDS = (0.05, 0.95)


def plus_minus(nominal: float) -> Range:
    """20 % to either side of the point estimate.

    >>> plus_minus(100.0)
    (80.0, 120.0)
    """
    return nominal * (1 - HABIT), nominal * (1 + HABIT)


def likely_range(scenario: Scenario, inputs: Mapping[str, Input], output: str) -> Range:
    """The point estimate times and over a factor whose logarithm is the inputs' own in quadrature.

    One input at a time goes through its 5 to 95 % range while the others stay nominal. With e the elasticity
    d ln(output) / d ln(input), as a secant over that range, and w = ln(95 % / 5 %) / 2, it adds (e w)^2; e w is half
    the logarithm of the ratio of the two outputs. Independent inputs are assumed, and powers of inputs multiplied.

    NaN if an output is not positive.

    >>> from ...reader.load import load
    >>> scenario = load("chatgpt/by-hardware", sets=["gpus=16"])
    >>> [round(end / 3600) for end in likely_range(scenario, scenario.inputs, "gpu_time")]
    [384, 384]
    """
    index = [quantity.name for quantity in scenario.outputs].index(output)
    nominal = nominal_values(inputs)

    def at(moved: Mapping[str, float]) -> float:
        return evaluate(scenario, {**nominal, **moved}, inputs)[index]

    half = math.hypot(*(_half_width([at({name: end}) for end in _ends(given)]) for name, given in inputs.items()))
    point = at({})
    return point * math.exp(-half), point * math.exp(half)


def _ends(given: Input) -> list[float]:
    return [float(given.distribution.quantile(probability)) for probability in ENDS]


def _half_width(outputs: list[float]) -> float:
    """Half the logarithm of the outputs' ratio."""
    low, high = outputs
    return 0.5 * math.log(high / low) if low > 0 and high > 0 else math.nan
