"""How often one coordinate lies below another."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from carbonspan.simulate.answer.compared_pairs import MOST_PAIRS, pairs
from carbonspan.simulate.answer.comparison import claimed
from carbonspan.simulate.answer.enough_samples import never_certain
from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.answer.statistics.marginal import Estimate
from carbonspan.simulate.answer.statistics.standard_error import student
from carbonspan.simulate.engine.accumulators.pairs import PairCounts
from carbonspan.simulate.engine.run import extend
from carbonspan.simulate.laws.discrete import Constant, Discrete
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.claim import Claim
from carbonspan.simulate.scenario.scenario import Axis, Option, Scenario


def times(a: float, b: float) -> float:
    return a * b


def by_region(build: Callable, make_input: Callable, laws: dict) -> Scenario:
    scenario = build(times, {"a": Lognormal(1.0, 1.0), "b": Constant(1.0)})
    options = tuple(Option(name, {"b": make_input("b", law)}) for name, law in laws.items())
    return replace(scenario, axes=(Axis("region", "dimension", options),))


def test_what_coordinates_share_cancels(build: Callable, make_input: Callable) -> None:
    scenario = by_region(build, make_input, {"high": Constant(1.01), "low": Constant(1.0)})
    (pair,) = run_scenario(scenario, samples=100_000).comparisons
    assert (pair.first, pair.second) == ({"region": "low"}, {"region": "high"})
    assert pair.probability == never_certain(Estimate(1.0, 0.0), 100_000)
    assert (pair.shared, pair.apart) == (("a",), ())


def test_it_is_the_probability_that_the_laws_have(build: Callable, make_input: Callable) -> None:
    laws = {"one": Lognormal(1.0, 0.3), "two": Lognormal(1.3, 0.4)}
    scenario = by_region(build, make_input, laws)
    one, two = scenario.axes[0].options
    apart = Option("two", {"b": replace(two.inputs["b"], stream="another draw")})
    scenario = replace(scenario, axes=(Axis("region", "dimension", (one, apart)),))
    (pair,) = run_scenario(scenario, samples=1_000_000).comparisons
    expected = stats.norm.cdf(np.log(1.3) / np.hypot(0.3, 0.4))
    assert abs(pair.probability.value - expected) < 4 * pair.probability.error
    assert pair.probability.error == pytest.approx(np.sqrt(expected * (1 - expected) / 1_000_000), rel=0.02)
    assert (pair.shared, pair.apart) == (("a",), ("b",))


@pytest.mark.parametrize("design", ["random", "sobol"])
def test_every_sample_of_the_run_is_counted(build: Callable, make_input: Callable, design: str) -> None:
    scenario = by_region(
        build, make_input, {"one": Discrete((1.0, 2.0), (0.5, 0.5)), "two": Discrete((1.0, 3.0), (0.6, 0.4))}
    )
    one, two = scenario.axes[0].options
    apart = Option("two", {"b": replace(two.inputs["b"], stream="another draw")})
    scenario = replace(scenario, axes=(Axis("region", "dimension", (one, apart)),))
    answer = run_scenario(scenario, samples=300_000, design=design, draws=1 << 20)
    (pair,), outputs = answer.comparisons, answer.draws.outputs
    rows = [[marginal.coordinates for marginal in answer.marginals].index(place) for place in (pair.first, pair.second)]
    a, b = outputs[rows]
    assert outputs.shape[1] == answer.samples > 1 << 17
    assert pair.probability.value == ((a < b).sum() + (a == b).sum() / 2) / answer.samples
    won = (a < b) + (a == b) / 2
    if design == "random":
        expected = won.std() / np.sqrt(answer.samples)
    else:
        shares = won.reshape(-1, 32).mean(axis=0)
        expected = student(32) * shares.std(ddof=1) / np.sqrt(32)
    assert pair.probability.error == pytest.approx(expected, rel=1e-9)


def test_counts_are_the_same_on_any_threads_and_however_the_run_went_on(
    build: Callable, make_input: Callable, started: Callable
) -> None:
    scenario = by_region(build, make_input, {"one": Lognormal(1.0, 0.3), "two": Lognormal(1.3, 0.4)})
    counts = []
    for threads, steps in ((1, (2_500_000,)), (3, (1 << 20, 1 << 21, 2_500_000))):
        runner = started(scenario, threads=threads)
        compared = PairCounts(pairs(runner, 2_500_000).counted)
        runner.accumulate(compared)
        for step in steps:
            assert extend(runner, step)
        counts.append(compared.counts)
    np.testing.assert_array_equal(*counts)


def test_ties_that_a_claim_compares_are_even_and_sure(build: Callable, make_input: Callable) -> None:
    scenario = by_region(build, make_input, {"one": Constant(1.0), "same": Constant(1.0)})
    claim = Claim("A", "times", -np.inf, np.inf, at={"region": "one"}, below={"region": "same"})
    (pair,) = run_scenario(replace(scenario, claims=(claim,)), samples=1000).comparisons
    assert (pair.probability.value, pair.probability.error) == (0.5, 0.0)


def test_many_coordinates_are_told_as_neighbours(build: Callable, make_input: Callable) -> None:
    laws = {f"r{k}": Constant(float(k + 1)) for k in range(8)}
    found = run_scenario(by_region(build, make_input, laws), samples=10_000).comparisons
    assert len(found) == 7 <= MOST_PAIRS
    assert [(p.first["region"], p.second["region"]) for p in found] == [(f"r{k}", f"r{k + 1}") for k in range(7)]


def test_a_single_answer_is_compared_with_nothing(build: Callable) -> None:
    assert run_scenario(build(times, {"a": Lognormal(1.0, 1.0), "b": Constant(1.0)}), samples=1000).comparisons == ()


def test_what_is_one_and_the_same_is_not_compared(build: Callable, make_input: Callable) -> None:
    laws = {"one": Constant(1.0), "same": Constant(1.0), "other": Constant(2.0)}
    found = run_scenario(by_region(build, make_input, laws), samples=1000).comparisons
    assert {(p.first["region"], p.second["region"]) for p in found} == {("one", "other"), ("same", "other")}


def test_options_of_a_choice_are_not_compared(build: Callable, make_input: Callable) -> None:
    scenario = by_region(build, make_input, {"low": Constant(1.0), "high": Constant(1.01)})
    options = tuple(
        Option(name, {"a": make_input("a", law)}) for name, law in (("x", Constant(1.0)), ("y", Constant(2.0)))
    )
    found = run_scenario(
        replace(scenario, axes=(Axis("view", "choice", options), *scenario.axes)), samples=1000
    ).comparisons
    assert [(pair.first, pair.second) for pair in found] == [
        ({"view": view, "region": "low"}, {"view": view, "region": "high"}) for view in ("x", "y")
    ]


@pytest.fixture
def hourly(build: Callable, make_input: Callable) -> Scenario:
    """Two regions and twelve hours; in the second region the best hour is another one."""
    scenario = build(times, {"a": Lognormal(1.0, 1.0), "b": Constant(1.0)})
    hours = tuple(Option(f"{h}", {"a": make_input("a", Constant(2.0 + np.cos(h / 2)))}) for h in range(12))
    regions = (Option("here", {}), Option("there", {"b": make_input("b", Constant(-1.0))}))
    axes = (Axis("region", "dimension", regions), Axis("hour", "dimension", hours))
    return replace(scenario, axes=axes)


def test_an_axis_that_counts_is_told_by_its_extremes(hourly: Scenario) -> None:
    found = run_scenario(hourly, samples=1000).comparisons
    assert [(pair.first, pair.second) for pair in found] == [
        ({"region": "there", "hour": "0"}, {"region": "there", "hour": "6"}),
        ({"region": "here", "hour": "6"}, {"region": "here", "hour": "0"}),
    ]


def test_what_a_claim_compares_is_compared_as_the_claim_has_it(hourly: Scenario) -> None:
    claim = Claim(
        "A", "times", -np.inf, np.inf, at={"region": "here", "hour": "0"}, below={"region": "here", "hour": "6"}
    )
    elsewhere = replace(claim, at={"region": "there", "hour": "0"}, below={"region": "there", "hour": "6"})
    figure = Claim("B", "times", 1.0, 1.0)
    answer = run_scenario(replace(hourly, claims=(claim, elsewhere, figure)), samples=1000)
    assert len(answer.comparisons) == 3  # the pair of `elsewhere` is one that is told anyway
    assert (claimed(answer, claim).value, claimed(answer, elsewhere).value) == (0.0, 1.0)
    assert claimed(answer, claim).error > 0
    assert claimed(answer, figure) is None


SPELLED_TWICE = """
title: one number, two spellings
model: training.by_energy
inputs:
  energy: {nominal: 1000 kWh, gsd: 1.1, evidence: assumed}
  pue: {nominal: 1.2, evidence: assumed}
  carbon_intensity: {nominal: %s, evidence: assumed}
dimensions:
  site: {a: {}, b: {carbon_intensity: %s}}
claims:
  k: {output: emissions, at: {site: a}, below: {site: b}, source: us}
"""


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("0.4 kg/kWh", "400 g/kWh"),
        ("400 g/kWh", "400 g/kWh"),
        ("0.0007 tCO2e/kWh", "700 kg/MWh"),
        ("1 lb/MWh", "0.45359237 kgCO2e/MWh"),
        ("0.1 mg/J", "360 g/kWh"),
    ],
)
def test_one_number_in_two_spellings_is_one_number(tmp_path: Path, first: str, second: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(SPELLED_TWICE % (first, second))
    answer = run_scenario(load(str(path)), samples=1000)
    probability = claimed(answer, answer.subject.claims[0])
    assert probability is not None
    assert probability.value == 0.5  # every draw is a tie
