"""Measurements as texts: what they mean, and what is refused."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.updating.observations import observations


def test_a_share_is_an_error_of_a_factor_and_an_amount_one_that_is_added(known: Callable) -> None:
    share, amount = observations(known("sum"), ["total=2 kJ ± 10%", "a = 11 J +- 0.5 J, n=4"], None)
    assert (share.value, share.accuracy.share, share.is_factor, share.is_input) == (2000.0, 0.1, True, False)
    assert (amount.accuracy.absolute, amount.is_factor, amount.is_input) == (0.25, False, True)
    assert share.deviations(np.array([2000.0, -1.0])).tolist() == [0.0, np.inf]
    spread = np.sqrt(np.log(1.01))
    assert share.log_likelihood(np.array([2000 * np.exp(spread)])) == pytest.approx(-0.5)
    assert amount.log_likelihood(np.array([11.5])) == pytest.approx(-2.0)


@pytest.mark.parametrize(
    ("texts", "error", "message"),
    [
        (["total 2 J"], "10%", "must be an output or an input, a quantity and its standard error, such as 'energy="),
        (["totl=2 J"], "10%", "no output or input is called 'totl'; did you mean 'total'"),
        (["total=2 kg"], "10%", "is a mass (kg) where an energy is expected (J); got "),
        (["total=2"], "10%", "needs a unit such as J; got 2"),
        (["a=2"], "10%", "needs a unit such as J; got 2"),
        (["total=2 J"], None, "has no error: add its standard error, as in 'total=2 J ± 10%', or give --error 10%"),
        (["total=2 J ± 0%"], None, "must have an error above 0, got 0%; no draw is exactly what was measured"),
        (["total=2 J ± -1 J"], None, "must not be negative, got -1 J"),
        (["total=-2 J"], "10%", "a share of -2 J is no error; give an amount, such as ± 0.1 J"),
        (["total=2 J", "total=3 J"], "10%", "total is observed twice; give the mean of both, and its error"),
        (["total=2 J ± 1 kg"], None, "is a mass (kg) where an energy is expected (J); got "),
    ],
)
def test_what_cannot_be_read_is_refused(known: Callable, texts: list[str], error: str | None, message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        observations(known("sum"), texts, error)
    assert message in str(caught.value)
    assert str(caught.value).startswith("--observed '")


def test_a_constant_cannot_be_observed() -> None:
    with pytest.raises(InvalidInput, match="is a constant here, about which nothing can be learnt"):
        observations(load("chatgpt/by-words", sets=["pue=1.2"]), ["pue=1.3 ± 0.1"], None)


def test_a_share_of_a_plain_number_says_of_what() -> None:
    scenario = load("chatgpt/by-words")
    with pytest.raises(InvalidInput, match=r"may be an amount, 'error=0\.1', or a share of the value, 'error=10% "):
        observations(scenario, ["utilization=0.5 ± 10%"], None)
    (found,) = observations(scenario, ["utilization=0.5 ± 10% of it"], None)
    assert found.is_factor
