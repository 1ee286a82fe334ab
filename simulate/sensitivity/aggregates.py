"""Sums and means over a dimension: what is said instead of an analysis, which is of one coordinate at a time."""

from __future__ import annotations

from collections.abc import Iterator

from ..answer.subject import headline_output
from ..problems import InvalidInput, Problem
from ..scenario.scenario import Aggregate, Scenario


def analysed_headline(scenario: Scenario) -> str:
    """The output that analyses quote: the headline's, or what it is the sum or the mean of.

    >>> from ..reader.load import load
    >>> analysed_headline(load("chatgpt/by-words"))
    'emissions'
    """
    name = headline_output(scenario)
    return next((each.of for each in scenario.aggregates if each.name == name), name)


def left_out(scenario: Scenario) -> Iterator[str]:
    """A warning for each sum and mean over a dimension, which is not analysed."""
    for each in scenario.aggregates:
        yield f"{_described(each)}, is not analysed, as an input may have a draw of its own at each {each.over}"


def refuse_aggregates(scenario: Scenario, name: str, where: str) -> None:
    """Raise InvalidInput if the output called `name`, given at `where`, is a sum or a mean over a dimension."""
    each = next((each for each in scenario.aggregates if each.name == name), None)
    if each is None:
        return
    axis = next(axis for axis in scenario.axes if axis.name == each.over)
    raise InvalidInput(
        [
            Problem(
                f"{_described(each)}, is not analysed, as an input may have a draw of its own at each {each.over}; "
                f"choose {each.of}, with --choice {each.over}={axis.options[0].label} or another option, or add up in "
                "the model",
                file=where,
            )
        ]
    )


def _described(each: Aggregate) -> str:
    return f"{each.name}, the {each.method} of {each.of} over {each.over}"
