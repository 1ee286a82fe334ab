"""Slopes on logarithmic axes."""

from __future__ import annotations

import pytest

from carbonspan.simulate.benchmarking.growth_times import fitted, slopes


def test_the_slope_is_the_power_with_which_it_grows(made) -> None:
    found = {(each.group, each.quantity): each.exponent for each in slopes(made("scaling"))}
    assert found == pytest.approx(
        {
            **{(group, "core_time"): 1.0 for group in ("inputs", "outputs", "coordinates")},
            **{(group, "answer"): 0.5 for group in ("inputs", "outputs", "coordinates")},
            **{(group, "memory"): 0.0 for group in ("inputs", "outputs", "coordinates", "threads")},
            ("threads", "sample_time"): -1.0,
        },
        abs=1e-9,
    )


def test_other_benchmarks_have_no_slopes(made) -> None:
    assert slopes(made("kernels")) == ()


def test_a_slope_is_that_of_least_squares() -> None:
    assert fitted([1, 10, 100], [1, 10, 1000]) == pytest.approx(1.5)
