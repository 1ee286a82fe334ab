"""Oracles are figures of Luccioni et al. (2022), table 3, to within their rounding."""

import pytest

from carbonspan.models.embodied import by_gpu_time, lifetimes

HOUR, YEAR = 3600.0, 365.25 * 86400
BLOOM = {
    "gpu_time": 1_082_990 * HOUR,
    "server": 2500,
    "gpus_per_server": 8,
    "gpu": 150,
    "lifetime": 6 * YEAR,
    "utilization": 0.85,
}


def test_a_lifetime_of_use_wears_out_one_gpu():
    assert lifetimes(6 * YEAR * 0.85, 6 * YEAR, 0.85) == pytest.approx(1, rel=1e-14)


def test_bloom_bears_11_tonnes():
    result = by_gpu_time(**BLOOM)
    assert result.servers / 1000 == pytest.approx(7.57, abs=0.005)
    assert result.gpus / 1000 == pytest.approx(3.64, abs=0.01)
    assert result.emissions / 1000 == pytest.approx(11.2, abs=0.05)
    assert result.emissions == result.servers + result.gpus


def test_the_hourly_shares_are_the_published_ones():
    hour = by_gpu_time(**BLOOM | {"gpu_time": HOUR})
    assert hour.servers * 8 == pytest.approx(0.056, abs=0.0005)
    assert hour.gpus == pytest.approx(0.00336, abs=0.00001)


def test_hardware_that_lasts_half_as_long_counts_twice():
    short = by_gpu_time(**BLOOM | {"lifetime": 3 * YEAR})
    assert short.emissions == pytest.approx(2 * by_gpu_time(**BLOOM).emissions, rel=1e-14)
