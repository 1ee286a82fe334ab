"""Correlated draws, with options that replace members of a group."""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pytest
from scipy import stats

from carbonspan.simulate.engine.program.plan import plan
from carbonspan.simulate.engine.replay import draws
from carbonspan.simulate.laws.base import Distribution
from carbonspan.simulate.laws.beta import Beta
from carbonspan.simulate.laws.bounded import Uniform
from carbonspan.simulate.laws.discrete import Constant, Discrete
from carbonspan.simulate.laws.mixture import Mixture
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.laws.positive import Gamma, Lognormal
from carbonspan.simulate.laws.trapezoids import triangular
from carbonspan.simulate.scenario.scenario import Axis, Correlation, Option, Scenario

COUNT = 1 << 17


LAWS = {
    "a": Normal(1.0, 2.0),
    "b": Lognormal(1.0, 0.5),
    "c": Uniform(0.0, 1.0),
    "d": Discrete((1.0, 2.0, 5.0), (0.2, 0.3, 0.5)),
    "e": Beta(2.0, 3.0),
}


def first(a: float) -> float:
    return a


class Three(NamedTuple):
    a: float
    b: float
    c: float


def three(a: float, b: float, c: float) -> Three:
    return Three(a, b, c)


def spearman(x: np.ndarray, y: np.ndarray) -> float:
    return float(stats.spearmanr(x, y).statistic)


def axes(make_input: Callable) -> tuple[Axis, ...]:
    places = [Option("here", {}), Option("there", {"b": make_input("b", Lognormal(3.0, 0.2))})]
    choices = [Option(str(v), {"c": make_input("c", Constant(v))}) for v in (0.0, 1.0, 2.0)]
    return Axis("place", "dimension", tuple(places)), Axis("choice", "choice", tuple(choices))


MATRIX = ((1.0, 0.7, -0.4), (0.7, 1.0, 0.1), (-0.4, 0.1, 1.0))


@pytest.mark.parametrize("scale", ["normal", "spearman"])
def test_groups_have_the_requested_correlation_and_their_laws(build: Callable, drawn: Callable, scale: str) -> None:
    scenario = build(first, {**LAWS, "c": triangular(0.0, 0.3, 1.0)})
    values = drawn(replace(scenario, correlations=(Correlation(("a", "b", "c"), MATRIX, scale),)))
    for i, j in ((0, 1), (0, 2), (1, 2)):
        x, y = values["abc"[i]], values["abc"[j]]
        if scale == "normal":
            x, y = (stats.norm.ppf((stats.rankdata(each) - 0.5) / COUNT) for each in (x, y))
        found = spearman(x, y) if scale == "spearman" else np.corrcoef(x, y)[0, 1]
        assert abs(found - MATRIX[i][j]) < 4.5 / np.sqrt(COUNT)
        assert abs(spearman(values["abc"[i]], values["e"])) < 4 / np.sqrt(COUNT)
    for name in "abc":
        assert stats.kstest(values[name], scenario.inputs[name].distribution.cdf).statistic < 2.3 / np.sqrt(COUNT)
    alone = drawn(build(first, LAWS), count=COUNT)
    np.testing.assert_array_equal(values["e"], alone["e"])


def test_a_uniform_and_a_discrete_member_keep_their_laws(build: Callable, drawn: Callable) -> None:
    scenario = build(first, LAWS)
    values = drawn(replace(scenario, correlations=(Correlation(("c", "d"), ((1.0, 0.8), (0.8, 1.0))),)))
    assert stats.kstest(values["c"], LAWS["c"].cdf).statistic < 2.3 / np.sqrt(COUNT)
    for value, probability in zip(*LAWS["d"].atoms, strict=True):
        sd = np.sqrt(probability * (1 - probability) / COUNT)
        assert abs(np.mean(values["d"] == value) - probability) < 4 * sd
    assert spearman(values["c"], values["d"]) == pytest.approx(0.8, abs=5 / np.sqrt(COUNT))


