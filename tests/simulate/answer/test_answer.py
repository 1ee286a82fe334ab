"""The nouns of an answer."""

import numpy as np
import pytest

from carbonspan.simulate.answer.answer import Answer
from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.answer.statistics.levels import headline_level
from carbonspan.simulate.answer.statistics.marginal import Estimate
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.units import unit


@pytest.fixture(scope="module")
def answer() -> Answer:
    return run_scenario(load("chatgpt/by-words"), samples=10_000, draws=3)


@pytest.mark.parametrize(
    ("levels", "level"), [((0.5, 0.9, 0.95), 0.9), ((0.8,), 0.8), ((0.95, 0.5, 0.68), 0.68), ((0.9, 0.99), 0.9)]
)
def test_the_headline_has_the_usual_level_or_the_middle_one(levels: tuple[float, ...], level: float) -> None:
    assert headline_level(levels) == level


def test_an_estimate_is_converted_with_its_error() -> None:
    assert Estimate(7.2e6, 3.6e6).in_unit(unit("kWh")) == Estimate(2.0, 1.0)


def test_every_number_is_converted_into_the_unit_that_people_read(answer: Answer) -> None:
    (base, read) = (each.main for each in (answer, answer.in_units()))
    assert (base.unit.text, base.unit.factor) == (read.unit.text, 1000 * read.unit.factor) == ("t", 1000)
    for of in (
        lambda each: each.nominal,
        lambda each: each.mean.value,
        lambda each: each.sd.error,
        lambda each: each.maximum,
        lambda each: each.median.value,
        lambda each: each.interval(0.9, "shortest").high.error,
    ):
        assert of(read) == of(base) / 1000
    np.testing.assert_array_equal(read.bins.low, base.bins.low / 1000)
    assert (read.skewness, read.samples) == (base.skewness, base.samples)


def test_draws_of_outputs_are_converted_too(answer: Answer) -> None:
    np.testing.assert_array_equal(answer.in_units().draws.outputs[2], answer.draws.outputs[2] / 1000)


def test_converting_again_changes_nothing(answer: Answer) -> None:
    once = answer.in_units()
    twice = once.in_units()
    for one, other in zip(once.marginals, twice.marginals, strict=True):
        assert (one.nominal, one.quantiles, one.intervals) == (other.nominal, other.quantiles, other.intervals)
        np.testing.assert_array_equal(one.bins.low, other.bins.low)


@pytest.mark.parametrize("text", ["%", "kWh", "t"])
def test_arrays_are_converted_as_exactly_as_numbers(text: str) -> None:
    values = np.array([0.57, 1 / 3, 2e6])
    np.testing.assert_array_equal(unit(text).from_base(values), [unit(text).from_base(x) for x in values.tolist()])


def test_a_marginal_is_found_by_output_and_any_of_its_axes() -> None:
    found = run_scenario(load("bert/by-region"), samples=1000)
    first, *others = found.of(found.headline)
    assert found.marginal(found.headline, {}) is found.main is first
    assert found.marginal(found.headline, others[0].coordinates) is others[0]
    assert found.marginal(found.headline, {"region": "nowhere"}) is None
