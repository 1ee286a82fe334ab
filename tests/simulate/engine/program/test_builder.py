"""Programs of streams, laws, shares, coordinates and factors, tested on their draws."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from carbonspan.simulate.engine.program.coordinates import coordinates
from carbonspan.simulate.engine.program.plan import plan
from carbonspan.simulate.engine.replay import draws
from carbonspan.simulate.laws.beta import Beta
from carbonspan.simulate.laws.bounded import Uniform
from carbonspan.simulate.laws.discrete import Constant, Discrete
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.laws.positive import Gamma, Lognormal
from carbonspan.simulate.laws.truncation import Truncated
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.scenario.scenario import Axis, Option, Shares

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


def linear(a: float, b: float, c: float) -> float:
    return a + 10.0 * b + 100.0 * c


def spearman(x: np.ndarray, y: np.ndarray) -> float:
    return float(stats.spearmanr(x, y).statistic)


def axes(make_input: Callable) -> tuple[Axis, ...]:
    places = [Option("here", {}), Option("there", {"b": make_input("b", Lognormal(3.0, 0.2))})]
    choices = [Option(str(v), {"c": make_input("c", Constant(v))}) for v in (0.0, 1.0, 2.0)]
    return Axis("place", "dimension", tuple(places)), Axis("choice", "choice", tuple(choices))


def test_adding_removing_or_reordering_inputs_leaves_other_draws_unchanged(build: Callable, drawn: Callable) -> None:
    whole = drawn(build(first, LAWS), count=5000)
    fewer = drawn(build(first, {name: LAWS[name] for name in ("d", "a", "c")}), count=5000)
    more = drawn(build(first, {"new": Gamma(2.0, 1.0), **dict(reversed(LAWS.items()))}), count=5000)
    for other in (fewer, more):
        for name in set(whole) & set(other):
            np.testing.assert_array_equal(other[name], whole[name])
    assert len({values.tobytes() for values in more.values()}) == len(more)


def test_every_seed_is_a_seed(build: Callable, drawn: Callable) -> None:
    scenario = build(first, LAWS)
    for design in ("random", "sobol"):
        seen = [drawn(scenario, seed=seed, design=design, count=100)["a"] for seed in (0, 0, 1, 2**40)]
        np.testing.assert_array_equal(seen[0], seen[1])
        assert len({values.tobytes() for values in seen}) == 3


def test_a_stream_with_one_law_is_one_draw_and_with_two_the_same_points(
    build: Callable, make_input: Callable, drawn: Callable
) -> None:
    scenario = build(first, {"a": LAWS["a"]})
    inputs = {
        "a": make_input("a", LAWS["b"], stream="common"),
        "twin": make_input("twin", LAWS["b"], stream="common"),
        "other": make_input("other", LAWS["e"], stream="common"),
        "stranger": make_input("stranger", LAWS["b"]),
    }
    values = drawn(replace(scenario, inputs=inputs), count=4096)
    np.testing.assert_array_equal(values["a"], values["twin"])
    np.testing.assert_allclose(LAWS["b"].cdf(values["a"]), LAWS["e"].cdf(values["other"]), atol=3e-9)
    assert abs(spearman(values["a"], values["stranger"])) < 4 / np.sqrt(4096)


def test_constants_are_not_drawn(build: Callable, drawn: Callable) -> None:
    values = drawn(build(first, {"a": Constant(3.25), "b": LAWS["b"]}), design="sobol", count=64)
    assert set(values["a"]) == {3.25}


def test_factors_multiply_the_arguments_of_the_model_not_the_draws(
    build: Callable, make_input: Callable, started: Callable
) -> None:
    scenario = build(linear, {**{n: LAWS[n] for n in "abc"}, "f": LAWS["e"], "g": LAWS["d"]})
    inputs = {**scenario.inputs, "b": make_input("b", LAWS["b"], factors=("f", "g"))}
    runner = started(replace(scenario, inputs=inputs))
    rows, outputs = draws(runner, 3000)
    a, b, c, f, g = rows
    np.testing.assert_allclose(outputs[0], a + 10 * b * f * g + 100 * c, rtol=1e-14)
    np.testing.assert_array_equal(b, draws(started(scenario), 3000)[0][1])


@pytest.mark.parametrize("design", ["random", "sobol"])
def test_coordinates_are_evaluated_on_the_same_points(
    build: Callable, make_input: Callable, started: Callable, design: str
) -> None:
    scenario = build(linear, {name: LAWS[name] for name in "abc"})
    whole = started(replace(scenario, axes=axes(make_input)), design=design)
    labels = [tuple(each.labels.values()) for each in whole.plan.coordinates]
    assert labels == [(place, choice) for place in ("here", "there") for choice in ("0.0", "1.0", "2.0")]
    (a, b, _), outputs = draws(whole, 2000)
    assert len(outputs) == 6
    moved = Lognormal(3.0, 0.2).quantile(LAWS["b"].cdf(b))
    for row, (place, choice) in zip(outputs, labels, strict=True):
        np.testing.assert_allclose(row, a + 10 * (moved if place == "there" else b) + 100 * float(choice), rtol=1e-6)


def test_a_coordinate_has_the_answer_of_its_scenario_alone(
    build: Callable, make_input: Callable, started: Callable
) -> None:
    scenario = replace(build(linear, {name: LAWS[name] for name in "abc"}), axes=axes(make_input))
    whole = started(scenario)
    for number, coordinate in enumerate(coordinates(scenario)):
        alone = started(replace(scenario, inputs=coordinate.inputs, axes=()))
        np.testing.assert_array_equal(draws(alone, 1000)[1][0], draws(whole, 1000)[1][number])


@pytest.mark.parametrize("concentration", [0.5, 40.0])
def test_shares_are_a_dirichlet_law(
    build: Callable, make_input: Callable, drawn: Callable, concentration: float
) -> None:
    means = (0.6, 0.3, 0.1)
    laws = {n: Beta(m * concentration, (1 - m) * concentration) for n, m in zip("abc", means, strict=True)}
    scenario = replace(
        build(first, {**laws, "e": LAWS["e"]}), shares=(Shares("s", ("a", "b", "c"), means, concentration),)
    )
    values = drawn(scenario)
    rows = np.array([values[name] for name in "abc"])
    np.testing.assert_allclose(rows.sum(axis=0), 1.0, rtol=1e-14)
    for row, mean in zip(rows, means, strict=True):
        variance = mean * (1 - mean) / (concentration + 1)
        assert abs(row.mean() - mean) < 4 * np.sqrt(variance / COUNT)
        fourth = np.mean((row - mean) ** 4)
        assert abs(np.mean((row - mean) ** 2) - variance) < 4 * np.sqrt(fourth / COUNT)
        assert stats.kstest(row, stats.beta(mean * concentration, (1 - mean) * concentration).cdf).statistic < 2.3 / (
            np.sqrt(COUNT)
        )
    covariance = np.mean((rows[0] - 0.6) * (rows[1] - 0.3))
    spread = np.std((rows[0] - 0.6) * (rows[1] - 0.3)) / np.sqrt(COUNT)
    assert abs(covariance + 0.6 * 0.3 / (concentration + 1)) < 4 * spread


def test_a_law_too_rough_for_a_table_is_refused_with_the_name_of_its_input(build: Callable) -> None:
    scenario = build(first, {"a": Truncated(Normal(0.0, 1.0), 0.0, 1e-9)})
    with pytest.raises(InvalidInput, match=r"inputs\.a: cannot draw from its law: its quantile function is too rough"):
        plan(scenario, seed=0, design="random")
