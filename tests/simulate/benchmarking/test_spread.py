"""Medians, spreads, and whether a difference is one, from samples whose law is known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from carbonspan.simulate.benchmarking.spread import Difference, difference, quartiles, relative_spread, standard_error


def times(median: float, deviation: float, count: int, rng: np.random.Generator) -> list[float]:
    """Times as they are: never much shorter than usual, sometimes much longer."""
    values = median * np.exp(deviation * rng.standard_normal(count))
    values[rng.random(count) < 0.05] *= 3
    return values.tolist()


def test_quartiles_are_those_of_numpy() -> None:
    values = np.random.default_rng(1).exponential(size=17).tolist()
    assert quartiles(values) == pytest.approx(np.quantile(values, [0.25, 0.75]))


def test_of_few_repetitions_the_whole_range_is_taken() -> None:
    assert quartiles([3.0, 1.0, 2.0]) == (1.0, 3.0)
    assert quartiles([3.0]) == (3.0, 3.0)


def test_an_outlier_moves_no_spread() -> None:
    usual = [9.0, 9.5, 10.0, 10.5, 11.0]
    assert relative_spread([*usual[:-1], 1000.0]) == relative_spread(usual) == 0.05


@pytest.mark.parametrize("values", [[10.0], [-0.1, 0.0, 0.1], [-1.0, -2.0]])
def test_a_spread_is_unknown_of_one_value_and_of_what_is_not_above_zero(values: list[float]) -> None:
    assert math.isnan(relative_spread(values))


def test_the_standard_error_is_that_of_medians() -> None:
    rng = np.random.default_rng(2)
    draws = np.exp(0.05 * rng.standard_normal((4000, 31)))
    stated = np.median([standard_error(row.tolist()) for row in draws[:400]])
    assert stated == pytest.approx(np.median(draws, axis=1).std(), rel=0.1)


@pytest.mark.parametrize("count", [5, 9, 31])
@pytest.mark.parametrize("deviation", [0.005, 0.05, 0.3])
def test_equal_times_are_hardly_ever_told_apart(count: int, deviation: float) -> None:
    rng = np.random.default_rng(3)
    found = [
        difference(times(10, deviation, count, rng), times(10, deviation, count, rng)).direction for _ in range(1000)
    ]
    assert found.count("none") > 980  # three standard errors; quartiles of few values are inaccurate themselves


@pytest.mark.parametrize(("ratio", "direction"), [(1.25, "more"), (0.8, "less")])
def test_a_difference_beyond_the_noise_is_found(ratio: float, direction: str) -> None:
    rng = np.random.default_rng(4)
    found = [difference(times(10, 0.02, 15, rng), times(10 * ratio, 0.02, 15, rng)) for _ in range(200)]
    assert sum(each.direction == direction for each in found) > 195
    assert np.median([each.ratio for each in found]) == pytest.approx(ratio, rel=0.01)


def test_a_difference_within_the_noise_is_not_judged() -> None:
    before, now = [8.0, 9.0, 10.0, 11.0, 12.0], [9.0, 10.0, 11.0, 12.0, 13.0]
    found = difference(before, now)
    assert found.direction == "none"
    assert found.noise > math.log(found.ratio)
    assert found.ratio == pytest.approx(1.1)


@pytest.mark.parametrize("drift", [1.3, 1 / 1.3])
def test_what_the_machine_drifts_is_noise(drift: float) -> None:
    before, now = [9.9, 9.95, 10.0, 10.05, 10.1], [11.9, 11.95, 12.0, 12.05, 12.1]
    assert difference(before, now).direction == "more"
    assert difference(before, now, drift).direction == "none"
    assert difference(before, now, drift).noise == pytest.approx(difference(before, now).noise + math.log(1.3))


def test_two_processes_differ_by_more_than_the_spread_of_either() -> None:
    assert difference([10.0] * 9, [10.1] * 9).direction == "none"
    assert difference([10.0] * 9, [10.3] * 9).direction == "more"


def test_one_repetition_is_never_judged() -> None:
    assert difference([1.0], [9.0]).direction == "unknown"
    assert difference([1.0, 1.1], [9.0]).direction == "unknown"
    assert Difference(0.5, math.nan).direction == "unknown"
