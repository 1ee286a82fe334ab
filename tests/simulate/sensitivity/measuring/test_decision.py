"""What information is worth, against quadrature for normal sums and against nested simulation."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from scipy import integrate, stats

from carbonspan.simulate.answer.answer import Event
from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.answer.statistics.marginal import Estimate
from carbonspan.simulate.laws.discrete import Discrete
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.scenario.scenario import Correlation
from carbonspan.simulate.sensitivity.measuring.decision import Decision, boundary
from carbonspan.simulate.sensitivity.measuring.measure import measure
from carbonspan.simulate.sensitivity.measuring.measurements import Measurements

REQUEST = Request(1 << 20)


def total(a: float, b: float) -> float:
    return a + b


def times(a: float, b: float) -> float:
    return a * b


def only(a: float, b: float) -> float:
    return a


def losses(found: Measurements) -> dict[str, Estimate]:
    return {each.name: each.loss for each in found.measurements if each.loss}


def quadrature(own: float, rest: float, error: float, threshold: float, loss: float) -> float:
    """The expected loss after measuring a normal input of sd `own` with `error`, where `rest` is the sd of the others.

    The posterior mean is normal with variance s⁴ / (s² + e²).
    """
    spread = own**2 / math.sqrt(own**2 + error**2)
    left = math.sqrt(rest**2 + own**2 - spread**2)

    def at(mean: float) -> float:
        met = stats.norm.cdf((threshold - mean) / left)
        return float(min(loss * (1 - met), met) * stats.norm.pdf(mean / spread) / spread)

    kink = threshold - left * stats.norm.ppf(loss / (1 + loss))
    return float(integrate.quad(at, -9 * spread, 9 * spread, points=[kink], limit=200)[0])


@pytest.mark.parametrize("loss", [1.0, 5.0, 0.2])
@pytest.mark.parametrize("error", [0.0, 0.05, 0.5, 2.0])
@pytest.mark.parametrize("threshold", [1.0, 3.0])
def test_a_normal_sum_is_as_quadrature_says(build: Callable, error: float, threshold: float, loss: float) -> None:
    scenario = build(total, {"a": Normal(0.0, 2.0), "b": Normal(0.0, 1.0)})
    accuracy = [f"a={error}", f"b={error}"]
    found = measure(scenario, REQUEST, accuracy=accuracy, budget=f"total < {threshold}", loss=loss)
    assert found.decision
    probability = stats.norm.cdf(threshold / math.sqrt(5))
    assert abs(found.decision.probability.value - probability) < 4 * found.decision.probability.error
    now = min(loss * (1 - probability), probability)
    assert abs(found.decision.now.value - now) < 4 * found.decision.now.error
    for name, own, rest in (("a", 2.0, 1.0), ("b", 1.0, 2.0)):
        exact = quadrature(own, rest, error, threshold, loss)
        estimate = losses(found)[name]
        assert abs(estimate.value - exact) < 3.5 * estimate.error
        assert estimate.error < 0.005 * max(loss, 1)


def test_the_pair_of_all_inputs_leaves_no_loss(build: Callable) -> None:
    scenario = build(total, {"a": Normal(0.0, 2.0), "b": Normal(0.0, 1.0)})
    estimate = losses(measure(scenario, REQUEST, budget="total < 1", pair=["a,b"]))["a, b"]
    assert estimate.value <= 3 * estimate.error < 0.03


def test_a_pair_measured_with_errors_is_as_quadrature_says(build: Callable) -> None:
    """Both posterior means add up to a normal number of variance 4/5·4 + 1/2."""
    scenario = build(total, {"a": Normal(0.0, 2.0), "b": Normal(0.0, 1.0)})
    found = measure(scenario, REQUEST, budget="total < 1", pair=["a,b"], accuracy=["a=1", "b=1"])
    estimate = losses(found)["a, b"]
    spread = math.sqrt(16 / 5 + 1 / 2)
    left = math.sqrt(5 - spread**2)

    def at(mean: float) -> float:
        met = stats.norm.cdf((1.0 - mean) / left)
        return float(min(1 - met, met) * stats.norm.pdf(mean / spread) / spread)

    exact = integrate.quad(at, -9 * spread, 9 * spread, points=[1.0])[0]
    assert abs(estimate.value - exact) < 3.5 * estimate.error < 0.01


def test_what_decides_alone_leaves_no_loss(build: Callable) -> None:
    scenario = build(only, {"a": Normal(1.0, 1.0), "b": Normal(0.0, 2.0)})
    found = losses(measure(scenario, REQUEST, budget="only < 1.3"))
    assert found["a"].value <= 3 * found["a"].error < 0.01
    assert found["b"].value == pytest.approx(1 - stats.norm.cdf(0.3), abs=3 * found["b"].error)


def test_what_tells_nothing_saves_nothing_where_the_decision_is_on_edge(build: Callable) -> None:
    """Both decisions are as good, so that the noise of every bin would seem to tell which is better."""
    scenario = build(only, {"a": Normal(0.0, 1.0), "b": Normal(0.0, 2.0)})
    (saving,) = (each.saving for each in measure(scenario, REQUEST, budget="only < 0").measurements if each.name == "b")
    assert saving
    assert 0 <= saving.value < 3 * saving.error < 0.01


def test_a_stand_in_saves_what_it_tells(build: Callable) -> None:
    scenario = build(only, {"a": Normal(0.0, 2.0), "b": Normal(0.0, 1.0)})
    group = Correlation(("a", "b"), ((1.0, 0.8), (0.8, 1.0)), "normal")
    found = losses(measure(replace(scenario, correlations=(group,)), REQUEST, budget="only < 1"))["b"]
    exact = quadrature(1.6, 1.2, 0.0, 1.0, 1.0)
    assert abs(found.value - exact) < 3.5 * found.error


def test_discrete_inputs_are_exact(build: Callable) -> None:
    """Met for 1·1, 1·2 and 2·1: P = 0.2 + 0.5·0.5; with the first known as 2 it is 0.5, else certain."""
    scenario = build(times, {"a": Discrete((1.0, 2.0, 3.0), (0.2, 0.5, 0.3)), "b": Discrete((1.0, 2.0), (0.5, 0.5))})
    found = measure(scenario, REQUEST, budget="times <= 2", pair=["a,b"])
    assert found.decision
    assert not found.decision.goes_ahead
    assert abs(found.decision.now.value - 0.45) < 4 * found.decision.now.error
    estimates = losses(found)
    assert abs(estimates["a"].value - 0.25) < 4 * estimates["a"].error < 0.02
    assert estimates["a, b"].value == 0.0


@pytest.mark.parametrize("relation", ["<", "<=", ">", ">="])
def test_a_relation_says_whether_the_threshold_meets_the_budget(build: Callable, relation: str) -> None:
    scenario = build(times, {"a": Discrete((0.1, 0.2, 0.3), (0.2, 0.5, 0.3)), "b": Normal(3.0, 0.0 + 1e-9)})
    scenario = build(times, {"a": Discrete((0.1, 0.2, 0.3), (0.2, 0.5, 0.3)), "b": Discrete((3.0, 3.0001), (0.5, 0.5))})
    found = measure(scenario, Request(100_000), budget=f"times {relation} 0.6")
    exact = {"<": 0.2, "<=": 0.45, ">": 0.55, ">=": 0.8}[relation]
    assert found.decision
    assert abs(found.decision.probability.value - exact) < 4 * found.decision.probability.error


def test_a_product_agrees_with_nested_simulation(build: Callable) -> None:
    """For each of many results, the decision from a weighted sample, and the loss that is expected of it."""
    scenario = build(times, {"a": Lognormal(1.0, 0.5), "b": Lognormal(1.0, 0.3)})
    found = losses(measure(scenario, REQUEST, budget="times < 1.3", loss=2.0, accuracy=["a=20% of it"]))["a"]
    generator = np.random.default_rng(0)
    a, b = np.exp(0.5 * generator.standard_normal(40_000)), np.exp(0.3 * generator.standard_normal(40_000))
    met = a * b < 1.3
    results = np.exp(0.5 * generator.standard_normal(3000)) * (1 + 0.2 * generator.standard_normal(3000))

    def loss(result: float) -> float:
        weights = np.exp(-0.5 * ((result - a) / (0.2 * a)) ** 2) / a
        chance = float(weights[met].sum() / weights.sum())
        return min(2.0 * (1 - chance), chance)

    nested = np.array([loss(result) for result in results])
    assert abs(found.value - nested.mean()) < 3 * math.hypot(nested.std() / math.sqrt(len(nested)), found.error)


def test_a_budget_that_is_never_in_doubt_has_nothing_to_save(build: Callable) -> None:
    scenario = build(total, {"a": Normal(0.0, 2.0), "b": Normal(0.0, 1.0)})
    found = measure(scenario, Request(100_000), budget="total < 1000")
    assert found.decision
    assert found.decision.goes_ahead
    assert found.decision.now.value == 0.0
    assert all(each.value == 0.0 for each in losses(found).values())


def test_going_ahead_depends_on_what_is_worse() -> None:
    event = Event("emissions", "<", 10.0, "10 t")
    probability = Estimate(0.8, 0.001)
    assert Decision(event, 3.0, probability, probability).goes_ahead
    assert not Decision(event, 5.0, probability, probability).goes_ahead


def test_what_rounding_moves_off_the_threshold_is_equal_to_it() -> None:
    assert boundary(Event("x", "<", 0.3, "0.3")) < 0.1 * 3
    assert boundary(Event("x", "<=", 0.3, "0.3")) > 0.1 * 3
