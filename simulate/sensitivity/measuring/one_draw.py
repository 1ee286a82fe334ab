"""Inputs that are one draw, such as those that take one catalog row: a measurement of one of them is one of all."""

from __future__ import annotations

from collections.abc import Mapping

from ...laws.base import Distribution
from ...problems import InvalidInput, Problem
from ...scenario.scenario import Input
from ..pick_freeze import Names
from .accuracy import Accuracy


def one_draw(inputs: Mapping[str, Input]) -> tuple[Names, ...]:
    """The inputs in sets that have one value in every sample, in file order.

    >>> from ...reader.load import load
    >>> one_draw(load("chatgpt/by-words").inputs)[:2]
    (('duration',), ('users',))
    """
    draws: dict[tuple[str, Distribution], Names] = {}
    for name, given in inputs.items():
        key = given.stream, given.distribution
        draws[key] = (*draws.get(key, ()), name)
    return tuple(draws.values())


def measurable(inputs: Mapping[str, Input]) -> dict[str, Names]:
    """The inputs that a measurement can narrow, the first of each draw, each with all that are its draw."""
    kept = {name: given for name, given in inputs.items() if given.varies and given.nature == "ignorance"}
    return {names[0]: names for names in one_draw(kept)}


def accuracy_of_draws(asked: Mapping[str, Accuracy], drawn: Mapping[str, Names]) -> dict[str, Accuracy]:
    """The accuracy of the first input of each draw; InvalidInput if a draw has several."""
    found: dict[str, Accuracy] = {}
    for first, names in drawn.items():
        given = {name: asked[name] for name in names if name in asked}
        if len(set(given.values())) > 1:
            stated = ", ".join(f"{name} {each.stated}" for name, each in given.items())
            message = f"{' and '.join(given)} are one draw and have one measurement: give one accuracy, not {stated}"
            raise InvalidInput([Problem(message, file="--accuracy")])
        if given:
            found[first] = next(iter(given.values()))
    return found


def pairs_of_draws(asked: tuple[tuple[str, str], ...], drawn: Mapping[str, Names]) -> tuple[tuple[str, str], ...]:
    """The pairs of the first inputs of draws, each once; InvalidInput if both inputs of one are one draw."""
    first = {name: leader for leader, names in drawn.items() for name in names}
    for one, other in asked:
        if first[one] == first[other]:
            message = f"{one} and {other} are one draw: a measurement of one is one of both; name an input of another"
            raise InvalidInput([Problem(message, file=f"--pair {one},{other}")])
    found: dict[frozenset[str], tuple[str, str]] = {}
    for one, other in asked:
        found.setdefault(frozenset((first[one], first[other])), (first[one], first[other]))
    return tuple(found.values())
