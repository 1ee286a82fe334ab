"""Which scenarios can be compared, and what converts those that cannot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from carbonspan.simulate.comparing.sides import Agreement, one_side, sides, unique_names, unstated_boundaries
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Axis, Option, Quantity
from carbonspan.simulate.units import unit

LAWS = {name: Lognormal(1.0, 0.5) for name in "abc"}


def refused(paired: Callable, *scenarios: object, **agreement: object) -> str:
    with pytest.raises(InvalidInput, match=r"\w") as caught:
        paired(scenarios, **agreement)
    return str(caught.value)


def test_one_scenario_alone_is_not_compared(named: Callable, paired: Callable) -> None:
    assert refused(paired, named("x", "product", LAWS)) == "compare takes from 2 to 12 scenarios, got 1"


def test_unlike_functional_units_are_refused_with_both_and_the_conversion(paired: Callable) -> None:
    message = refused(paired, load("chatgpt/by-words"), load("chatgpt/sixty-days"))
    assert (
        "unlike functional units: A (chatgpt/by-words) is for 1 day (duration), B (chatgpt/sixty-days) for 60 days"
        in (message)
    )
    assert 'give --per "1 day"' in message


def test_a_day_and_a_request_have_no_conversion(paired: Callable) -> None:
    message = refused(paired, load("chatgpt/by-words"), load("request/by-throughput"))
    assert "for 1 request (requests); amounts of different things have no conversion" in message
    assert "which is no amount of day" in refused(
        paired, load("chatgpt/by-words"), load("request/by-throughput"), per="1 day"
    )


def test_a_functional_unit_that_only_one_states_is_refused(named: Callable, paired: Callable) -> None:
    message = refused(paired, named("x", "product", LAWS), named("y", "product", LAWS, per={"a": "1"}))
    assert "A (x) states none, B (y) is for 1 (a)" in message


def test_per_computes_both_for_one_amount(paired: Callable) -> None:
    words, sixty = paired([load("chatgpt/by-words"), load("chatgpt/sixty-days")], per="1 week")
    assert words.scenario.inputs["duration"].nominal == 604_800
    assert sixty.scenario.per == {"duration": "1 week"}
    held = [given for name, given in sixty.scenario.inputs.items() if name.endswith("duration")]
    assert [(given.nominal, given.varies) for given in held] == [(604_800, False)]


def test_a_scenario_that_holds_for_its_own_period_alone_is_not_rescaled(paired: Callable) -> None:
    words = load("chatgpt/by-words")
    daily = replace(words.inputs["users"], nature="variability", over="day")
    both = [words, replace(words, name="y", inputs={**words.inputs, "users": daily})]
    assert (
        "users of B (y) varies from one day to the next, so that the scenario is for 1 day (duration) alone"
        in refused(paired, *both, per="1 week")
    )
    assert len(paired(both, per="24 hour")) == 2
    loose = replace(words, name="y", inputs={name: each for name, each in words.inputs.items() if name != "duration"})
    assert "B (y) has no input that holds its functional unit, duration" in refused(paired, words, loose, per="1 week")


@pytest.mark.parametrize(("per", "message"), [("0 day", "must be above 0"), ("1 dy", "dy")])
def test_an_amount_that_is_none_is_refused(paired: Callable, per: str, message: str) -> None:
    assert message in refused(paired, load("chatgpt/by-words"), load("chatgpt/by-words"), per=per)


def test_unlike_boundaries_are_refused_unless_they_may_differ(named: Callable, paired: Callable) -> None:
    both = (
        named("x", "product", LAWS, boundary=("serving",)),
        named("y", "product", LAWS, boundary=("serving", "training")),
    )
    message = refused(paired, *both)
    assert "unlike boundaries: A (x) counts serving; B (y) counts serving, training" in message
    assert "--any-boundary" in message
    assert len(paired(both, any_boundary=True)) == 2
    turned = replace(both[1], boundary=("training", "serving"))
    assert len(paired([both[1], turned])) == 2


def test_a_boundary_that_is_not_stated_is_a_warning(named: Callable, paired: Callable) -> None:
    found = paired([named("x", "product", LAWS, boundary=("serving",)), named("y", "product", LAWS)])
    assert list(unstated_boundaries(found)) == [
        "B (y) states no boundary; A (x) counts serving: check that both count the same"
    ]


def test_unlike_units_are_refused(named: Callable, paired: Callable) -> None:
    energy = named("y", "product", LAWS, outputs=(Quantity("product", unit("kWh")),))
    message = refused(paired, named("x", "product", LAWS), energy)
    assert "unlike units: product of A (x) is in a plain number, product of B (y) in kWh" in message


def test_every_mistake_is_reported_at_once(named: Callable, paired: Callable) -> None:
    x = named("x", "product", LAWS, boundary=("serving",), per={"a": "1"})
    y = named("y", "product", LAWS, boundary=("training",), outputs=(Quantity("product", unit("kWh")),))
    assert len(refused(paired, x, y).splitlines()) == 3


def test_an_output_that_does_not_exist_is_refused(named: Callable) -> None:
    with pytest.raises(InvalidInput, match="x has no output called 'mas'; did you mean 'mass'"):
        sides([named("x", "chained", LAWS), named("y", "chained", LAWS)], ["mas", None], Agreement())


def test_the_first_coordinate_is_compared(named: Callable, make_input: Callable) -> None:
    scenario = named("x", "product", LAWS)
    first, second = (
        Option(label, {"a": make_input("a", Lognormal(median, 0.1))}) for label, median in (("p", 3.0), ("q", 9.0))
    )
    side = one_side(replace(scenario, axes=(Axis("region", "dimension", (first, second)),)))
    assert side.coordinates == {"region": "p"}
    assert side.scenario.inputs["a"].nominal == pytest.approx(3.0)
    assert side.scenario.axes == ()


def test_names_that_occur_twice_have_their_letter() -> None:
    assert unique_names(["a", "a", "b"]) == ["a [A]", "a [B]", "b"]
