"""Draws of each law."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

from carbonspan.simulate.engine.program.plan import plan
from carbonspan.simulate.kernels.batches import BLOCK
from carbonspan.simulate.kernels.tables import discrete_block
from carbonspan.simulate.laws.base import Distribution
from carbonspan.simulate.laws.beta import Beta
from carbonspan.simulate.laws.bounded import Uniform
from carbonspan.simulate.laws.discrete import Binomial, Constant, Discrete, Poisson
from carbonspan.simulate.laws.mixture import Mixture
from carbonspan.simulate.laws.normal import Normal, StudentT
from carbonspan.simulate.laws.positive import Gamma, Lognormal, Weibull
from carbonspan.simulate.laws.truncation import Truncated

COUNT = 1 << 17


LAWS = {
    "a": Normal(1.0, 2.0),
    "b": Lognormal(1.0, 0.5),
    "c": Uniform(0.0, 1.0),
    "d": Discrete((1.0, 2.0, 5.0), (0.2, 0.3, 0.5)),
    "e": Beta(2.0, 3.0),
}


STANDBY = Mixture((0.5, 0.5), (Constant(0.0), Lognormal(300.0, 0.18)))


def first(a: float) -> float:
    return a


def spearman(x: np.ndarray, y: np.ndarray) -> float:
    return float(stats.spearmanr(x, y).statistic)


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
