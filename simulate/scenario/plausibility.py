"""Warnings about nominal values that are implausible under the law of their input."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..problems import Problem
from ..units import counted, readable, spoken
from ..units.number_format import significant
from .scenario import Input, Scenario

USUAL = (0.01, 0.99)
"""A value between these quantiles of its law is plausible."""


def implausible_inputs(scenario: Scenario, *, reference: Scenario | None = None) -> tuple[Problem, ...]:
    """A warning for each input whose nominal value is outside the 1 to 99 % range of its law.

    The law is the input's own, or that of the input of the same name in `reference`.

    >>> from ..reader.load import load
    >>> [warning.field for warning in implausible_inputs(load("chatgpt/by-words"))]
    ['inputs.utilization', 'inputs.full_power', 'inputs.pue']
    """
    references = (reference or scenario).inputs
    pairs = ((given, references[name]) for name, given in scenario.inputs.items() if name in references)
    return tuple(
        Problem(message, f"inputs.{given.name}", scenario.name)
        for given, law in pairs
        if (message := _message(given, law))
    )


def implausible_values(scenario: Scenario) -> Iterator[Problem]:
    """The warnings of `implausible_inputs`, and those for the inputs of every option, with their key path."""
    yield from implausible_inputs(scenario)
    for axis in scenario.axes:
        for option in axis.options:
            for warning in implausible_inputs(replace(scenario, inputs=option.inputs)):
                key_path = f"{axis.kind}s.{axis.name}.{option.label}"
                yield replace(warning, field=warning.field.replace("inputs", key_path, 1))


def _message(given: Input, reference: Input) -> str:
    """The warning about a nominal value; empty if it is plausible or the input is a constant."""
    low, high = (float(reference.distribution.quantile(p)) for p in USUAL)
    if low == high or low <= given.nominal <= high:
        return ""
    side = "below" if given.nominal < low else "above"
    low_text, high_text = (significant(reference.unit.from_base(end), 4) for end in (low, high))
    span = f"{low_text} to {counted(high_text, readable(reference.unit.text))}"
    return f"nominal value {spoken(given.nominal, given.unit)} is {side} its 1 to 99 % range, {span}"
