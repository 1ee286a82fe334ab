"""The probability that an output lies above or below a threshold, from counts of every sample of the run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ...engine.accumulators.exceedances import Exceedances
from ...engine.program.plan import Plan
from ...problems import InvalidInput, Problem, did_you_mean
from ...scenario.scenario import Scenario
from ...units import UnitError, quantity
from ..answer import Event, Exceedance
from ..comparison import share_of
from .finite_moments import ROUNDING

Counts = NDArray[np.int64]

_EVENT: Final = re.compile(r"\s*(?P<output>[^\s<>=]+)\s*(?P<relation><=|>=|<|>)\s*(?P<threshold>[^<>=]+?)\s*")


def events(scenario: Scenario, texts: Sequence[str], *, option: str = "--probability") -> tuple[Event, ...]:
    """The events that `texts` describe: an output of `scenario`, a relation (<, <=, >, >=), a quantity.

    Events that are the same but for spelling are one. `option` is what a message says the texts were given to.

    Raises InvalidInput with every mistake.

    >>> from ...reader.load import load
    >>> [event.threshold for event in events(load("chatgpt/by-words"), ["emissions > 3 t"])]
    [3000.0]
    """
    problems: list[Problem] = []
    found = []
    for text in texts:
        try:
            found.append(_event(scenario, text))
        except (InvalidInput, UnitError) as error:
            problems.append(Problem(str(error), file=f"{option} {text}"))
    if problems:
        raise InvalidInput(problems)
    return distinct(found)


def distinct(given: Sequence[Event]) -> tuple[Event, ...]:
    """The events without those that differ from an earlier one in spelling alone."""
    found: dict[tuple[str, str, float], Event] = {}
    for each in given:
        found.setdefault((each.output, each.relation, each.threshold), each)
    return tuple(found.values())


def _event(scenario: Scenario, text: str) -> Event:
    """The event that one text describes; raises InvalidInput or UnitError."""
    read = _EVENT.fullmatch(text)
    if not read:
        raise InvalidInput("must be an output, a relation (<, <=, >, >=) and a quantity, such as 'emissions > 3 t'")
    output, relation, stated = read["output"], read["relation"], read["threshold"]
    units = {each.name: each.unit for each in scenario.quantities}
    if output not in units:
        known = f"{output} is an input; " if output in scenario.inputs else f"no output is called {output!r}; "
        raise InvalidInput(known + did_you_mean(output, units))
    threshold, unit = quantity(stated, units[output])
    if not unit.text and units[output].text:
        raise InvalidInput(
            f"must have a unit, as {output} is shown in {units[output].text}: {stated} {units[output].text}"
        )
    return Event(output, relation, threshold, " ".join(stated.split()))


class EventCounts:
    """The samples of a run in which each of `events` occurs, at every coordinate of `plan`.

    `accumulators` are what the run must feed: none if there are no events.
    """

    def __init__(self, plan: Plan, events: Sequence[Event]) -> None:
        self._of = [
            (row, event, coordinate.labels)
            for event in events
            for row, (coordinate, output) in enumerate(plan.records)
            if output.name == event.output
        ]
        self._counts = Exceedances(
            [row for row, _, _ in self._of], [event.threshold for _, event, _ in self._of], rounding=ROUNDING
        )

    @property
    def accumulators(self) -> tuple[Exceedances, ...]:
        """What the run must feed."""
        return (self._counts,) if self._of else ()

    def exceedances(self, sizes: Sequence[int], *, batched: bool) -> Iterator[Exceedance]:
        """The probability of each event at each coordinate, in a run whose batches have `sizes` samples.

        `batched` says that the batches are independent randomizations.
        """
        for (_, event, labels), counts in zip(self._of, self._counts.counts.transpose(1, 0, 2), strict=True):
            inside = _inside(event.relation, counts, np.array(sizes))
            yield Exceedance(event, labels, share_of(inside, np.array(sizes), batched=batched))


def _inside(relation: str, counts: Counts, sizes: Counts) -> Counts:
    """How many samples of each batch satisfy the relation, from `counts` (BATCHES, 2) below and equal."""
    below, equal = counts.T
    below_or_at: Counts = below if relation in {"<", ">="} else below + equal
    return below_or_at if relation.startswith("<") else sizes - below_or_at
