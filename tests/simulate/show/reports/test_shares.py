"""Shares of variance as people read them."""

import pytest

from carbonspan.simulate.answer.statistics.marginal import Estimate
from carbonspan.simulate.show.reports.shares import cell, group_name, listed, percent, points


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (Estimate(0.0, 0.0), "0"),
        (Estimate(1e-12, 1e-13), "0"),
        (Estimate(0.0001, 0.0002), "0 ± 0.04"),
        (Estimate(-0.0001, 0.0002), "0 ± 0.04"),
        (Estimate(0.2574, 0.0001), "25.74(1)"),
        (Estimate(-0.02, 0.001), "-2.0(1)"),
        (Estimate(0.02, 0.015), "2(2)"),
        (Estimate(1.0, 0.0), "100"),
    ],
)
def test_a_share_is_never_zero_or_negative_without_its_error(share: Estimate, expected: str) -> None:
    assert cell(share) == expected


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (Estimate(0.2574, 0.0001), "26 %"),
        (Estimate(0.2574, 0.05), "26 %"),
        (Estimate(0.0001, 0.0002), "0 %"),
        (Estimate(-0.0001, 0.0002), "0 %"),
        (Estimate(1.0, 0.0), "100 %"),
        (Estimate(1e-12, 0.0), "0 %"),
        (Estimate(0.0674, 0.0001), "6.7 %"),
        (Estimate(0.00073, 0.00001), "0.073 %"),
    ],
)
def test_a_share_in_a_sentence_has_two_digits(share: Estimate, expected: str) -> None:
    assert percent(share) == expected


def test_an_error_in_percent_has_one_digit() -> None:
    assert [points(Estimate(0.5, error)) for error in (0.0, 0.00123, 0.02)] == ["0", "0.1", "2"]


@pytest.mark.parametrize(
    ("inputs", "others", "expected"),
    [
        (("a",), (), "a"),
        (("a", "b"), (), "a and b"),
        (("a", "b", "c", "d"), (), "a and 3 more"),
        (("a", "b", "c"), ("a", "b", "c"), "the other 3"),
        (("a", "b"), ("a", "b", "c"), "a and b"),
    ],
)
def test_a_group_has_a_short_name(inputs: tuple, others: tuple, expected: str) -> None:
    assert group_name(inputs, others) == expected


@pytest.mark.parametrize(
    ("names", "expected"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_names_are_listed(names: tuple, expected: str) -> None:
    assert listed(names) == expected
