"""Measurements of inputs that an output does not depend on: they tell about it through correlations, or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...answer.reached_outputs import reached
from ...laws.base import Distribution
from ...scenario.scenario import Input, Scenario


def indirect(scenario: Scenario, inputs: Mapping[str, Input], measured: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The outputs that depend on none of the inputs `measured`, each with the inputs it does through which it may tell.

    These are what it depends on among the inputs that correlate with those measured; there may be none.

    >>> from ...reader.load import load
    >>> scenario = load("chatgpt/by-words")
    >>> indirect(scenario, scenario.inputs, ["pue"])
    {'gpu_time': ()}
    """
    partners = {
        name
        for members in _groups(scenario, inputs)
        if set(measured) & set(members)
        for name in members
        if name not in measured
    }
    through = {name: reached(scenario, inputs, name) for name in partners}
    own = set[str]().union(*(set(reached(scenario, inputs, name)) for name in measured))
    return {
        output.name: tuple(sorted(name for name in partners if output.name in through[name]))
        for output in scenario.outputs
        if output.name not in own
    }


def _groups(scenario: Scenario, inputs: Mapping[str, Input]) -> list[tuple[str, ...]]:
    """The inputs that are drawn together: correlated ones, shares of one whole, and those that are one draw."""
    draws: dict[tuple[str, Distribution], tuple[str, ...]] = {}
    for name, given in inputs.items():
        key = given.stream, given.distribution
        draws[key] = (*draws.get(key, ()), name)
    correlated = [group.members for group in scenario.correlations]
    return [*correlated, *(group.members for group in scenario.shares), *draws.values()]
