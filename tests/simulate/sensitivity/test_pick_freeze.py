"""Hybrids of two points, and which inputs must move together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.engine.replay import output_draws
from carbonspan.simulate.laws.bounded import Uniform
from carbonspan.simulate.laws.discrete import Constant
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.scenario.scenario import Axis, Correlation, Option, Scenario, Shares
from carbonspan.simulate.sensitivity.pick_freeze import frozen, groups, on_one_stream, players, whole

REQUEST = Request(1 << 15)
STANDARD = Normal(0.0, 1.0)
NAMES = ("a", "b", "c", "d")


def four(a: float, b: float, c: float, d: float) -> float:
    return a + b + c + d


def only(a: float, b: float, c: float, d: float) -> float:
    return a + 0.0 * (b + c + d)


def second(a: float, b: float, c: float, d: float) -> float:
    return b + 0.0 * (a + c + d)


@pytest.fixture
def scenario(build: Callable) -> Scenario:
    return build(four, dict.fromkeys(NAMES, STANDARD))


PAIR = Correlation(("a", "b"), ((1.0, 0.8), (0.8, 1.0)), "normal")
OVERLAP = Correlation(("b", "c"), ((1.0, 0.3), (0.3, 1.0)), "normal")
PARTS = Shares("parts", ("c", "d"), (0.4, 0.6), 20.0)


def test_independent_inputs_are_groups_of_one(scenario: Scenario) -> None:
    assert groups(scenario) == players(scenario) == (("a",), ("b",), ("c",), ("d",))


def test_a_fixed_input_is_in_no_group(scenario: Scenario) -> None:
    inputs = {**scenario.inputs, "b": replace(scenario.inputs["b"], distribution=Constant(1.0))}
    assert groups(replace(scenario, inputs=inputs)) == (("a",), ("c",), ("d",))


def test_an_input_that_varies_at_one_option_has_a_group(scenario: Scenario) -> None:
    fixed = replace(scenario.inputs["b"], distribution=Constant(1.0))
    options = (Option("here", {}), Option("there", {"b": scenario.inputs["b"]}))
    made = replace(scenario, inputs={**scenario.inputs, "b": fixed}, axes=(Axis("at", "dimension", options),))
    assert groups(made) == (("a",), ("b",), ("c",), ("d",))


def test_correlated_inputs_are_one_group_and_players_each(scenario: Scenario) -> None:
    made = replace(scenario, correlations=(PAIR,))
    assert groups(made) == (("a", "b"), ("c",), ("d",))
    assert players(made) == (("a",), ("b",), ("c",), ("d",))


def test_groups_that_overlap_are_one(scenario: Scenario) -> None:
    made = replace(scenario, correlations=(PAIR, OVERLAP))
    assert groups(made) == (("a", "b", "c"), ("d",))


def test_shares_are_one_group_and_one_player(scenario: Scenario) -> None:
    made = replace(scenario, shares=(PARTS,))
    assert groups(made) == players(made) == (("a",), ("b",), ("c", "d"))
    assert whole(made, ("a", "c")) == ("a", "c", "d")


def test_one_stream_at_any_option_is_one_player(scenario: Scenario) -> None:
    there = Option("there", {"d": replace(scenario.inputs["d"], stream="a")})
    made = replace(scenario, axes=(Axis("at", "dimension", (Option("here", {}), there)),))
    assert groups(made) == players(made) == (("a", "d"), ("b",), ("c",))
    assert (whole(made, ("d",)), whole(made, ("b",))) == (("a", "d"), ("b",))


def test_streams_are_in_file_order(scenario: Scenario) -> None:
    inputs = {**scenario.inputs, "d": replace(scenario.inputs["d"], stream="a")}
    assert list(on_one_stream(inputs)) == [("a", "d"), ("b",), ("c",)]


def rows_of(scenario: Scenario, *hybrids: tuple[str, ...]) -> np.ndarray:
    """The output at A, at B and at each hybrid."""
    (point,) = frozen(scenario)
    return output_draws(point.runner(REQUEST, hybrids), REQUEST.count)


@pytest.mark.parametrize("correlations", [(), (PAIR,)])
def test_a_hybrid_keeps_what_is_not_drawn_anew(build: Callable, correlations: tuple) -> None:
    made = replace(build(only, dict.fromkeys(NAMES, STANDARD)), correlations=correlations)
    a, b, own, other, everything = rows_of(made, ("a",), ("b", "c"), NAMES)
    np.testing.assert_array_equal(other, a)
    np.testing.assert_array_equal(everything, b)
    assert abs(np.corrcoef(a, b)[0, 1]) < 5 / np.sqrt(len(a))
    if correlations:
        assert np.abs(own - b).min() > 0  # drawn given the other one, which B's is not
        assert np.corrcoef(a, own)[0, 1] == pytest.approx(0.64, abs=5 / np.sqrt(len(a)))
    else:
        np.testing.assert_array_equal(own, b)


def test_a_hybrid_has_the_law_of_the_whole(build: Callable) -> None:
    """Whichever members of a group are drawn anew, the sum has the same variance."""
    made = replace(build(four, dict.fromkeys(NAMES, STANDARD)), correlations=(PAIR,))
    rows = rows_of(made, ("a",), ("b",), ("a", "b"), ("a", "c"))
    error = 5.6 * np.sqrt(2 / REQUEST.count)
    np.testing.assert_allclose(rows.var(axis=1), 5.6, atol=5 * error)


def test_a_run_has_rows_for_each_output_and_coordinates_have_labels(scenario: Scenario) -> None:
    options = (Option("here", {}), Option("there", {"b": replace(scenario.inputs["b"], stream="b@there")}))
    points = frozen(replace(scenario, axes=(Axis("at", "dimension", options),)))
    assert [each.labels for each in points] == [{"at": "here"}, {"at": "there"}]
    assert points[1].scenario.inputs["b"].stream == "b@there"
    assert points[1].scenario.axes == ()
    assert points[0].rows(3).tolist() == [[0, 1, 2, 3, 4]]


def test_chunks_hold_all_hybrids_in_order(scenario: Scenario) -> None:
    (point,) = frozen(scenario)
    many = [(str(i),) for i in range(100)]
    parts = list(point.chunks(many))
    assert [name for part in parts for name in part] == many
    assert len(parts) > 1
    assert list(point.chunks([])) == [[]]


def test_hybrids_do_not_depend_on_the_others_of_their_run(build: Callable) -> None:
    made = replace(build(four, {**dict.fromkeys(NAMES, STANDARD), "d": Uniform(0.0, 1.0)}), correlations=(PAIR,))
    alone, beside = rows_of(made, ("a",)), rows_of(made, ("b",), ("d",), ("a", "d"), ("a",))
    np.testing.assert_array_equal(alone, beside[[0, 1, 5]])
