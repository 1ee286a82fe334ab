"""Warnings about nominal values that are implausible under the law of their input."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..problems import Problem
from ..units import Unit, counted, readable, spoken
from ..units.number_format import significant
from .scenario import Input, Scenario
from .usual_quantities import unusual
from .usual_ranges import usual_ranges


@dataclass(frozen=True)
class ImplausibleValue:
    """An input whose nominal value is outside the 1 to 99 % range of its law, and the warning about it."""

    input: Input
    message: str


def implausible(inputs: Mapping[str, Input], *, reference: Mapping[str, Input] | None = None) -> list[ImplausibleValue]:
    """The inputs whose nominal value is outside the 1 to 99 % range of their law, or of such quantities.

    The law is the input's own, or that of the input of the same name in `reference`, if that is given; quantities are
    then left aside. Usual quantities are in the vocabulary.

    >>> from ..reader.load import load
    >>> [each.input.name for each in implausible(load("chatgpt/by-words").inputs)]
    ['utilization', 'full_power', 'pue']
    """
    judges = inputs if reference is None else reference
    pairs = [(given, judges[name]) for name, given in inputs.items() if name in judges]
    ranges = usual_ranges([judge.distribution for _, judge in pairs]) if pairs else []
    messages = [(given, _message(given, judge, *ends)) for (given, judge), ends in zip(pairs, ranges, strict=True)]
    if reference is None:
        messages += [(given, unusual(given)) for given in inputs.values()]
    return [ImplausibleValue(given, message) for given, message in messages if message]


def implausible_inputs(scenario: Scenario, *, reference: Scenario | None = None) -> tuple[Problem, ...]:
    """A warning for each input of the scenario itself whose nominal value is implausible, given `reference`."""
    found = implausible(scenario.inputs, reference=reference.inputs if reference else None)
    return tuple(_warning(each, "inputs", scenario) for each in found)


def implausible_values(scenario: Scenario) -> Iterator[Problem]:
    """The warnings of `implausible_inputs`, and those for the inputs of every option, with their key path."""
    yield from implausible_inputs(scenario)
    for axis in scenario.axes:
        for option in axis.options:
            for each in implausible(option.inputs):
                yield _warning(each, f"{axis.kind}s.{axis.name}.{option.label}", scenario)


def implausible_names(scenario: Scenario) -> tuple[str, ...]:
    """The inputs that `implausible_values` warns of, each once.

    >>> from ..reader.load import load
    >>> implausible_names(load("chatgpt/by-words"))
    ('utilization', 'full_power', 'pue')
    """
    alternatives = (option.inputs for axis in scenario.axes for option in axis.options)
    found = (each.input.name for inputs in (scenario.inputs, *alternatives) for each in implausible(inputs))
    return tuple(dict.fromkeys(found))


def outside_beliefs(names: Iterable[str]) -> str:
    """What is said of inputs whose nominal values `implausible_values` warns of; empty without any.

    >>> outside_beliefs(["pue", "latency"])
    'nominal values outside their beliefs: pue, latency'
    """
    listed = ", ".join(names)
    return f"nominal values outside their beliefs: {listed}" if listed else ""


def _warning(value: ImplausibleValue, section: str, scenario: Scenario) -> Problem:
    return Problem(value.message, f"{section}.{value.input.name}", scenario.name)


def _message(given: Input, reference: Input, low: float, high: float) -> str:
    """The warning about a nominal value outside the usual range; empty if it is inside or the input is a constant."""
    if low == high or low <= given.nominal <= high:
        return ""
    return _outside(given.nominal, given.unit, reference.unit, low, high)


@lru_cache(maxsize=1024)
def _outside(nominal: float, unit: Unit, of_range: Unit, low: float, high: float) -> str:
    """The warning about a `nominal` value outside the range from `low` to `high`, shown in the unit `of_range`."""
    side = "below" if nominal < low else "above"
    low_text, high_text = (significant(of_range.from_base(end), 4) for end in (low, high))
    span = f"{low_text} to {counted(high_text, readable(of_range.text))}"
    return f"nominal value {spoken(nominal, unit)} is {side} its 1 to 99 % range, {span}"
