"""A scenario's output at values that somebody published, instead of the nominal ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ...engine.evaluate import evaluate, nominal_values
from ...engine.program.coordinates import coordinates
from ...scenario.claim import Claim, Figure
from ...scenario.scenario import Input, Scenario

Output = Callable[[Mapping[str, float]], float]


def inputs_at(scenario: Scenario, at: Mapping[str, str]) -> Mapping[str, Input]:
    """The inputs at a coordinate; an axis that `at` does not name is at its first option."""
    return next(each.inputs for each in coordinates(scenario) if at.items() <= each.labels.items())


def output_of(scenario: Scenario, claim: Claim) -> Output:
    """The claim's output as a function of values of inputs, in base units; the others are nominal.

    >>> from ...reader.load import load
    >>> scenario = load("chatgpt/by-words")
    >>> output = output_of(scenario, scenario.claims[0])
    >>> round(output({}), 1), round(output({"pue": 1.1}), 1)
    (3824.4, 4206.8)
    """
    inputs = inputs_at(scenario, claim.at)
    nominal = nominal_values(inputs)
    index = [quantity.name for quantity in scenario.outputs].index(claim.output)
    return lambda values: evaluate(scenario, {**nominal, **values}, inputs)[index]


def from_published(scenario: Scenario, claim: Claim) -> Figure | None:
    """The figure that follows from the published figures behind a claim, with the rounding that follows from theirs.

    Figures that name inputs replace their nominal values; others are added up. None if the claim names none.
    """
    if not claim.given:
        return None
    takes_inputs = all(name in scenario.inputs for name in claim.given)
    output = output_of(scenario, claim) if takes_inputs else _total
    values = {name: figure.value for name, figure in claim.given.items()}
    reach = sum(_reach(output, values, name, figure) for name, figure in claim.given.items())
    stated = (f"{name} {figure.stated}" for name, figure in claim.given.items())
    return Figure(output(values), reach, claim.unit, ", ".join(stated))


def _total(values: Mapping[str, float]) -> float:
    return sum(values.values())


def _reach(output: Output, values: Mapping[str, float], name: str, figure: Figure) -> float:
    """How far the rounding of one figure moves the output in either direction."""
    low, high = (output({**values, name: figure.value + step}) for step in (-figure.rounding, figure.rounding))
    return abs(high - low) / 2
