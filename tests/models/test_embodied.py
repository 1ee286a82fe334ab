"""Oracles are figures of Luccioni et al. (2022), table 3, to within their rounding, and sums by hand."""

import pytest

from carbonspan.models.embodied import by_components, by_gpu_time, lifetimes

HOUR, YEAR = 3600.0, 365.25 * 86400
BLOOM = {
    "gpu_time": 1_082_990 * HOUR,
    "server": 2500,
    "gpus_per_server": 8,
    "gpu": 150,
    "lifetime": 6 * YEAR,
    "utilization": 0.85,
}
SERVER = {
    "gpu_time": 8 * 4 * YEAR,  # all of one server's life
    "base": 1000,
    "cpus_per_server": 2,
    "cpu": 100,
    "memory_per_server": 1152e9,
    "memory": 1.39e-9,
    "gpus_per_server": 8,
    "gpu": 150,
    "lifetime": 4 * YEAR,
    "utilization": 1,
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


def test_a_servers_life_bears_all_of_its_parts():
    result = by_components(**SERVER)
    assert result[:4] == pytest.approx((1000, 200, 1.39 * 1152, 1200), rel=1e-12)
    assert result.emissions == pytest.approx(sum(result[:4]), rel=1e-14)


def test_parts_add_up_to_the_server_that_is_given_whole():
    whole = {name: SERVER[name] for name in ("gpu_time", "gpus_per_server", "gpu", "lifetime", "utilization")}
    result = by_gpu_time(**whole, server=1000 + 2 * 100 + 1152 * 1.39)
    assert by_components(**SERVER).emissions == pytest.approx(result.emissions, rel=1e-14)
    assert by_components(**SERVER).gpus == pytest.approx(result.gpus, rel=1e-14)


def test_memory_is_as_much_as_all_else_but_the_gpus():
    # a server of 1,152 GB without GPUs: 2,801 kg, where EcoLogits has 3,000
    without = by_components(**SERVER | {"gpu": 0})
    assert without.emissions == pytest.approx(3000, rel=0.1)
    assert without.memory / without.emissions == pytest.approx(0.57, abs=0.005)
