"""Diagnostics of the draws of inputs."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from carbonspan.simulate.answer.answer import CorrelationDiagnostics
from carbonspan.simulate.answer.input_diagnostics import (
    correlation_diagnostics,
    correlation_warnings,
    input_diagnostics,
    shares,
)
from carbonspan.simulate.laws.discrete import Discrete
from carbonspan.simulate.laws.normal import Normal, StudentT
from carbonspan.simulate.laws.positive import lognormal_of_gsd
from carbonspan.simulate.scenario.scenario import Correlation, Scenario, Shares


def same(a: float, b: float) -> float:
    return a + b


RNG = np.random.default_rng(0)
X = RNG.normal(size=20_000)
ROWS = {"a": np.exp(X), "b": np.round(X + RNG.normal(size=20_000))}


@pytest.fixture
def normal_pair(build: Callable) -> Scenario:
    return build(same, {"a": Normal(0.0, 1.0), "b": Normal(0.0, 1.0)})


def test_inputs_are_described_by_mean_and_quantiles_of_their_laws(build: Callable) -> None:
    scenario = build(same, {"a": lognormal_of_gsd(2.0, 3.0), "b": Discrete((0.0, 1.0), (0.7, 0.3))})
    a, b = input_diagnostics(scenario, {})
    assert a.input is scenario.inputs["a"]
    assert a.mean == pytest.approx(2.0 * np.exp(np.log(3.0) ** 2 / 2))
    law = stats.lognorm(np.log(3.0), scale=2.0)
    assert a.quantiles == pytest.approx({p: law.ppf(p) for p in (0.05, 0.5, 0.95)})
    assert (b.mean, dict(b.quantiles)) == (pytest.approx(0.3), {0.05: 0.0, 0.5: 0.0, 0.95: 1.0})


def test_a_law_without_a_mean_has_none_that_is_finite(build: Callable) -> None:
    wild, _ = input_diagnostics(build(same, {"a": StudentT(1.0, 0.0, 1.0), "b": Normal(0.0, 1.0)}), {})
    assert not np.isfinite(wild.mean)


def test_shares_are_described_by_their_draws(normal_pair: Scenario) -> None:
    parts = replace(normal_pair, shares=(Shares("whole", ("a", "b"), (0.5, 0.5), 10.0),))
    assert shares(parts) == ("a", "b")
    assert shares(normal_pair) == ()
    found, _ = input_diagnostics(parts, ROWS)
    assert found.mean == ROWS["a"].mean()
    assert list(found.quantiles) == [0.05, 0.5, 0.95]
    assert list(found.quantiles.values()) == np.quantile(ROWS["a"], [0.05, 0.5, 0.95]).tolist()


@pytest.mark.parametrize("value", [0.1, 1 / 3, 192.53, 1e300])
def test_draws_of_one_value_have_exactly_that_mean(normal_pair: Scenario, value: float) -> None:
    found, _ = input_diagnostics(normal_pair, {"a": np.full(100_003, value)})
    assert found.mean == value
    assert set(found.quantiles.values()) == {value}


def test_the_mean_of_very_large_draws_is_finite(normal_pair: Scenario) -> None:
    found, _ = input_diagnostics(normal_pair, {"a": np.linspace(1e308, 1.5e308, 1001)})
    assert found.mean == pytest.approx(1.25e308, rel=1e-12)


@pytest.mark.parametrize("scale", ["spearman", "normal"])
def test_pairs_are_measured_on_the_scale_asked_for_ties_and_all(normal_pair: Scenario, scale: str) -> None:
    group = Correlation(("a", "b"), ((1.0, 0.6), (0.6, 1.0)), scale)
    (pair,) = correlation_diagnostics(replace(normal_pair, correlations=(group,)), ROWS)
    ranks = [stats.rankdata(ROWS[name]) for name in "ab"]
    if scale == "spearman":
        expected = stats.spearmanr(ROWS["a"], ROWS["b"]).statistic
    else:
        expected = np.corrcoef(stats.norm.ppf((np.array(ranks) - 0.5) / 20_000))[0, 1]
    assert pair.realised == pytest.approx(expected, rel=1e-12)
    assert (pair.first, pair.second, pair.scale, pair.asked) == ("a", "b", scale, 0.6)


def test_only_what_came_out_otherwise_is_warned_of() -> None:
    near, far = (CorrelationDiagnostics("a", "b", "normal", 0.8, realised) for realised in (0.785, 0.73))
    assert correlation_warnings((near,)) == []
    assert correlation_warnings((near, far)) == ["the correlation of a and b is 0.73 instead of 0.8"]
    assert correlation_warnings((far,), samples=1000) == []


@pytest.mark.parametrize(("asked", "end"), [(0.8, "0.33 at most"), (-0.8, "-0.33 at least")])
def test_what_two_laws_cannot_reach_is_said_with_what_they_can(build: Callable, asked: float, end: str) -> None:
    rare, even = Discrete((0.0, 1.0), (0.9, 0.1)), Discrete((0.0, 1.0), (0.5, 0.5))
    group = Correlation(("a", "b"), ((1.0, asked), (asked, 1.0)))
    scenario = replace(build(same, {"a": rare, "b": even}), correlations=(group,))
    u = RNG.uniform(size=1 << 17)
    rows = {"a": rare.quantile(u), "b": even.quantile(u if asked > 0 else 1 - u)}
    (warning,) = correlation_warnings(correlation_diagnostics(scenario, rows))
    assert warning.endswith(f"instead of {asked:g}: with these laws it is {end}")
