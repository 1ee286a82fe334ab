"""The regression against its authors' constants, put in by hand in watt-hours and billions of parameters."""

import math

import pytest

from carbonspan.models.tokens import by_regression, by_throughput, gpu_energy, latency

WH = 3600.0
SLOPE, DECAY, FLOOR = 1.1665273170451914e-6, 0.011205921025579175, 4.052928146734005e-5
TIME_SLOPE, TIME_BATCH, TIME_FLOOR = 0.0006785088094353663, 0.0003119310311688259, 0.019473717579473387


@pytest.mark.parametrize(("billions", "batch"), [(8, 64), (70, 64), (405, 1), (70, 256)])
def test_gpu_energy_is_the_published_regression(billions, batch):
    expected = SLOPE * math.exp(-DECAY * batch) * billions + FLOOR  # Wh a token
    found = gpu_energy(billions * 1e9, batch, SLOPE / 1e9 * WH, DECAY, FLOOR * WH)
    assert found / WH == pytest.approx(expected, rel=1e-12)


def test_latency_is_the_published_regression():
    found = latency(70e9, 64, TIME_SLOPE / 1e9, TIME_BATCH, TIME_FLOOR)
    assert found == pytest.approx(TIME_SLOPE * 70 + TIME_BATCH * 64 + TIME_FLOOR, rel=1e-12)


def test_the_server_is_shared_by_the_batch_and_the_gpus_are_not():
    assert by_regression(4, 0.25, 0.08, 1, 150) == pytest.approx(4 * (0.25 + 12), rel=1e-14)
    assert by_regression(4, 0.25, 0.08, 64, 150) == pytest.approx(4 * (0.25 + 12 / 64), rel=1e-14)


def test_throughput_gives_the_time_and_power_the_energy():
    # 2 x 1e11 operations at a tenth of 1e15 a second take 2 ms, in which 700 W are 1.4 J
    assert by_throughput(1e11, 2, 1e15, 0.1, 700) == pytest.approx(1.4, rel=1e-14)


def test_two_models_of_one_quantity_agree_to_within_a_factor_of_three():
    regression = by_regression(
        4, gpu_energy(70e9, 64, SLOPE / 1e9 * WH, DECAY, FLOOR * WH), latency(70e9, 64, TIME_SLOPE / 1e9, 0, 0), 64, 150
    )
    assert 1 < regression / by_throughput(70e9, 2, 989e12, 0.1, 640) < 3
