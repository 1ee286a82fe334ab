"""Where published or chosen values lie in what is believed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..problems import Problem
from ..units import counted, readable, spoken
from ..units.number_format import significant
from .scenario import Input, Scenario

USUAL = (0.01, 0.99)
"""Between these percentiles a value is no surprise."""


def outside_belief(scenario: Scenario, *, believed: Scenario | None = None) -> tuple[Problem, ...]:
    """A warning for every input whose nominal value lies outside the 1 to 99 % range of what is believed of it.

    The belief is the input's own law, or that of the same input in `believed`.

    >>> from ..reader.load import load
    >>> [warning.field for warning in outside_belief(load("chatgpt/by-words"))]
    ['inputs.utilization', 'inputs.full_power', 'inputs.pue']
    """
    beliefs = (believed or scenario).inputs
    pairs = ((given, beliefs[name]) for name, given in scenario.inputs.items() if name in beliefs)
    return tuple(
        Problem(message, f"inputs.{given.name}", scenario.name)
        for given, law in pairs
        if (message := _message(given, law))
    )


def surprising(scenario: Scenario) -> Iterator[Problem]:
    """The same for every option of every axis too, each with its place."""
    yield from outside_belief(scenario)
    for axis in scenario.axes:
        for option in axis.options:
            for warning in outside_belief(replace(scenario, inputs=option.inputs)):
                place = f"{axis.kind}s.{axis.name}.{option.label}"
                yield replace(warning, field=warning.field.replace("inputs", place, 1))


def _message(given: Input, believed: Input) -> str:
    """What is to be said of a nominal value; nothing where it is no surprise, or nothing is uncertain."""
    low, high = (float(believed.distribution.quantile(p)) for p in USUAL)
    if low == high or low <= given.nominal <= high:
        return ""
    side = "below" if given.nominal < low else "above"
    low_text, high_text = (significant(believed.unit.from_base(end), 4) for end in (low, high))
    span = f"{low_text} to {counted(high_text, readable(believed.unit.text))}"
    return f"the nominal value {spoken(given.nominal, given.unit)} lies {side} the belief's 1 to 99 % range, {span}"
