"""From a scenario to its answer."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

import numpy as np
import pytest

from carbonspan.simulate.answer.identity import scenario_hash
from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.engine.errors import RunError
from carbonspan.simulate.laws.discrete import Discrete
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.scenario.scenario import Correlation, Scenario


def difference(a: float, b: float) -> float:
    return a - b


def quotient(a: float, b: float) -> float:
    return a / b


@pytest.fixture(scope="module")
def scenario(build: Callable) -> Scenario:
    return build(difference, {"a": Normal(3.0, 1.0), "b": Normal(1.0, 0.5)})


def test_the_same_question_has_the_same_answer(scenario: Scenario) -> None:
    one, two, other = (run_scenario(scenario, samples=50_000, seed=s, threads=t) for s, t in ((0, 1), (0, 5), (1, 1)))
    assert (one.marginals[0].mean, one.marginals[0].quantiles) == (two.marginals[0].mean, two.marginals[0].quantiles)
    assert one.marginals[0].intervals == two.marginals[0].intervals
    assert one.hash == two.hash == other.hash == scenario_hash(scenario)
    assert one.marginals[0].mean != other.marginals[0].mean


def test_counts_of_the_sobol_design_are_rounded_up_and_said(scenario: Scenario) -> None:
    answer = run_scenario(scenario, samples=1000, design="sobol")
    assert answer.samples == 1024
    assert answer.warnings == ("the sobol design takes 32 x 2^k samples: 1,000 were rounded up to 1,024",)
    assert run_scenario(scenario, samples=1024, design="sobol").warnings == ()
    assert run_scenario(scenario, samples=1000).samples == 1000


def test_draws_are_the_first_samples(scenario: Scenario) -> None:
    draws = run_scenario(scenario, samples=5000, draws=77).draws
    assert draws.inputs.shape == (2, 77)
    np.testing.assert_array_equal(draws.outputs[0], draws.inputs[0] - draws.inputs[1])
    fewer = run_scenario(scenario, samples=50, draws=77)
    assert fewer.draws.outputs.shape == (1, 50)
    assert "50 draws are kept, not 77: there are no more draws than samples" in fewer.warnings
    assert run_scenario(scenario, samples=50).draws is None


def test_dependence_is_reported_as_it_came_out(scenario: Scenario) -> None:
    group = Correlation(("a", "b"), ((1.0, 0.8), (0.8, 1.0)), "normal")
    answer = run_scenario(replace(scenario, correlations=(group,)), samples=1 << 17)
    (pair,) = answer.correlations
    assert pair.realised == pytest.approx(0.8, abs=4 * 0.36 / np.sqrt(1 << 17))
    assert answer.warnings == ()
    sd = np.sqrt(1 + 0.25 - 2 * 0.8 * 0.5)
    assert abs(answer.marginals[0].sd.value - sd) < 4 * answer.marginals[0].sd.error


def test_what_cannot_be_had_is_warned_of(build: Callable, scenario: Scenario) -> None:
    laws = {"a": Discrete((0.0, 1.0), (0.9, 0.1)), "b": Normal(1.0, 0.5)}
    steps = replace(build(difference, laws), correlations=(Correlation(("a", "b"), ((1.0, 0.9), (0.9, 1.0))),))
    (warning,) = run_scenario(steps, samples=1 << 16).warnings
    assert "the correlation of a and b is 0." in warning


def test_inputs_are_described_unless_not_wanted(scenario: Scenario) -> None:
    described = run_scenario(scenario, samples=1 << 15).inputs
    assert [each.input.name for each in described] == ["a", "b"]
    assert described[0].mean == pytest.approx(3.0, abs=4 / np.sqrt(1 << 15))
    assert run_scenario(scenario, samples=100, describe_inputs=False).inputs == ()


def test_nothing_is_returned_where_an_output_is_not_finite(build: Callable) -> None:
    scenario = build(quotient, {"a": Normal(3.0, 1.0), "b": Discrete((0.0, 1.0), (0.01, 0.99))})
    with pytest.raises(RunError, match=r"quotient cannot be computed from a = .*, b = 0"):
        run_scenario(scenario, samples=10_000)


def test_the_hash_is_of_scenario_and_model(build: Callable, scenario: Scenario) -> None:
    assert scenario_hash(replace(scenario, resolved="title: other")) != scenario_hash(scenario)
    other = build(quotient, {"a": Normal(3.0, 1.0), "b": Normal(1.0, 0.5)})
    assert scenario_hash(other) != scenario_hash(scenario)


def test_an_answer_says_what_its_bits_depend_on(scenario: Scenario) -> None:
    answer = run_scenario(scenario, samples=100, seed=7)
    assert {"carbonspan", "numpy", "numba", "llvmlite", "scipy"} <= set(answer.versions)
    assert ":" in answer.processor
    assert (answer.seed, answer.design, answer.interrupted) == (7, "random", False)


def same(a: Annotated[float, "1"]) -> Annotated[float, "1"]:
    return a


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize(
    ("law", "refusal"),
    [
        ({"gamma": {"shape": 1e-6, "scale": 1}}, ""),
        ({"gamma": {"mean": 2, "sd": 5e81}}, ""),
        ({"gamma": {"shape": 4e50, "scale": 1e100}}, ""),
        ({"weibull": {"shape": 0.01, "scale": 1}}, ""),
        ({"weibull": {"shape": 0.001, "scale": 1}}, r"reach beyond 1e\+250"),
        ({"exponential": {"mean": 1e-308}}, "must be 0 or a number from 1e-100"),
    ],
    ids=str,
)
def test_extreme_laws_run_or_are_refused_when_they_are_read(law: dict, refusal: str) -> None:
    described = {"title": "t", "model": same, "inputs": {"a": {**law, "evidence": "assumed", "note": "extreme"}}}
    if refusal:
        with pytest.raises(InvalidInput, match=refusal):
            Scenario.from_dict(described)
    else:
        found = run_scenario(Scenario.from_dict(described), samples=1000)
        assert math.isfinite(found.marginals[0].quantiles[0.5].value)
