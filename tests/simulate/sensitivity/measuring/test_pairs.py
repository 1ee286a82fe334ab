"""Two inputs measured together, against the closed form and against nested simulation."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Correlation
from carbonspan.simulate.sensitivity.measuring.expected_width import Widths
from carbonspan.simulate.sensitivity.measuring.measure import measure
from carbonspan.simulate.sensitivity.measuring.pairs import pairs

REQUEST = Request(1 << 20)


def triple(a: float, b: float, c: float) -> float:
    return a + b + c


def product(a: float, b: float, c: float) -> float:
    return a * b + c


def together(scenario: object, *accuracy: str) -> Widths:
    measured = measure(scenario, REQUEST, accuracy=accuracy, pair=["a,b"]).measurements  # type: ignore[arg-type]
    (widths,) = next(each for each in measured if each.inputs == ("a", "b")).widths.values()
    return widths


@pytest.mark.parametrize("errors", [(0.0, 0.0), (0.2, 0.0), (0.3, 0.3), (1.0, 1.0), (0.0, 2.0)])
@pytest.mark.parametrize("rest", [1.0, 0.2])
def test_a_normal_sum_narrows_as_it_should(build: Callable, errors: tuple[float, float], rest: float) -> None:
    scenario = build(triple, {"a": Normal(0.0, 2.0), "b": Normal(0.0, 1.0), "c": Normal(0.0, rest)})
    share = together(scenario, f"a={errors[0]}", f"b={errors[1]}").share
    left = sum(s**2 * e**2 / (s**2 + e**2) for s, e in zip((2.0, 1.0), errors, strict=True))
    exact = math.sqrt((rest**2 + left) / (5.0 + rest**2))
    assert abs(share.value - exact) < 3 * share.error
    assert share.error < (0.005 if rest == 1.0 else 0.02)


def test_correlated_inputs_measured_together(build: Callable) -> None:
    """Two readings of a correlated pair leave the covariance (P⁻¹ + R⁻¹)⁻¹."""
    scenario = build(triple, {"a": Normal(0.0, 2.0), "b": Normal(0.0, 1.0), "c": Normal(0.0, 1.0)})
    group = Correlation(("a", "b"), ((1.0, 0.6), (0.6, 1.0)), "normal")
    share = together(replace(scenario, correlations=(group,)), "a=1", "b=0.7").share
    prior = np.array([[4.0, 1.2], [1.2, 1.0]])
    left = np.linalg.inv(np.linalg.inv(prior) + np.diag([1.0, 1 / 0.49]))
    exact = math.sqrt((left.sum() + 1.0) / (prior.sum() + 1.0))
    assert abs(share.value - exact) < 3 * share.error < 0.01


def test_a_pair_of_which_one_is_all_of_the_other(build: Callable) -> None:
    scenario = build(triple, {"a": Normal(0.0, 2.0), "b": Normal(0.0, 1.0), "c": Normal(0.0, 1.0)})
    group = Correlation(("a", "b"), ((1.0, 1.0), (1.0, 1.0)), "normal")
    share = together(replace(scenario, correlations=(group,))).share
    assert abs(share.value - 1.0 / math.sqrt(10.0)) < 3 * share.error < 0.03


def test_a_model_with_interactions_agrees_with_nested_simulation(build: Callable) -> None:
    scenario = build(product, {"a": Lognormal(1.0, 0.3), "b": Lognormal(1.0, 0.2), "c": Normal(0.0, 0.2)})
    share = together(scenario, "a=0.1", "b=0.1").share
    generator = np.random.default_rng(0)
    count = 40_000
    a, b = np.exp(0.3 * generator.standard_normal(count)), np.exp(0.2 * generator.standard_normal(count))
    output = a * b + 0.2 * generator.standard_normal(count)
    order = np.argsort(output)

    def width(weights: np.ndarray) -> float:
        below = np.cumsum(weights[order]) / weights.sum()
        low, high = output[order][np.searchsorted(below, [0.05, 0.95])]
        return float(high - low)

    truth = np.exp(np.array([[0.3], [0.2]]) * generator.standard_normal((2, 1500)))
    results = (truth + 0.1 * generator.standard_normal(truth.shape)).T
    ratios = np.array([width(np.exp(-0.5 * (((m - a) / 0.1) ** 2 + ((n - b) / 0.1) ** 2))) for m, n in results])
    ratios /= width(np.ones(count))
    error = math.hypot(ratios.std() / math.sqrt(len(ratios)), 0.01)  # of a sample of which a tenth has weight
    assert abs(share.value - ratios.mean()) < 3 * error


def test_pairs_are_read_once() -> None:
    inputs = load("chatgpt/by-words").inputs
    assert pairs(inputs, ["latency, users", "users,latency", "pue,users"]) == (("latency", "users"), ("pue", "users"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("latency", "must be two inputs with a comma between them, such as latency,users"),
        ("latency,latency", "must be two inputs"),
        ("latency,users,pue", "must be two inputs"),
        ("latency,user", "--pair 'latency,user': no input is called 'user'; did you mean 'users'"),
    ],
)
def test_what_is_no_pair_is_refused(text: str, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        pairs(load("chatgpt/by-words").inputs, [text])
