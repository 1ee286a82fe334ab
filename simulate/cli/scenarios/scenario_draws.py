"""Which inputs of a scenario share draws, or are drawn together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...scenario.scenario import Input, Scenario


def all_inputs(scenario: Scenario) -> Iterator[tuple[str, Input]]:
    """Every input, then those of options, each with the option, such as ``region norway``; empty for the first."""
    yield from (("", each) for each in scenario.inputs.values())
    for axis in scenario.axes:
        for option in axis.options:
            yield from ((f"{axis.name} {option.label}", each) for each in option.inputs.values())


def draws(scenario: Scenario) -> Iterator[str]:
    """Sentences that say which inputs do not vary independently."""
    exceptions = list(_together(scenario))
    rule = "Each uncertain input and each law of an option has draws of its own"
    yield from (f"{rule}, except:", *exceptions) if exceptions else (f"{rule}.",)


def _together(scenario: Scenario) -> Iterator[str]:
    """A line for each group of inputs that share draws, or are drawn together."""
    for stream, drawn in _by_stream(scenario).items():
        row = "" if stream in scenario.inputs else f" ({stream})"
        if len(drawn) > 1:
            is_same = len({each.distribution for each in drawn.values()}) == 1
            how = "have the same value" if is_same else "have the same percentile"
            yield f"  {', '.join(drawn)} {how} in each draw{row}"
    for name in scenario.inputs:
        multiplied = list(dict.fromkeys(each.name for _, each in all_inputs(scenario) if name in each.factors))
        if multiplied:
            yield f"  {name} multiplies {', '.join(multiplied)} by the same value in each draw"
    for group in scenario.correlations:
        yield f"  {', '.join(group.members)} are correlated ({group.scale} correlation)"
    for share in scenario.shares:
        yield f"  {', '.join(share.members)} sum to 1"


def _by_stream(scenario: Scenario) -> dict[str, dict[str, Input]]:
    """Every uncertain input by its stream, and by its name and option."""
    found: dict[str, dict[str, Input]] = {}
    for at, given in all_inputs(scenario):
        if given.varies:
            found.setdefault(given.stream, {})[f"{given.name} at {at}" if at else given.name] = given
    return found
