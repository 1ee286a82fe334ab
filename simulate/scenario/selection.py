"""A scenario reduced to one option of an axis, as with ``--choice allocation=all_at_once``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..problems import InvalidInput, Problem, did_you_mean
from .scenario import Axis, Option, Scenario


def pick(scenario: Scenario, picks: Sequence[str]) -> Scenario:
    """`scenario`, and its text, with a single option for each axis that `picks` names as ``axis=option``.

    The other options are removed with their names, the claims about them, and sums and means over them.

    Raises InvalidInput for an axis or an option that the scenario does not have, and for two options of one axis.
    """
    picked: dict[str, str] = {}
    for text in picks:
        axis, option = _found(scenario, text, picked)
        picked[axis.name] = option.label
        axes = tuple(_picked(each, option) if each is axis else each for each in scenario.axes)
        claims = tuple(claim for claim in scenario.claims if _applies(option.label, claim.at, claim.below, axis))
        labels = {each.label for axis in axes for each in axis.options}
        names = {label: name for label, name in scenario.names.items() if label in labels}
        resolved = _resolved(scenario.resolved, axis, option, names=names)
        aggregates = tuple(each for each in scenario.aggregates if each.over != axis.name)
        scenario = replace(scenario, axes=axes, claims=claims, names=names, resolved=resolved, aggregates=aggregates)
    return scenario


def _found(scenario: Scenario, text: str, picked: Mapping[str, str]) -> tuple[Axis, Option]:
    """The axis and the option that ``axis=option`` names; an axis that is already `picked` must keep its option."""
    name, equals, label = (piece.strip() for piece in text.partition("="))
    axes = {axis.name: axis for axis in scenario.axes}
    if not equals:
        raise _problem(text, "must be choice=option")
    if not axes:
        raise _problem(text, f"{scenario.name} has no choices")
    if name not in axes:
        raise _problem(text, f"no choice named {name!r}; {did_you_mean(name, axes)}")
    if picked.get(name, label) != label:
        remedy = f"keep one of them, or omit --choice {name} to see all options"
        raise _problem(text, f"{name} is given twice, before as {picked[name]}; {remedy}")
    options = {option.label: option for option in axes[name].options}
    if label not in options:
        raise _problem(text, f"{name} has no option {label!r}; {did_you_mean(label, options)}")
    return axes[name], options[label]


def _picked(axis: Axis, option: Option) -> Axis:
    """The axis with a single option."""
    numbers = (axis.numbers[axis.options.index(option)],) if axis.numbers else ()
    return replace(axis, options=(option,), numbers=numbers)


def _problem(text: str, message: str) -> InvalidInput:
    return InvalidInput([Problem(message, file=f"--choice {text}")])


def _resolved(text: str, axis: Axis, option: Option, *, names: Mapping[str, str]) -> str:
    """The scenario's text without the other options, their names and their claims; a range keeps one number."""
    from ..files import yaml

    data = yaml.parse(text.encode(), file="resolved").data
    stated = data[f"{axis.kind}s"][axis.name]
    if "range" in stated and "sets" in stated:
        stated["range"] = [int(option.label), int(option.label) + 1]
    elif "values" in stated and "sets" in stated:
        stated["values"] = [option.label]
    else:
        data[f"{axis.kind}s"][axis.name] = {key: each for key, each in stated.items() if str(key) == option.label}
    if "names" in data:
        data["names"] = dict(names)
    if "outputs" in data:
        data["outputs"] = {name: each for name, each in data["outputs"].items() if not _is_over(each, axis)}
    if "claims" in data:
        data["claims"] = {name: each for name, each in data["claims"].items() if _is_at(each, axis, option)}
    return yaml.write(data)


def _is_over(output: Any, axis: Axis) -> bool:
    """Whether an output of the text is a sum or a mean over an axis."""
    return isinstance(output, dict) and axis.name in (output.get("sum"), output.get("mean"))


def _is_at(claim: Mapping[str, Any], axis: Axis, option: Option) -> bool:
    return _applies(option.label, claim.get("at", {}), claim.get("below", {}), axis)


def _applies(label: str, at: Mapping[str, Any], below: Mapping[str, Any], axis: Axis) -> bool:
    """Whether a claim is about no other option of the axis than `label`; one that names none is about the first.

    A claim that compares two coordinates is about the same option in both, unless it names two.
    """
    own = at.get(axis.name, below.get(axis.name, axis.options[0].label))
    return str(own) == label == str(below.get(axis.name, own))
