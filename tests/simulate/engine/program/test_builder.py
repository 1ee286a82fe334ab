"""Programs of streams, laws, groups, coordinates and factors, tested on their draws."""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pytest
from scipy import stats

from carbonspan.simulate.engine.program.coordinates import coordinates
from carbonspan.simulate.engine.program.plan import plan
from carbonspan.simulate.engine.replay import draws
from carbonspan.simulate.kernels.jit import BLOCK
from carbonspan.simulate.kernels.tables import discrete_block
from carbonspan.simulate.laws.base import Distribution
from carbonspan.simulate.laws.beta import Beta
from carbonspan.simulate.laws.bounded import Uniform
from carbonspan.simulate.laws.discrete import Binomial, Constant, Discrete, Poisson
from carbonspan.simulate.laws.mixture import Mixture
from carbonspan.simulate.laws.normal import Normal, StudentT
from carbonspan.simulate.laws.positive import Gamma, Lognormal, Weibull
from carbonspan.simulate.laws.trapezoids import triangular
from carbonspan.simulate.laws.truncation import Truncated
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.scenario.scenario import Axis, Correlation, Option, Scenario, Shares

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


def linear(a: float, b: float, c: float) -> float:
    return a + 10.0 * b + 100.0 * c


@pytest.fixture(scope="module")
def drawn(build: Callable, started: Callable) -> Callable[..., dict[str, np.ndarray]]:
    """The draws of every input of a scenario, by name."""

    def draw(scenario: Scenario, *, seed: int = 0, design: str = "random", count: int = COUNT) -> dict[str, np.ndarray]:
        runner = started(scenario, seed=seed, design=design)
        return dict(zip(runner.plan.values, draws(runner, count)[0], strict=True))

    return draw


def spearman(x: np.ndarray, y: np.ndarray) -> float:
    return float(stats.spearmanr(x, y).statistic)


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


@pytest.mark.parametrize("design", ["random", "sobol"])
def test_every_input_follows_its_law(build: Callable, drawn: Callable, design: str) -> None:
    values = drawn(build(first, LAWS), design=design)
    for name, law in LAWS.items():
        if law.atoms is None:
            statistic = stats.kstest(values[name], law.cdf).statistic
            assert statistic < 2.3 / np.sqrt(COUNT)  # exceeded once in 2e4
    for a in "abc":
        for b in "de":
            assert abs(spearman(values[a], values[b])) < 4 / np.sqrt(COUNT)


@pytest.mark.parametrize("law", [Poisson(3.5), Poisson(2000.0), Binomial(40, 0.3), LAWS["d"]], ids=str)
def test_atoms_have_their_probabilities(build: Callable, drawn: Callable, law: Discrete) -> None:
    draws = drawn(build(first, {"a": law}))["a"]
    values, probabilities = law.atoms
    assert np.isin(draws, values).all()
    counts = np.array([np.count_nonzero(draws == value) for value in values])
    common = probabilities * COUNT > 20
    rest = COUNT * probabilities[~common].sum()
    assert abs(counts[~common].sum() - rest) <= 4 * np.sqrt(rest) + 4
    expected = probabilities[common] * COUNT
    chi_square = np.sum((counts[common] - expected) ** 2 / expected)
    assert stats.chi2(common.sum()).sf(chi_square) > 1e-4


def test_of_all_points_each_atom_gets_its_probability_to_within_one(build: Callable) -> None:
    """The points k around each step: k + 1/2 out of 2^32 is below the cumulative probability, or not."""
    law = Discrete((1.0, 2.0, 5.0, 7.0), (0.2, 0.35, 1e-6, 0.449999))
    atoms = plan(build(first, {"a": law}), seed=0, design="random").program.atoms
    for number, reached in enumerate(np.cumsum(law.probabilities)[:-1]):
        u = np.arange(BLOCK) + 0.5 + np.round(reached * 2**32) - BLOCK // 2
        x = np.empty(BLOCK)
        upper = u > 2**31
        discrete_block(x, np.where(upper, 2**32 - u, u), np.where(upper, -1, 0).astype(np.int32), atoms)
        below = int(u[0] - 0.5) + np.count_nonzero(x <= law.values[number])
        assert abs(below - reached * 2**32) <= 0.5 + 1e-3
        assert set(x) == {law.values[number], law.values[number + 1]}


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


