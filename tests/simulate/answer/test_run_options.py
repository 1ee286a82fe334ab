"""What may be asked of a run."""

import math
import re
from fractions import Fraction

import numpy as np
import pytest

from carbonspan.simulate.answer.run_options import DEFAULT_SAMPLES, Request
from carbonspan.simulate.problems import InvalidInput


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"samples": 0}, "samples.*must be a whole number from 1 to .*, got 0"),
        ({"samples": 1.5}, "samples.*got 1.5"),
        ({"samples": 10**30}, "samples: must be a whole number from 1 to 17592186044416, got 1000000"),
        ({"samples": 10**30, "design": "sobol"}, "samples: .* from 1 to 137438953472 in the sobol design, got 1000000"),
        ({"seed": -1}, "seed.*must be a whole number from 0 on, got -1"),
        ({"seed": True}, "seed"),
        ({"threads": -2}, "threads.*must be a whole number from 1 to 1024, got -2"),
        ({"threads": 10**8}, "threads.*must be a whole number from 1 to 1024, got 100000000"),
        ({"threads": True}, "threads"),
        ({"design": "lhs"}, "design.*must be one of random, sobol, got 'lhs'"),
        ({"tolerance": 0.0}, "tolerance.*between 0 and 1, got 0.0"),
        ({"tolerance": "1%"}, "tolerance.*between 0 and 1, got '1%'"),
        ({"levels": ("0.9",)}, "levels.*between 0 and 1, got"),
        ({"levels": ()}, "levels.*at least one"),
        ({"levels": (0.9, 1.0)}, "levels.*between 0 and 1"),
        ({"draws": -1}, "draws"),
    ],
)
def test_what_means_nothing_is_refused(asked: dict, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        Request(**asked)


@pytest.mark.parametrize("whole", [100_000, 1e5, np.int64(100_000), np.float32(1e5), Fraction(100_000)], ids=repr)
def test_a_whole_number_of_any_type_is_that_number(whole: float) -> None:
    asked = Request(samples=whole, seed=whole, draws=whole)
    assert (asked.samples, asked.seed, asked.draws, asked.count) == (100_000,) * 4
    assert {type(each) for each in (asked.samples, asked.seed, asked.draws, asked.count)} == {int}


@pytest.mark.parametrize("other", [math.inf, math.nan, 1e5 + 0.5, -1e5, 1e30, True, "1e5"], ids=repr)
def test_what_is_no_count_is_refused_with_what_was_given(other: object) -> None:
    with pytest.raises(InvalidInput, match=re.escape("samples: must be a whole number from 1 to 17592186044416, got ")):
        Request(samples=other)


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(InvalidInput, match=r"(?s)samples.*seed.*design"):
        Request(samples=0, seed=-1, design="x")


@pytest.mark.parametrize(("asked", "count"), [(1, 32), (32, 32), (33, 64), (1000, 1024), (1024, 1024), (1025, 2048)])
def test_counts_of_the_sobol_design_are_32_times_a_power_of_two(asked: int, count: int) -> None:
    assert Request(samples=asked, design="sobol").count == count
    assert Request(samples=asked).count == asked


def test_ten_million_samples_unless_said_otherwise() -> None:
    assert Request().count == DEFAULT_SAMPLES == 10_000_000
    assert Request(design="sobol").count == 1 << 24
