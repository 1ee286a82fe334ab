"""Probabilities of exceeding a threshold, against those that the laws have."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from carbonspan.simulate.answer.statistics.exceedance import EventCounts, Exceedance, events
from carbonspan.simulate.engine.run import extend
from carbonspan.simulate.laws.discrete import Constant, Discrete
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Axis, Option, Scenario


def times(a: float, b: float) -> float:
    return a * b


def asked(started: Callable, scenario: Scenario, *texts: str, samples: int, design: str = "random") -> list[Exceedance]:
    runner = started(scenario, design=design)
    counts = EventCounts(runner.plan, events(scenario, texts))
    runner.accumulate(*counts.accumulators)
    assert extend(runner, samples)
    return list(counts.exceedances(runner.state.done.sizes, batched=design == "sobol"))


@pytest.mark.parametrize("design", ["random", "sobol"])
def test_probabilities_are_those_of_the_law(build: Callable, started: Callable, design: str) -> None:
    scenario = build(times, {"a": Lognormal(1.0, 0.6), "b": Lognormal(1.0, 0.8)})
    for text, z in (("times < 2", np.log(2.0)), ("times <= 0.5", np.log(0.5)), ("times > 3", -np.log(3.0))):
        (found,) = asked(started, scenario, text, samples=1 << 20, design=design)
        expected = stats.norm.cdf(z)
        assert abs(found.probability.value - expected) < 4 * found.probability.error
        if design == "random":
            binomial = np.sqrt(expected * (1 - expected) / (1 << 20))
            assert found.probability.error == pytest.approx(binomial, rel=0.02)
        assert str(found.event) == text


def test_a_relation_says_whether_the_threshold_itself_counts(build: Callable, started: Callable) -> None:
    scenario = build(times, {"a": Discrete((1.0, 2.0, 3.0), (0.2, 0.5, 0.3)), "b": Constant(1.0)})
    texts = ["times < 2", "times <= 2", "times > 2", "times >= 2"]
    below, at_most, above, at_least = (
        found.probability.value for found in asked(started, scenario, *texts, samples=100_000)
    )
    assert (below + at_least, at_most + above) == (1.0, 1.0)
    np.testing.assert_allclose([below, at_most], [0.2, 0.7], atol=0.01)


def test_what_never_happens_has_an_error_all_the_same(build: Callable, started: Callable) -> None:
    (found,) = asked(started, build(times, {"a": Constant(1.0), "b": Constant(2.0)}), "times > 5", samples=998)
    assert found.probability.value == 0.0
    assert found.probability.error == pytest.approx(1e-3, rel=0.01)


def test_every_coordinate_has_its_own(build: Callable, make_input: Callable, started: Callable) -> None:
    scenario = build(times, {"a": Lognormal(1.0, 1.0), "b": Constant(1.0)})
    options = tuple(Option(name, {"b": make_input("b", Constant(level))}) for name, level in (("x", 1.0), ("y", 2.0)))
    scenario = replace(scenario, axes=(Axis("region", "dimension", options),))
    found = asked(started, scenario, "times > 1", samples=100_000)
    assert [dict(each.coordinates) for each in found] == [{"region": "x"}, {"region": "y"}]
    for each, expected in zip(found, [0.5, stats.norm.cdf(np.log(2))], strict=True):
        assert abs(each.probability.value - expected) < 4 * each.probability.error


def test_an_event_twice_is_one_and_thresholds_are_in_base_units() -> None:
    scenario = load("chatgpt/by-words")
    one, other = events(scenario, ["emissions>3t", "energy <= 11870 kWh", "emissions>3t"])
    assert (one.output, one.relation, one.threshold) == ("emissions", ">", 3000.0)
    assert other.threshold == 11870 * 3.6e6


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("emission > 3 t", "no output is called 'emission'; did you mean 'emissions'?"),
        ("emissions 3 t", r"must be an output, a relation \(<, <=, >, >=\) and a quantity, such as 'emissions > 3 t'"),
        ("emissions = 3 t", "must be an output, a relation"),
        ("emissions > 3 kWh", "kWh"),
        ("emissions > 3", "unit"),
        ("emissions > three t", "must be a number with a unit"),
        ("emissions > 1e999 t", "must be finite"),
    ],
)
def test_a_text_that_is_no_event_is_refused(text: str, expected: str) -> None:
    with pytest.raises(InvalidInput, match=expected) as caught:
        events(load("chatgpt/by-words"), [text, "energy > 1 kWh", text])
    assert [problem.file for problem in caught.value.problems] == [f"--probability {text}"] * 2


def test_a_value_that_rounding_moves_off_the_threshold_is_equal_to_it(build: Callable, started: Callable) -> None:
    """0.1 * 3 is 0.30000000000000004 to a computer: half of the samples are the threshold, none exceeds it."""
    scenario = build(times, {"a": Discrete((0.1, 0.2), (0.5, 0.5)), "b": Constant(3.0)})
    at_least, above = asked(started, scenario, "times >= 0.3", "times > 0.3", samples=100_000)
    assert at_least.probability.value == 1.0
    assert abs(above.probability.value - 0.5) < 5 * above.probability.error


def test_a_constant_is_equal_to_itself_however_it_is_rounded(build: Callable, started: Callable) -> None:
    def ratio(a: float, b: float) -> float:
        return a * b / a

    scenario = build(ratio, {"a": Lognormal(1.0, 1.0), "b": Constant(0.4)})
    (above, at_most) = asked(started, scenario, "ratio > 0.4", "ratio <= 0.4", samples=10_000)
    assert (above.probability.value, at_most.probability.value) == (0.0, 1.0)


def test_a_bare_number_is_refused_where_the_output_is_shown_in_percent() -> None:
    with pytest.raises(InvalidInput, match=r"must have a unit, as power_share is shown in %: 0\.002 %"):
        events(load("context/brain"), ["power_share > 0.002"])
    (found,) = events(load("context/brain"), ["power_share > 0.002 %"])
    assert found.threshold == pytest.approx(2e-5)


def test_spellings_of_one_event_are_one_event() -> None:
    found = events(load("chatgpt/by-words"), ["emissions>3   t", "emissions > 3000 kg", "emissions >= 3 t"])
    assert [str(event) for event in found] == ["emissions > 3 t", "emissions >= 3 t"]


def test_an_input_is_no_output() -> None:
    with pytest.raises(InvalidInput, match="pue is an input; choose one of gpu_time, energy, emissions"):
        events(load("chatgpt/by-words"), ["pue > 1.1"])
