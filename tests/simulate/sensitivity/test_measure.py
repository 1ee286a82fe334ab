"""What a measurement buys, against normal sums, whose narrowing is known."""

import math
from collections.abc import Callable
from dataclasses import replace

import pytest

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.sensitivity.conditional import DUMMY, tables
from carbonspan.simulate.sensitivity.measure import Accuracy, accuracies, expected_width, gains

SAMPLES = 1 << 20
REQUEST = Request(SAMPLES)


def total(a: float, b: float) -> float:
    return a + b


def times(a: float, b: float) -> float:
    return a * b


@pytest.mark.parametrize("error", [0.0, 0.5, 1.0, 2.0, 5.0])
def test_a_measured_normal_narrows_a_sum_as_it_should(build: Callable, error: float) -> None:
    """The width after measuring x1 with error e is that of sqrt(s2² + s1² e² / (s1² + e²))."""
    scenario = build(total, {"a": Normal(0.0, 2.0), "b": Normal(0.0, 1.0)})
    found = {gain.input: gain for gain in gains(scenario, REQUEST, dict.fromkeys("ab", Accuracy(absolute=error)))}
    for name, own, other in (("a", 2.0, 1.0), ("b", 1.0, 2.0)):
        left = own**2 * error**2 / (own**2 + error**2)
        exact = math.sqrt(other**2 + left) / math.sqrt(5.0)
        gain = found[name]
        assert gain.expected.value / gain.now == pytest.approx(exact, abs=5 * gain.expected.error / gain.now + 1e-3)


def test_a_product_narrows_on_the_logarithm(build: Callable) -> None:
    scenario = build(times, {"a": Lognormal(1.0, 1.2), "b": Lognormal(1.0, 0.5)})
    (first, second) = gains(scenario, REQUEST, {})
    assert (first.input, first.is_log, second.input) == ("a", True, "b")
    assert first.expected.value / first.now == pytest.approx(0.5 / 1.3, abs=3e-3)
    assert first.now == pytest.approx(2 * 1.6448536 * 1.3, rel=3e-3)


def test_a_share_is_an_error_in_proportion_to_the_value(build: Callable) -> None:
    """A lognormal measured to a tenth of its value keeps a spread of about 0.1 on the logarithm."""
    scenario = build(times, {"a": Lognormal(1.0, 1.2), "b": Lognormal(1.0, 0.5)})
    found = next(gain for gain in gains(scenario, REQUEST, {"a": Accuracy(share=0.1)}) if gain.input == "a")
    assert found.expected.value / found.now == pytest.approx(math.hypot(0.5, 0.1) / 1.3, rel=0.01)


def test_a_stand_in_tells_what_it_tells_about_the_other(build: Callable) -> None:
    """Measuring an input that the model does not read narrows the output if it correlates with one that it reads."""
    from carbonspan.simulate.scenario.scenario import Correlation

    laws = {"a": Normal(0.0, 2.0), "b": Normal(0.0, 1.0), "proxy": Normal(0.0, 1.0)}
    scenario = build(total, laws)
    group = Correlation(("a", "proxy"), ((1.0, 0.9), (0.9, 1.0)), "normal")
    found = {gain.input: gain for gain in gains(replace(scenario, correlations=(group,)), REQUEST, {})}
    left = math.sqrt(1.0 + 4.0 * (1 - 0.81)) / math.sqrt(5.0)
    assert found["proxy"].expected.value / found["proxy"].now == pytest.approx(left, abs=3e-3)


def test_a_dummy_narrows_nothing(build: Callable) -> None:
    scenario = build(total, {"a": Normal(0.0, 2.0), "b": Normal(0.0, 1.0)})
    expected, now = expected_width(tables(scenario, REQUEST)[DUMMY, "total"], Accuracy())
    assert expected / now == pytest.approx(1.0, abs=2e-3)


def test_variability_is_not_measured(build: Callable) -> None:
    scenario = build(total, {"a": Normal(0.0, 2.0), "b": Normal(0.0, 1.0)})
    inputs = {**scenario.inputs, "a": replace(scenario.inputs["a"], nature="variability")}
    assert [gain.input for gain in gains(replace(scenario, inputs=inputs), Request(20_000), {})] == ["b"]


def test_an_accuracy_given_twice_is_refused() -> None:
    with pytest.raises(InvalidInput, match="latency is given twice, before to 10%; give one accuracy"):
        accuracies(load("chatgpt/by-words"), ("latency=10%", "latency=20%"))


def test_accuracies_have_the_unit_of_their_input_or_are_shares() -> None:
    scenario = load("chatgpt/by-words")
    found = accuracies(scenario, ("latency=10%", "full_power = 20 W/gpu", "pue=0.01"))
    assert (found["latency"].share, found["full_power"].absolute, found["pue"].absolute) == (0.1, 20.0, 0.01)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("latncy=10%", "no input is called 'latncy'; did you mean 'latency'"),
        ("latency=-10%", "must not be negative, got -10%"),
        ("users=3 kWh", "kWh"),
        ("latency", "--accuracy 'latency'"),
    ],
)
def test_an_accuracy_that_cannot_be_read_is_refused(text: str, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        accuracies(load("chatgpt/by-words"), (text,))