def axes(make_input: Callable) -> tuple[Axis, ...]:
    places = [Option("here", {}), Option("there", {"b": make_input("b", Lognormal(3.0, 0.2))})]
    choices = [Option(str(v), {"c": make_input("c", Constant(v))}) for v in (0.0, 1.0, 2.0)]
    return Axis("place", "dimension", tuple(places)), Axis("choice", "choice", tuple(choices))


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


@pytest.mark.parametrize(
    "law",
    [
        Gamma(0.0025, 400.0),
        Gamma(1e-3, 1.0),
        Gamma(1e-6, 1.0),
        Beta(1.1e-4, 0.10989),
        Beta(0.02, 1.0),
        Beta(0.03, 5.0),
        Beta(0.04, 100.0),
        Beta(0.0071, 0.0422),
        Weibull(0.01, 1.0),
        Gamma(1e8, 1e-8),
        Truncated(StudentT(4.0, 10.0, 2.0), 10.0, np.inf),
    ],
    ids=repr,
)
def test_extreme_laws_are_drawn_within_their_support(build: Callable, drawn: Callable, law: Distribution) -> None:
    """The share of the draws at or below what the law's own distribution function puts there."""
    values = drawn(build(first, {"a": law}))["a"]
    assert law.support[0] <= values.min()
    assert values.max() <= law.support[1]
    for p in (0.05, 0.25, 0.5, 0.75, 0.95, 0.999):
        value = float(law.quantile(p)) if law.quantile(p) > 1e-270 else 1e-270
        share = float(law.cdf(value))
        assert np.mean(values <= value) == pytest.approx(share, abs=4.5 * np.sqrt(share * (1 - share) / COUNT) + 1e-6)


def test_student_cut_at_its_location_has_the_quantiles_of_its_upper_half(build: Callable, drawn: Callable) -> None:
    values = drawn(build(first, {"a": Truncated(StudentT(4.0, 10.0, 2.0), 10.0, np.inf)}))["a"]
    for p, right in ((0.05, 10.1335), (0.5, 11.4814), (0.95, 15.5529)):
        assert right == pytest.approx(stats.t(4, 10, 2).ppf(0.5 + p / 2), abs=5e-5)
        density = 2 * stats.t(4, 10, 2).pdf(right)
        assert np.quantile(values, p) == pytest.approx(right, abs=5e-5 + 4.5 * np.sqrt(p * (1 - p) / COUNT) / density)


@pytest.mark.parametrize(
    ("law", "atoms"),
    [
        (STANDBY, {0.0: 0.5}),
        (Mixture((0.3, 0.7), (Constant(0.1), Uniform(-1.0, 1.0))), {0.1: 0.3}),
        (Mixture((0.25, 0.75), (Discrete((-1.0, 1.0), (0.5, 0.5)), Uniform(-1.0, 1.0))), {-1.0: 0.125, 1.0: 0.125}),
        (Truncated(Mixture((0.5, 0.5), (Constant(0.2), Normal(0.0, 1.0))), 0.2, 5.0), {0.2: 0.5 / 0.710368}),
    ],
    ids=repr,
)
def test_atoms_of_mixtures_are_drawn_exactly(
    build: Callable, drawn: Callable, law: Distribution, atoms: dict[float, float]
) -> None:
    values = drawn(build(first, {"a": law}))["a"]
    for atom, probability in atoms.items():
        sd = np.sqrt(probability * (1 - probability) / COUNT)
        assert np.mean(values == atom) == pytest.approx(probability, abs=4.5 * sd + 1e-6)
        assert np.mean(values > atom) == pytest.approx(float(law.sf(atom)), abs=4.5 * sd + 1e-6)


def test_a_law_too_rough_for_a_table_is_refused_with_the_name_of_its_input(build: Callable) -> None:
    scenario = build(first, {"a": Truncated(Normal(0.0, 1.0), 0.0, 1e-9)})
    with pytest.raises(InvalidInput, match=r"inputs\.a: cannot draw from its law: its quantile function is too rough"):
        plan(scenario, seed=0, design="random")


def test_an_option_whose_law_has_atoms_has_the_requested_correlation(
    build: Callable, make_input: Callable, started: Callable
) -> None:
    """The scores of a replaced member are solved for with the law that holds there."""
    _, there = np.split(draws(started(at_places(build, make_input, b=FAIR)), COUNT)[1], 2)
    assert spearman(there[0], there[1]) == pytest.approx(MATRIX[0][1], abs=5 / np.sqrt(COUNT))
