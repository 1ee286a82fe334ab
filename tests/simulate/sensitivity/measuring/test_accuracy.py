"""Accuracies as they are written: shares, amounts, means of readings, and what is refused."""

import math
from dataclasses import replace

import numpy as np
import pytest

from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.sensitivity.measuring.accuracy import accuracies

INPUTS = load("chatgpt/by-words", fixes=["questions"]).inputs


def test_accuracies_are_shares_of_the_value_or_amounts_in_the_unit() -> None:
    found = accuracies(INPUTS, ("latency=10%", "full_power = 20 W/gpu", "pue=0.01", "users=5% of it"))
    assert (found["latency"].share, found["full_power"].absolute, found["pue"].absolute) == (0.1, 20.0, 0.01)
    assert (found["users"].share, found["users"].stated) == (0.05, "to 5% of it")
    np.testing.assert_allclose(found["latency"].errors(np.array([2.0, -2.0, 0.0])), [0.2, 0.2, 0.0])


def test_the_mean_of_readings_has_their_error_over_the_root_of_their_number() -> None:
    found = accuracies(INPUTS, ["latency=30%, n=20", "full_power=0.02 kW/gpu,n=4"])
    assert found["latency"].share == pytest.approx(0.3 / math.sqrt(20))
    assert found["latency"].stated == "to 30% / √20 = 6.71%"
    assert found["full_power"].absolute == pytest.approx(10.0)
    assert found["full_power"].stated == "to 0.02 kW/gpu / √4 = 0.01 kW/gpu"


def test_an_error_of_0_is_perfect() -> None:
    assert accuracies(INPUTS, ["latency=0%"])["latency"].perfect


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("latncy=10%", "no input is called 'latncy'; did you mean 'latency'"),
        ("latency=-10%", "must not be negative, got -10%"),
        ("pue=1e101", "must be at most 1e100 in base units, got 1e101; give a smaller error"),
        ("users=3 kWh", "kWh"),
        ("latency", "--accuracy 'latency'"),
        ("latency=", "must be an error"),
        ("latency=10%, 20", "must be an error, or one and a number of readings"),
        ("latency=10%, n=0", "n must be a whole number of readings, such as n=20, got '0'"),
        ("latency=10%, n=2.5", "n must be a whole number"),
        ("latency=1e400%", "finite"),
        ("pue=10%", "may be an amount, 'pue=0.1', or a share of the value, 'pue=10% of it'"),
        ("questions=10%", "questions is a constant in this scenario: measuring it narrows nothing"),
    ],
)
def test_an_accuracy_that_cannot_be_read_is_refused(text: str, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        accuracies(INPUTS, (text,))


def test_an_accuracy_given_twice_is_refused() -> None:
    with pytest.raises(InvalidInput, match="latency has an accuracy already, to 10%; give one"):
        accuracies(INPUTS, ("latency=10%", "latency=20%"))


def test_variability_cannot_be_measured() -> None:
    inputs = {**INPUTS, "users": replace(INPUTS["users"], nature="variability")}
    with pytest.raises(InvalidInput, match="users is variability, which differs from one case to the next"):
        accuracies(inputs, ["users=10%"])
