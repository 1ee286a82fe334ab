"""Sentences and tables of indices made by hand."""

import pytest

from carbonspan.simulate.answer.marginal import Estimate
from carbonspan.simulate.sensitivity.scales import ChosenScale
from carbonspan.simulate.sensitivity.sobol import Index, OutputIndices
from carbonspan.simulate.show.reports import sensitivity


def found(*firsts: float, error: float = 0.003, scale: str = "log", interactions: float = 0.02) -> OutputIndices:
    indices = tuple(
        Index((name,), Estimate(first, error), Estimate(first, error))
        for name, first in zip("abcdefgh", firsts, strict=False)
    )
    return OutputIndices(
        "emissions", {}, ChosenScale(scale, "as asked for"), 1.0, indices, Estimate(interactions, error)
    )


def test_the_sentence_names_three_inputs_and_sums_up_the_others() -> None:
    assert sensitivity.sentence(found(0.58, 0.14, 0.1, 0.09, 0.07)) == (
        "a explains 58 % of the spread of emissions (log scale, ± 0.3), b 14 %, c 10 %; the other 2 together 16 %; "
        "interactions 2 %."
    )


def test_slight_inputs_are_not_named() -> None:
    said = sensitivity.sentence(found(0.97, 0.01, 0.0, scale="value", interactions=0.001))
    assert said == "a explains 97 % of the spread of emissions (± 0.3); the other 2 together 1 %; interactions 0 %."


def test_an_output_without_spread_says_so() -> None:
    assert sensitivity.sentence(found()) == "emissions does not vary."


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (Estimate(0.0, 0.0), "0"),
        (Estimate(0.0001, 0.0002), "0 ± 0.04"),
        (Estimate(-0.0001, 0.0002), "0 ± 0.04"),
        (Estimate(0.2574, 0.0001), "25.74(1)"),
        (Estimate(-0.02, 0.001), "-2.0(1)"),
    ],
)
def test_a_share_is_never_zero_or_negative_without_its_error(share: Estimate, expected: str) -> None:
    assert sensitivity._share(share) == expected
