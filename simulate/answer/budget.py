"""Whether budgets are met: events that must have at least a stated probability."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .answer import BudgetVerdict, Event, Exceedance

#: A budget is met if its probability is at least this: what the headline's interval promises.
CONFIDENCE: Final = 0.9


def budget_verdicts(
    exceedances: Sequence[Exceedance], budgets: Sequence[Event], confidence: float
) -> tuple[BudgetVerdict, ...]:
    """The verdict about each budget at each coordinate, from the `exceedances` of a run, which have their events.

    >>> from .statistics.marginal import Estimate
    >>> event = Event("emissions", "<", 10_000.0, "10 t")
    >>> (found,) = budget_verdicts([Exceedance(event, {}, Estimate(0.94, 0.001))], [event], 0.9)
    >>> found.met, found.within_error
    (True, False)
    """
    return tuple(
        BudgetVerdict(each.event, each.coordinates, each.probability, confidence)
        for budget in budgets
        for each in exceedances
        if _same(each.event, budget)
    )


def budget_cautions(verdicts: Sequence[BudgetVerdict]) -> list[str]:
    """A sentence about each verdict that the Monte Carlo error could change."""
    return [
        f"P({each.event}){_where(each)} is within its Monte Carlo error of the confidence {each.confidence:g}: more "
        "samples may change whether the budget is met"
        for each in verdicts
        if each.within_error
    ]


def _same(one: Event, other: Event) -> bool:
    return (one.output, one.relation, one.threshold) == (other.output, other.relation, other.threshold)


def _where(verdict: BudgetVerdict) -> str:
    labels = ", ".join(f"{axis} {label}" for axis, label in verdict.coordinates.items())
    return f" at {labels}" if labels else ""
