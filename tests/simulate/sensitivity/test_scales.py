"""Which scale an output is explained on, and what rounding can cause there."""

from __future__ import annotations

import math

import numpy as np
import pytest

from carbonspan.simulate.answer.heavy_tails import HeavyTail
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.sensitivity.scales import ChosenScale, choose, on_scale, rounding_variance, transforms

WIDE = np.geomspace(1.0, 1000.0, 4096)
NARROW = np.linspace(1.0, 2.0, 4096)
MIXED = np.linspace(-1.0, 2.0, 4096)
LIGHT, HEAVY = HeavyTail(), HeavyTail(2.0, "the law of a has no finite variance")


@pytest.mark.parametrize(
    ("values", "tail", "scale", "reason"),
    [
        (WIDE, LIGHT, "log", "its 90 % interval spans a factor of 500"),
        (WIDE, HEAVY, "log", "its 90 % interval spans a factor of 500"),
        (NARROW, LIGHT, "value", "its 90 % interval spans less than a factor of 10"),
        (NARROW, HEAVY, "rank", "it has no variance: the law of a has no finite variance"),
        (MIXED, LIGHT, "value", "it has values of 0 or below"),
        (MIXED, HEAVY, "rank", "it has no variance: the law of a has no finite variance"),
        (np.append(WIDE, 0.0), LIGHT, "value", "it has values of 0 or below"),
    ],
)
def test_the_scale_that_suits_an_output(values: np.ndarray, tail: HeavyTail, scale: str, reason: str) -> None:
    assert choose("y", values, tail, None) == ChosenScale(scale, reason)


def test_a_negative_output_that_spans_a_decade_is_on_the_logarithm_of_its_magnitude() -> None:
    found = choose("y", -WIDE, LIGHT, None)
    assert found.scale == "log"
    assert found.reason.endswith(", and it is negative: that of its magnitude")


def test_a_later_sample_that_is_not_positive_changes_the_scale() -> None:
    assert choose("y", WIDE, LIGHT, None, one_sign=False) == ChosenScale("value", "it has values of 0 or below")


@pytest.mark.parametrize(
    ("values", "tail", "wanted", "one_sign", "message"),
    [
        (
            MIXED,
            LIGHT,
            "log",
            True,
            "--on log needs values of one sign, and y runs from -1 to .*; use value or rank",
        ),
        (
            WIDE,
            LIGHT,
            "log",
            False,
            "--on log needs values of one sign, and y has values of 0 or of the other sign; use value or rank",
        ),
        (WIDE, HEAVY, "value", True, "--on value needs a variance, and y has none: the law of a .*; use log or rank"),
    ],
)
def test_an_impossible_scale_is_refused(
    values: np.ndarray, tail: HeavyTail, wanted: str, message: str, *, one_sign: bool
) -> None:
    with pytest.raises(InvalidInput, match=message):
        choose("y", values, tail, wanted, one_sign=one_sign)


def test_a_wanted_scale_is_taken() -> None:
    assert choose("y", NARROW, HEAVY, "rank") == ChosenScale("rank", "as asked for")


def test_transforms_are_centred_and_ranks_have_boundaries() -> None:
    scales = [ChosenScale(scale, "") for scale in ("value", "log", "rank")]
    made = transforms(scales, np.array([NARROW, WIDE, MIXED]))
    assert made.codes.tolist() == [0, 1, 2]
    assert made.centers.tolist() == pytest.approx([1.5, math.log(1000) / 2, 0.5])
    assert made.boundaries.shape == (3, 1023)
    assert made.boundaries[2][511] == pytest.approx(0.5)


def test_samples_on_each_scale() -> None:
    values = np.array([1.0, 10.0, 100.0])
    assert on_scale(values, "value").tolist() == [1.0, 10.0, 100.0]
    assert on_scale(values, "log").tolist() == pytest.approx([0.0, math.log(10), math.log(100)])
    assert on_scale(values, "rank").tolist() == [0.0, 0.5, 1.0]


@pytest.mark.parametrize("size", [1e-30, 1.0, 1e30])
@pytest.mark.parametrize("scale", ["value", "log", "rank"])
def test_rounding_is_in_proportion_to_the_output(size: float, scale: str) -> None:
    """Values one unit in the last place apart are rounding; a ten-billionth apart they are not."""
    generator = np.random.default_rng(1)
    for width, is_rounding in ((2.2e-16, True), (1e-10, False)):
        values = size * (1.0 + width * generator.integers(0, 2, 1000))
        spread = 1 / 12 if scale == "rank" else on_scale(values, scale).var()
        assert (spread <= rounding_variance(values, scale)) == is_rounding


def test_a_constant_rounds_nothing_on_ranks() -> None:
    """Samples beyond the pilot may still differ."""
    assert rounding_variance(np.ones(10), "rank") == 0.0
