"""Measurements of inputs that an output does not depend on: they tell about it through correlations, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...answer.reached_outputs import reached_by
from ...scenario.scenario import Input, Scenario
from ..pick_freeze import Names
from .one_draw import one_draw


def indirect(
    scenario: Scenario, inputs: Mapping[str, Input], measured: Iterable[Names]
) -> dict[Names, dict[str, Names]]:
    """For each set of inputs `measured`, the outputs that depend on none of them, each with what it may tell through.

    These are what the output depends on among the inputs that correlate with those measured; there may be none.

    >>> from ...reader.load import load
    >>> scenario = load("chatgpt/by-words")
    >>> indirect(scenario, scenario.inputs, [("pue",), ("pue", "users")])
    {('pue',): {'gpu_time': ()}, ('pue', 'users'): {}}
    """
    drawn = _groups(scenario, inputs)
    partners = {
        names: {name for members in drawn if set(names) & set(members) for name in members} - set(names)
        for names in measured
    }
    reaches = reached_by(scenario, inputs, set[str]().union(*partners, *partners.values()))
    found = {}
    for names, others in partners.items():
        own = {output for name in names for output in reaches[name]}
        found[names] = {
            output.name: tuple(sorted(name for name in others if output.name in reaches[name]))
            for output in scenario.outputs
            if output.name not in own
        }
    return found


def _groups(scenario: Scenario, inputs: Mapping[str, Input]) -> list[Names]:
    """The inputs that are drawn together: correlated ones, shares of one whole, and those that are one draw."""
    correlated = [group.members for group in scenario.correlations]
    return [*correlated, *(group.members for group in scenario.shares), *one_draw(inputs)]
