"""What would have to be true for a model to give two figures, where this is known exactly."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import pytest
from scipy.special import ndtr

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.comparing.reconcile import Reconciliation, reconcile, value_at
from carbonspan.simulate.comparing.sides import one_side
from carbonspan.simulate.laws.bounded import Uniform
from carbonspan.simulate.laws.discrete import Constant, Discrete
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.scenario.scenario import Scenario

LAWS = {"a": Lognormal(1.0, 0.5), "b": Lognormal(2.0, 0.3), "c": Constant(3.0)}


def asked(scenario: Scenario, first: str, second: str) -> Reconciliation:
    return reconcile(one_side(scenario), (first, second), Request(20_000))


def test_a_product_of_lognormals_is_solved_exactly(named: Callable) -> None:
    """6 becomes 12: a doubles, or b does; as a pair the distance is log 2 over the root of the sum of variances."""
    found = asked(named("x", "product", LAWS), "6", "12")
    assert found.as_published
    assert [(after.name, after.values[0]) for _, after in found.moves] == [
        ("a", pytest.approx(2.0)),
        ("b", pytest.approx(4.0)),
    ]
    assert [after.probability for _, after in found.moves] == pytest.approx(
        [ndtr(-math.log(2) / 0.5), ndtr(-math.log(2) / 0.3)]
    )
    ((before, pair),) = found.pairs
    assert before is None
    assert pair.probability == pytest.approx(ndtr(-math.log(2) / math.hypot(0.5, 0.3)), rel=1e-4)
    a, b = pair.values
    assert a * b * 3 == pytest.approx(12.0, rel=1e-5)
    assert found.impossible == (("c", "is a constant"),)


def test_a_first_figure_that_is_not_the_nominal_one_needs_a_move_too(named: Callable) -> None:
    found = asked(named("x", "product", LAWS), "3", "12")
    assert not found.as_published
    before, after = found.moves[0]
    assert (before.values[0], after.values[0]) == (pytest.approx(0.5), pytest.approx(2.0))


def test_a_figure_is_as_published_within_its_rounding(named: Callable) -> None:
    scenario = named("x", "product", {**LAWS, "c": Constant(3.001)})
    assert asked(scenario, "6.0", "12").as_published
    assert not asked(scenario, "6.000", "12").as_published


def test_an_input_that_cannot_is_listed_with_the_reason(named: Callable) -> None:
    laws = {"a": Uniform(0.9, 1.1), "b": Discrete((1.0, 2.0, 8.0), (0.3, 0.4, 0.3)), "c": Lognormal(3.0, 0.5)}
    found = asked(named("x", "product", laws), "6", "12")
    assert [after.name for _, after in found.moves] == ["c"]
    assert found.impossible == (("a", "gives at most 0.55 times 12"), ("b", "skips 12: it takes a few values only"))


def test_an_input_that_is_not_read_is_listed(named: Callable) -> None:
    found = asked(named("x", "product", {**LAWS, "unread": Lognormal(1.0, 0.5)}), "6", "12")
    assert ("unread", "changes nothing while the others are at their nominal values") in found.impossible


def test_the_likeliest_comes_first(named: Callable) -> None:
    found = asked(named("x", "product", {**LAWS, "c": Lognormal(3.0, 0.7)}), "6", "12")
    assert [after.name for _, after in found.moves] == ["c", "a", "b"]
    assert [after.name for _, after in found.pairs] == ["a and c", "b and c", "a and b"]


def test_values_are_those_of_a_normal_score_far_into_both_tails(make_input: Callable) -> None:
    given = make_input("a", Lognormal(2.0, 0.5))
    for z in (-7.5, -1.0, 0.0, 2.0, 7.5):
        assert value_at(given, z) == pytest.approx(2.0 * math.exp(0.5 * z), rel=1e-9)


def test_how_likely_the_answer_is_below_each_figure(named: Callable) -> None:
    found = asked(named("x", "product", LAWS), "6", "12")
    for each, expected in zip(found.below, (0.5, ndtr(math.log(2) / math.hypot(0.5, 0.3))), strict=True):
        assert abs(each.probability.value - expected) < 5 * each.probability.error


@pytest.mark.parametrize(("text", "message"), [("x", "must be"), ("3 kWh", "kWh")])
def test_a_figure_of_something_else_is_refused(named: Callable, text: str, message: str) -> None:
    scenario = named("x", "product", LAWS)
    with pytest.raises(InvalidInput, match=message):
        asked(replace(scenario), "6", text)
