"""Nominal values that are implausible: outside the central range of what is believed of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..problems import Problem
from ..units import counted, readable, spoken
from ..units.number_format import significant
from .scenario import Input, Scenario

USUAL = (0.01, 0.99)
"""Between these percentiles a value is no surprise."""


@dataclass(frozen=True)
class Surprise:
    """An input whose nominal value lies outside the 1 to 99 % range of its belief, and a sentence about it."""

    input: Input
    message: str


def surprises(inputs: Mapping[str, Input], *, believed: Mapping[str, Input] | None = None) -> Iterator[Surprise]:
    """A surprise for each input whose nominal value lies outside the 1 to 99 % range of what is believed of it.

    The belief is the input's own law, or that of the same input in `believed`.

    >>> from ..reader.load import load
    >>> [each.input.name for each in surprises(load("chatgpt/by-words").inputs)]
    ['utilization', 'full_power', 'pue']
    """
    beliefs = inputs if believed is None else believed
    for name, given in inputs.items():
        if name in beliefs and (message := _message(given, beliefs[name])):
            yield Surprise(given, message)


def outside_belief(scenario: Scenario, *, believed: Scenario | None = None) -> tuple[Problem, ...]:
    """A warning for each of the scenario's own inputs that is a surprise, given its law or that in `believed`."""
    found = surprises(scenario.inputs, believed=believed.inputs if believed else None)
    return tuple(_warning(each, "inputs", scenario) for each in found)


def surprising(scenario: Scenario) -> Iterator[Problem]:
    """The warnings of `outside_belief`, then those of every option of every axis."""
    yield from outside_belief(scenario)
    for axis in scenario.axes:
        for option in axis.options:
            for each in surprises(option.inputs):
                yield _warning(each, f"{axis.kind}s.{axis.name}.{option.label}", scenario)


def _warning(surprise: Surprise, section: str, scenario: Scenario) -> Problem:
    return Problem(surprise.message, f"{section}.{surprise.input.name}", scenario.name)


def _message(given: Input, believed: Input) -> str:
    """The sentence about a nominal value; empty if it is no surprise, or nothing is uncertain."""
    low, high = (float(believed.distribution.quantile(p)) for p in USUAL)
    if low == high or low <= given.nominal <= high:
        return ""
    side = "below" if given.nominal < low else "above"
    low_text, high_text = (significant(believed.unit.from_base(end), 4) for end in (low, high))
    span = f"{low_text} to {counted(high_text, readable(believed.unit.text))}"
    return f"the nominal value {spoken(given.nominal, given.unit)} lies {side} the belief's 1 to 99 % range, {span}"