def test_the_order_of_members_does_not_matter(build: Callable, drawn: Callable) -> None:
    scenario = build(first, LAWS)
    order = [2, 0, 1]
    matrix = tuple(tuple(MATRIX[i][j] for j in order) for i in order)
    one = drawn(replace(scenario, correlations=(Correlation(("a", "b", "c"), MATRIX),)), count=2000)
    other = drawn(replace(scenario, correlations=(Correlation(("c", "a", "b"), matrix),)), count=2000)
    for name in "abc":
        np.testing.assert_allclose(one[name], other[name], rtol=1e-9, atol=1e-9)


def test_infeasible_correlations_are_repaired_and_reported(build: Callable) -> None:
    scenario = build(first, LAWS)
    impossible = ((1.0, 0.9, -0.9), (0.9, 1.0, 0.9), (-0.9, 0.9, 1.0))
    group = Correlation(("a", "b", "c"), impossible)
    assert plan(replace(scenario, correlations=(group,)), seed=0, design="random").repaired == (("a", "b", "c"),)
    possible = replace(scenario, correlations=(Correlation(("a", "b", "c"), MATRIX),))
    assert plan(possible, seed=0, design="random").repaired == ()


def replaced(make_input: Callable, **laws: object) -> Option:
    """An option that gives laws of their own to inputs, with streams of their own."""
    inputs = {name: make_input(name, law, stream=f"{name}[place=there]") for name, law in laws.items()}
    return Option("there", inputs)


def at_places(build: Callable, make_input: Callable, scale: str = "spearman", **laws: object) -> Scenario:
    """Three inputs that move together, here as they are and there with some replaced."""
    axis = Axis("place", "dimension", (Option("here", {}), replaced(make_input, **laws)))
    scenario = build(three, {name: LAWS[name] for name in "abc"})
    return replace(scenario, axes=(axis,), correlations=(Correlation(("a", "b", "c"), MATRIX, scale),))


@pytest.mark.parametrize(
    "laws",
    [{"b": Lognormal(3.0, 0.2)}, {"a": Gamma(2.0, 1.0), "c": Normal(0.0, 1.0)}, dict.fromkeys("abc", Gamma(3.0, 1.0))],
    ids=["one", "two", "all"],
)
@pytest.mark.parametrize("scale", ["normal", "spearman"])
def test_a_group_is_correlated_if_an_option_replaces_members(
    build: Callable, make_input: Callable, started: Callable, scale: str, laws: dict
) -> None:
    here, there = np.split(draws(started(at_places(build, make_input, scale, **laws)), COUNT)[1], 2)
    for i, j in ((0, 1), (0, 2), (1, 2)):
        x, y = (stats.norm.ppf((stats.rankdata(each) - 0.5) / COUNT) for each in (there[i], there[j]))
        found = spearman(x, y) if scale == "spearman" else np.corrcoef(x, y)[0, 1]
        assert abs(found - MATRIX[i][j]) < 4.5 / np.sqrt(COUNT)
    for k, name in enumerate("abc"):
        if name in laws:
            assert stats.kstest(there[k], laws[name].cdf).statistic < 2.3 / np.sqrt(COUNT)
        else:
            np.testing.assert_array_equal(there[k], here[k])


def test_a_replaced_member_depends_only_on_the_remaining_members(
    build: Callable, make_input: Callable, started: Callable
) -> None:
    """Given what stays, the two draws of a member are independent: their correlation is what a and c explain of it."""
    here, there = np.split(draws(started(at_places(build, make_input, "normal", b=LAWS["b"])), COUNT)[1], 2)
    scores = [stats.norm.ppf(LAWS["b"].cdf(each[1])) for each in (here, there)]
    others = np.array([[1.0, MATRIX[0][2]], [MATRIX[0][2], 1.0]])
    towards = np.array([MATRIX[0][1], MATRIX[1][2]])
    expected = towards @ np.linalg.solve(others, towards)
    assert abs(np.corrcoef(*scores)[0, 1] - expected) < 4.5 / np.sqrt(COUNT)


