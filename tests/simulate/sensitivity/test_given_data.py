"""Borgonovo's delta and PAWN against numerical integration for a linear Gaussian model, and their bias."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from scipy import special

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.laws.bounded import Uniform
from carbonspan.simulate.laws.discrete import Discrete
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.sensitivity.conditional import DUMMY, ConditionalTable, tables
from carbonspan.simulate.sensitivity.given_data import delta, pawn

FAR = 5.0
REQUEST = Request(1 << 20)
#: Correlations of a normal input with a normal output: nearly all, half, little.
CORRELATIONS = (0.99, 0.7, 0.15)


def total(a: float, b: float) -> float:
    return a + b


def first(a: float, b: float) -> float:
    return a + 0.0 * b


def exact(correlation: float) -> tuple[float, float]:
    """Delta and the mean distance of Kolmogorov and Smirnov, of Y ~ N(0, 1) that correlates with X ~ N(0, 1)."""
    score, weight = np.polynomial.hermite_e.hermegauss(200)
    y = np.linspace(-9, 9, 36_001)
    density, below = np.exp(-0.5 * y**2) / math.sqrt(2 * math.pi), special.ndtr(y)
    width = math.sqrt(1 - correlation**2)
    moved, distance = [], []
    for x in score:
        z = (y - correlation * x) / width
        conditional = np.exp(-0.5 * z**2) / math.sqrt(2 * math.pi) / width
        moved.append(0.5 * np.abs(conditional - density).sum() * (y[1] - y[0]))
        distance.append(np.abs(special.ndtr(z) - below).max())
    share = weight / weight.sum()
    return float(share @ moved), float(share @ distance)


@pytest.fixture(scope="module")
def measured(build: Callable) -> Callable[[float], dict[str, ConditionalTable]]:
    """The tables of an input with a correlation, another input and the dummy."""

    def of(correlation: float) -> dict[str, ConditionalTable]:
        laws = {"a": Normal(0.0, correlation), "b": Normal(0.0, math.sqrt(1 - correlation**2))}
        return {name: table for (name, _), table in tables(build(total, laws), REQUEST).items()}

    return of


@pytest.mark.parametrize("correlation", CORRELATIONS)
def test_both_measures_of_a_linear_gaussian_model(measured: Callable, correlation: float) -> None:
    """Within 5 errors and the bias that the dummy shows, which is less where the input says more."""
    found = measured(correlation)
    for measure, truth, most in ((delta, exact(correlation)[0], 0.003), (pawn, exact(correlation)[1], 0.003)):
        estimate, bias = measure(found["a"]), measure(found[DUMMY])
        assert abs(estimate.value - truth) < FAR * estimate.error + bias.value, (estimate, truth)
        assert abs(estimate.value - truth) < most, (estimate, truth)
        assert estimate.error < 0.01


def test_the_dummy_is_all_bias(measured: Callable) -> None:
    """A million samples move less than 2 % of the probability; a hundredth of them three times as much and more."""
    found = measured(0.7)
    for measure in (delta, pawn):
        assert 0.0 < measure(found[DUMMY]).value < 0.02


def test_the_bias_shrinks_with_the_samples(build: Callable) -> None:
    scenario = build(total, {"a": Normal(0.0, 1.0), "b": Normal(0.0, 1.0)})
    few, many = (tables(scenario, Request(1 << k))[DUMMY, "total"] for k in (15, 19))
    for measure in (delta, pawn):
        assert measure(few).value > 2.5 * measure(many).value


def test_an_input_that_says_all_moves_nearly_all(build: Callable) -> None:
    """What is left of 1 is the width of an input's bins: half of the probability within a bin is not moved."""
    table = tables(build(first, {"a": Uniform(0.0, 1.0), "b": Uniform(0.0, 1.0)}), REQUEST)["a", "first"]
    moved, distance = delta(table), pawn(table)
    assert 0.94 < moved.value < 1.0
    assert 0.7 < distance.value < 0.76
    for estimate, exact_value in ((moved, 1.0), (distance, 0.75)):  # the mean of max(u, 1 - u) is 0.75
        assert abs(estimate.value - exact_value) < 2.5 * estimate.error < 0.1


def test_the_error_holds_what_bins_leave_of_a_mixture(build: Callable) -> None:
    """Where a is 0, as in half of all samples, b alone decides: b known, the output is one value as often."""

    def product(a: float, b: float, c: float) -> float:
        return a * c + b

    laws = {"a": Discrete((0.0, 1.0), (0.5, 0.5)), "b": Normal(0.0, 1.0), "c": Normal(0.0, 3.0)}
    estimate = delta(tables(build(product, laws), REQUEST)["b", "product"])
    y = np.linspace(-30, 30, 60_001)
    step, x = y[1] - y[0], np.linspace(-6, 6, 241)

    def normal(z: np.ndarray, sd: float) -> np.ndarray:
        return np.exp(-0.5 * (z / sd) ** 2) / sd / math.sqrt(2 * math.pi)

    overall = 0.5 * normal(y, 1.0) + 0.5 * normal(y, math.sqrt(10.0))
    apart = [0.5 * (0.5 + np.abs(0.5 * normal(y - known, 3.0) - overall).sum() * step) for known in x]
    weights = normal(x, 1.0)
    truth = float(weights @ apart / weights.sum())
    assert abs(estimate.value - truth) < 3 * estimate.error, (estimate, truth)
    assert estimate.error < 0.03


def test_a_coin_moves_half(build: Callable) -> None:
    """Known, it puts the output on one side, where half of the probability is already."""
    table = tables(build(total, {"a": Discrete((0.0, 9.0), (0.5, 0.5)), "b": Uniform(0.0, 1.0)}), REQUEST)["a", "total"]
    for measure in (delta, pawn):
        assert measure(table).value == pytest.approx(0.5, abs=0.005)


def test_neither_depends_on_the_scale_of_the_output(build: Callable) -> None:
    def curved(a: float, b: float) -> float:
        return np.exp(3.0 * (a + b))

    laws = {"a": Normal(0.0, 1.0), "b": Normal(0.0, 1.0)}
    plain, bent = (
        tables(build(function, laws), Request(1 << 17))["a", function.__name__] for function in (total, curved)
    )
    for measure in (delta, pawn):
        assert measure(plain).value == pytest.approx(measure(bent).value, abs=1e-3)
