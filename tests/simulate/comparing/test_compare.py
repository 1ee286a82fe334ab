"""Comparisons with known answers: products of lognormals, ranks of normals, and what pairing changes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy import integrate
from scipy.special import ndtr, ndtri

from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.answer.statistics.marginal import Estimate
from carbonspan.simulate.comparing.compare import compare_scenarios
from carbonspan.simulate.comparing.compared import Compared
from carbonspan.simulate.comparing.pairing import PairingRules
from carbonspan.simulate.laws.base import Distribution
from carbonspan.simulate.laws.discrete import Constant
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Correlation, Scenario

#: Standard errors that all of some hundred numbers keep within.
FAR = 5.0
SAMPLES = 200_000


def close(found: Estimate, expected: float) -> bool:
    return abs(found.value - expected) <= FAR * found.error


def lognormals(**spreads: float) -> dict[str, Distribution]:
    return {name: Lognormal(1.0, sigma) if sigma else Constant(1.0) for name, sigma in spreads.items()}


def compared(*scenarios: Scenario, **rules: tuple[str, ...]) -> Compared:
    return compare_scenarios(scenarios, Request(SAMPLES, 3), rules=PairingRules(**rules))


@pytest.mark.parametrize("design", ["random", "sobol"])
def test_products_of_lognormals_have_a_lognormal_ratio(named: Callable, design: str) -> None:
    """The factor that both share cancels: log(y / x) is normal about 0.3, with the variances of what is apart."""
    x = named("x", "product", lognormals(a=0.6, b=0.4, c=0.0))
    y = named("y", "product", {**lognormals(a=0.6, c=0.0), "b": Lognormal(math.exp(0.3), 0.5)})
    found = compare_scenarios([x, y], Request(SAMPLES, 1, design=design))
    assert [(each.name, each.is_paired) for each in found.shared] == [("a", True), ("b", False)]
    apart, together = math.hypot(0.4, 0.5), math.sqrt(0.4**2 + 0.5**2 + 2 * 0.6**2)
    pair = found.pair(0, 1)
    assert close(pair.below, ndtr(0.3 / apart))
    assert close(pair.separate_below, ndtr(0.3 / together))
    for marginal, sd in ((pair.ratio, apart), (pair.separate, together)):
        assert close(marginal.median, math.exp(0.3))
        for level in (0.5, 0.9, 0.95):
            ends = marginal.interval(level)
            assert close(ends.low, math.exp(0.3 + sd * ndtri((1 - level) / 2)))
            assert close(ends.high, math.exp(0.3 + sd * ndtri((1 + level) / 2)))
    assert pair.ratio.nominal == pytest.approx(math.exp(0.3))


@pytest.mark.parametrize("design", ["random", "sobol"])
def test_pairs_without_the_first_side_have_their_closed_forms(named: Callable, design: str) -> None:
    """B and C share `a`, which A has with another law: it cancels in C / B, but not if all is drawn apart."""
    x = named("x", "product", lognormals(a=0.3, b=0.2, c=0.0))
    y = named("y", "product", lognormals(a=0.6, b=0.4, c=0.0))
    z = named("z", "product", {**lognormals(a=0.6, c=0.0), "b": Lognormal(math.exp(0.2), 0.5)})
    pair = compare_scenarios([x, y, z], Request(SAMPLES, 1, design=design)).pair(1, 2)
    apart, together = math.hypot(0.4, 0.5), math.sqrt(0.4**2 + 0.5**2 + 2 * 0.6**2)
    assert close(pair.below, ndtr(0.2 / apart))
    assert close(pair.separate_below, ndtr(0.2 / together))
    for marginal, sd in ((pair.ratio, apart), (pair.separate, together)):
        assert close(marginal.interval(0.9).low, math.exp(0.2 - sd * ndtri(0.95)))
        assert close(marginal.interval(0.9).high, math.exp(0.2 + sd * ndtri(0.95)))
    mean, sd = math.exp(0.2), math.exp(0.6**2 / 2)
    assert close(pair.difference.mean, mean * math.exp((0.6**2 + 0.5**2) / 2) - sd * math.exp(0.4**2 / 2))


def test_different_laws_on_one_stream_are_drawn_apart_unless_they_are_said_to_be_one(named: Callable) -> None:
    """Medians 1 and 1.1, GSD 1.7: perfect dependence says P = 1, independence 0.55."""
    sigma = math.log(1.7)
    x, y = (
        named(name, "product", {**lognormals(b=0.0, c=0.0), "a": Lognormal(median, sigma)})
        for name, median in (("x", 1.0), ("y", 1.1))
    )
    assert close(compared(x, y).pair(0, 1).below, ndtr(math.log(1.1) / (sigma * math.sqrt(2))))
    one = compared(x, y, same=("a",)).pair(0, 1)
    assert one.below.value == 1.0
    assert one.ratio.interval(0.9).low.value == pytest.approx(1.1)
    assert close(one.separate_below, ndtr(math.log(1.1) / (sigma * math.sqrt(2))))


def test_apart_draws_one_law_twice(named: Callable) -> None:
    x, y = (named(name, "product", lognormals(a=0.5, b=0.0, c=0.0)) for name in "xy")
    equal = compared(x, y).pair(0, 1)
    assert equal.below == Estimate(0.5, 0.0)
    assert equal.ratio.minimum == equal.ratio.maximum == 1.0
    apart = compared(x, y, apart=("a",)).pair(0, 1)
    assert close(apart.ratio.interval(0.9).high, math.exp(0.5 * math.sqrt(2) * ndtri(0.95)))
    assert apart.separate is None


def test_normals_have_the_ranks_of_a_quadrature(named: Callable) -> None:
    laws = (Normal(0.0, 1.0), Normal(0.3, 0.7), Normal(-0.2, 1.6))
    scenarios = [
        named(name, "total", {"a": law, "b": Constant(0.0), "c": Constant(0.0)})
        for name, law in zip("xyz", laws, strict=True)
    ]
    found = compared(*scenarios)
    expected = ranks(laws)
    for side, row in zip(found.sides, expected, strict=True):
        assert sum(each.value for each in side.ranks) == pytest.approx(1.0)
        assert all(map(close, side.ranks, row))
    for pair in found.pairs:
        one, other = laws[pair.first], laws[pair.second]
        mean, sd = other.mean - one.mean, math.sqrt(one.variance + other.variance)
        assert close(pair.below, ndtr(mean / sd))
        assert pair.ratio is None
        assert close(pair.difference.interval(0.9).high, mean + sd * ndtri(0.95))


def ranks(laws: tuple[Normal, ...]) -> list[list[float]]:
    """The probability of each rank of three independent normals."""
    found = []
    for k, law in enumerate(laws):
        p, q = (each for j, each in enumerate(laws) if j != k)

        def weighted(x: float, law: Normal = law) -> float:
            z = (x - law.mean) / math.sqrt(law.variance)
            return math.exp(-(z**2) / 2) / math.sqrt(2 * math.pi * law.variance)

        def of(rank: int, p: Normal = p, q: Normal = q, weighted: Callable = weighted) -> float:
            def density(x: float) -> float:
                a, b = float(p.cdf(x)), float(q.cdf(x))
                return weighted(x) * ((1 - a) * (1 - b), a * (1 - b) + b * (1 - a), a * b)[rank]

            return integrate.quad(density, -12, 12, limit=200)[0]

        found.append([of(rank) for rank in range(3)])
    return found


def test_a_correlated_group_that_is_shared_cancels(named: Callable) -> None:
    group = (Correlation(("a", "b"), ((1.0, 0.8), (0.8, 1.0)), "normal"),)
    x = named("x", "product", lognormals(a=0.5, b=0.5, c=0.2), correlations=group)
    y = named("y", "product", {**x_laws(x), "c": Lognormal(1.0, 0.3)}, correlations=group)
    found = compared(x, y)
    assert [each.name for each in found.paired] == ["a", "b"]
    assert close(found.pair(0, 1).ratio.interval(0.9).high, math.exp(math.hypot(0.2, 0.3) * ndtri(0.95)))
    spread = math.sqrt(2 * 0.5**2 * (1 + 0.8) + 0.2**2)
    assert close(found.sides[0].marginal.interval(0.9).high, math.exp(spread * ndtri(0.95)))
    wide = math.sqrt(2 * 2 * 0.5**2 * (1 + 0.8) + 0.2**2 + 0.3**2)
    assert close(found.pair(0, 1).separate.interval(0.9).high, math.exp(wide * ndtri(0.95)))


def x_laws(scenario: Scenario) -> Mapping[str, Distribution]:
    return {name: given.distribution for name, given in scenario.inputs.items()}


def test_a_common_factor_cancels(named: Callable, make_input: Callable) -> None:
    """Different laws of `a`, but both times one factor of one law: log(y / x) has the variances of both laws of a."""
    factor = make_input("error", Lognormal(1.0, 0.8))
    x, y = (
        replace(
            scenario,
            inputs={**scenario.inputs, "a": replace(scenario.inputs["a"], factors=("error",)), "error": factor},
        )
        for scenario in (
            named(name, "product", {**lognormals(b=0.0, c=0.0), "a": Lognormal(median, sigma)})
            for name, median, sigma in (("x", 1.0, 0.2), ("y", 2.0, 0.3))
        )
    )
    found = compared(x, y)
    assert [(each.name, each.is_paired) for each in found.shared] == [("a", False), ("error", True)]
    assert close(found.pair(0, 1).ratio.interval(0.9).high, 2 * math.exp(math.hypot(0.2, 0.3) * ndtri(0.95)))


def test_a_side_has_the_bits_of_its_own_run(named: Callable) -> None:
    x = named("x", "product", lognormals(a=0.6, b=0.4, c=0.1))
    y = named("y", "chained", lognormals(a=0.6, b=0.4, c=0.2))
    found = compare_scenarios([x, y], Request(SAMPLES, 5))
    own = run_scenario(x, samples=SAMPLES, seed=5)
    assert found.sides[0].marginal.quantiles == own.main.in_unit().quantiles


def test_threads_and_order_of_samples_change_no_bit(named: Callable) -> None:
    scenarios = [named(name, "product", lognormals(a=0.6, b=sigma, c=0.1)) for name, sigma in (("x", 0.1), ("y", 0.2))]
    one, two = (compare_scenarios(scenarios, Request(300_000, 2, threads)) for threads in (1, 2))
    assert one.pair(0, 1).below == two.pair(0, 1).below
    assert one.pair(0, 1).ratio.quantiles == two.pair(0, 1).ratio.quantiles
    assert one.hash == two.hash


def test_an_output_that_can_be_zero_has_a_difference_and_no_ratio(named: Callable) -> None:
    x = named("x", "total", {"a": Normal(1.0, 1.0), "b": Constant(0.0), "c": Constant(0.0)})
    y = named("y", "total", {"a": Constant(2.0), "b": Constant(0.0), "c": Constant(0.0)})
    pair = compared(x, y).pair(0, 1)
    assert pair.ratio is None
    assert close(pair.difference.median, 1.0)


def test_common_names_of_different_inputs_do_not_meet(named: Callable) -> None:
    """Each side keeps its own values: x is 2 x 3 x 5, y is 7 + 11 + 13."""
    x = named("x", "product", {"a": Constant(2.0), "b": Constant(3.0), "c": Constant(5.0)})
    y = named("y", "total", {"a": Constant(7.0), "b": Constant(11.0), "c": Constant(13.0)})
    found = compared(x, y)
    assert [side.marginal.median.value for side in found.sides] == [30.0, 31.0]
    assert found.pair(0, 1).difference.median.value == 1.0
    assert np.isclose(found.pair(0, 1).ratio.median.value, 31 / 30)


def test_sides_with_a_pick_follow_it_together(tmp_path: Path) -> None:
    """The pick is paired, so that only `b`, which the second scenario doubles, makes a difference."""
    (tmp_path / "made.py").write_text("def made(a: float, b: float) -> float:\n    return a * b\n")
    (tmp_path / "made.yaml").write_text(PICKED)
    first = load(str(tmp_path / "made.yaml"))
    found = compare_scenarios([first, first.with_(b=2)], Request(20_000))
    assert {each.name for each in found.paired} >= {"kind", "a[kind=one]", "a[kind=two]"}
    assert found.pair(0, 1).ratio.minimum == found.pair(0, 1).ratio.maximum == 2.0
    settled = compare_scenarios([first, first.with_(kind="two")], Request(SAMPLES))
    assert close(settled.pair(0, 1).below, 0.7 * ndtr(math.log(10) / math.hypot(0.2, 0.3)) + 0.3 * 0.5)


PICKED = """
title: made
model: made.py:made
inputs: {b: {nominal: 1, evidence: assumed}}
one_of:
  kind:
    weights: {one: 0.7, two: 0.3}
    options:
      one: {a: {nominal: 1, lognormal: {median: 1, gsd: 1.2214027581601699}, evidence: assumed}}
      two: {a: {nominal: 10, lognormal: {median: 10, gsd: 1.3498588075760032}, evidence: assumed}}
    evidence: assumed
"""