def test_the_group_of_a_coordinate_does_not_depend_on_other_coordinates(
    build: Callable, make_input: Callable, started: Callable
) -> None:
    both = at_places(build, make_input, b=Lognormal(3.0, 0.2))
    (axis,) = both.axes
    for number, option in enumerate(axis.options):
        alone = replace(both, axes=(replace(axis, options=(option,)),))
        expected = draws(started(both), 1000)[1][3 * number : 3 * number + 3]
        np.testing.assert_array_equal(draws(started(alone), 1000)[1], expected)


def test_an_option_that_is_to_be_the_same_keeps_the_points_of_a_member(
    build: Callable, make_input: Callable, started: Callable
) -> None:
    scenario = at_places(build, make_input)
    there = Option("there", {"b": make_input("b", Gamma(2.0, 1.0))})
    scenario = replace(scenario, axes=(Axis("place", "dimension", (Option("here", {}), there)),))
    here, there = np.split(draws(started(scenario), 4096)[1], 2)
    np.testing.assert_allclose(Gamma(2.0, 1.0).cdf(there[1]), LAWS["b"].cdf(here[1]), atol=3e-9)


def test_a_member_that_is_constant_at_one_coordinate_is_correlated_at_another(
    build: Callable, make_input: Callable, started: Callable
) -> None:
    scenario = at_places(build, make_input, "spearman", b=LAWS["b"])
    scenario = replace(scenario, inputs={**scenario.inputs, "b": make_input("b", Constant(2.0))})
    here, there = np.split(draws(started(scenario, design="sobol"), COUNT)[1], 2)
    assert set(here[1]) == {2.0}
    assert abs(spearman(there[0], there[1]) - MATRIX[0][1]) < 4.5 / np.sqrt(COUNT)


def test_one_stream_and_law_are_one_draw_in_a_group_too(build: Callable, make_input: Callable, drawn: Callable) -> None:
    scenario = build(first, {name: LAWS[name] for name in "abc"})
    inputs = {"twin": make_input("twin", LAWS["b"], stream="b"), **scenario.inputs}
    values = drawn(replace(scenario, inputs=inputs, correlations=(Correlation(("a", "b"), ((1.0, 0.9), (0.9, 1.0))),)))
    np.testing.assert_array_equal(values["twin"], values["b"])
    assert abs(spearman(values["a"], values["twin"]) - 0.9) < 4.5 / np.sqrt(COUNT)


FAIR, RARE = Discrete((0.0, 1.0), (0.5, 0.5)), Discrete((0.0, 1.0), (0.9, 0.1))


STANDBY = Mixture((0.5, 0.5), (Constant(0.0), Lognormal(300.0, 0.18)))


@pytest.mark.parametrize(
    ("laws", "asked"),
    [
        ((FAIR, FAIR), 0.8),
        ((FAIR, FAIR), -0.3),
        ((FAIR, RARE), 0.3),
        ((STANDBY, FAIR), 0.6),
        ((STANDBY, STANDBY), 0.9),
        ((STANDBY, Normal(0.0, 1.0)), -0.7),
    ],
)
def test_laws_with_atoms_have_the_requested_correlation(
    build: Callable, drawn: Callable, laws: tuple[Distribution, Distribution], asked: float
) -> None:
    scenario = build(first, dict(zip("ab", laws, strict=True)))
    values = drawn(replace(scenario, correlations=(Correlation(("a", "b"), ((1.0, asked), (asked, 1.0))),)))
    assert spearman(values["a"], values["b"]) == pytest.approx(asked, abs=5 / np.sqrt(COUNT))


def test_an_option_whose_law_has_atoms_has_the_requested_correlation(
    build: Callable, make_input: Callable, started: Callable
) -> None:
    """The scores of a replaced member are solved for with the law that holds there."""
    _, there = np.split(draws(started(at_places(build, make_input, b=FAIR)), COUNT)[1], 2)
    assert spearman(there[0], there[1]) == pytest.approx(MATRIX[0][1], abs=5 / np.sqrt(COUNT))
