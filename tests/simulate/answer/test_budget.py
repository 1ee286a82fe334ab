"""Budgets: met, not met, and too close to tell."""

import pytest

from carbonspan.simulate.answer.answer import BudgetVerdict, Event, Exceedance
from carbonspan.simulate.answer.budget import budget_cautions, budget_verdicts
from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.answer.statistics.marginal import Estimate
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load

EVENT = Event("emissions", "<", 10_000.0, "10 t")


@pytest.mark.parametrize(
    ("probability", "met", "within_error"),
    [(0.95, True, False), (0.9, True, True), (0.899, False, True), (0.85, False, False)],
)
def test_a_verdict(probability: float, *, met: bool, within_error: bool) -> None:
    found = BudgetVerdict(EVENT, {}, Estimate(probability, 0.001), 0.9)
    assert (found.met, found.within_error) == (met, within_error)


def test_every_coordinate_has_a_verdict_and_other_events_have_none() -> None:
    exceedances = [
        Exceedance(event, {"region": region}, Estimate(probability, 0.001))
        for event in (EVENT, Event("emissions", ">", 10_000.0, "10 t"))
        for region, probability in (("norway", 0.99), ("germany", 0.9005))
    ]
    found = budget_verdicts(exceedances, [EVENT], 0.9)
    assert [(each.coordinates["region"], each.met) for each in found] == [("norway", True), ("germany", True)]
    assert budget_cautions(found) == [
        (
            "P(emissions < 10 t) at region germany is within its Monte Carlo error of the confidence 0.9: more "
            "samples may change whether the budget is met"
        )
    ]


def test_a_run_answers_budgets_and_events_of_one_spelling_once() -> None:
    found = run_scenario(
        load("chatgpt/by-words"),
        samples=100_000,
        probabilities=["emissions < 10t"],
        budgets=["emissions < 10 t", "energy < 10 MWh"],
        confidence=0.8,
    )
    assert [str(each.event) for each in found.exceedances] == ["emissions < 10t", "energy < 10 MWh"]
    assert [each.met for each in found.budgets] == [True, False]
    assert {each.confidence for each in found.budgets} == {0.8}
    assert [each.probability for each in found.budgets] == [each.probability for each in found.exceedances]


def test_a_budget_that_is_no_event_is_refused_by_its_option() -> None:
    with pytest.raises(InvalidInput, match="--budget emission < 10 t: no output is called 'emission'"):
        run_scenario(load("chatgpt/by-words"), budgets=["emission < 10 t"])
