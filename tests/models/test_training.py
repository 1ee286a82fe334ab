"""Oracles are figures of Patterson et al. (2021), Luccioni et al. (2022) and sums by hand."""

import pytest

from carbonspan.models.training import by_energy, by_gpu_time, by_hour, by_operations, by_processors, computing_time
from carbonspan.simulate.scenario.profile import argument_value, time_profile

KWH, MWH, DAY, HOUR = 3.6e6, 3.6e9, 86400.0, 3600.0


@pytest.mark.parametrize(
    ("energy", "intensity", "tonnes"),
    [(1287, 0.429, 552.1), (85.7, 0.545, 46.7), (232, 0.415, 96.3), (24.1, 0.177, 4.27), (179, 0.33, 59.1)],
)
def test_published_energies_give_published_tonnes(energy, intensity, tonnes):
    result = by_energy(energy * MWH, 1, intensity / KWH)
    assert result.energy == energy * MWH
    assert result.emissions / 1000 == pytest.approx(tonnes, abs=0.05)


def test_pue_raises_energy_and_emissions_alike():
    one, two = by_energy(10 * MWH, 1, 0.4 / KWH), by_energy(10 * MWH, 1.5, 0.4 / KWH)
    assert two.energy / one.energy == pytest.approx(1.5, rel=1e-14)
    assert two.emissions / one.emissions == pytest.approx(1.5, rel=1e-14)


def test_gpt_3_by_processors():
    # 10,000 x 14.8 days x 24 h x 0.33 kW x 1.1, by hand
    result = by_processors(10_000, 14.8 * DAY, 330, 1.1, 0.429 / KWH)
    assert result.energy / MWH == pytest.approx(1289.4, abs=0.05)
    assert result.emissions / 1000 == pytest.approx(553.1, abs=0.05)


def test_bloom_by_gpu_hours():
    result = by_gpu_time(1_082_990 * HOUR, 400, 1, 0.057 / KWH)
    assert result.energy / MWH == pytest.approx(433.196, rel=1e-12)
    assert result.emissions / 1000 == pytest.approx(24.69, abs=0.005)


def test_processors_and_gpu_time_are_one_model():
    one = by_processors(8, 3 * DAY, 700, 1.2, 0.4 / KWH)
    two = by_gpu_time(8 * 3 * DAY, 700, 1.2, 0.4 / KWH)
    assert one == pytest.approx(two, rel=1e-14)


def test_operations_take_time_at_the_throughput_that_is_reached():
    # 6 x 1e9 x 2e10 = 1.2e20 operations at half of 2e15 a second are 120,000 s
    assert computing_time(1e9, 2e10, 6, 2e15, 0.5) == pytest.approx(1.2e5, rel=1e-14)
    result = by_operations(1e9, 2e10, 6, 2e15, 0.5, 700, 1.1, 0.4 / KWH)
    assert result.gpu_time == pytest.approx(1.2e5, rel=1e-14)
    assert result.energy == pytest.approx(1.2e5 * 770, rel=1e-14)
    assert result.emissions == pytest.approx(1.2e5 * 770 * 0.4 / KWH, rel=1e-14)


def test_a_run_meets_the_hours_of_its_own_day():
    mean, shape = time_profile([0.1, 0.3, 0.2, 0.6], 12 * HOUR)  # night and day of two days, kg/kWh
    emissions = [
        by_hour(10 * KWH, 1.1, argument_value(shape, mean / KWH), day * DAY, start * HOUR, 6 * HOUR).emissions
        for day in (0, 1)
        for start in (0, 9, 12)
    ]
    # 11 kWh by hand, half of it in either half of the day for the run that begins at nine
    assert emissions == pytest.approx([1.1, 2.2, 3.3, 2.2, 4.4, 6.6], rel=1e-12)


def test_over_whole_turns_the_hours_make_no_difference():
    mean, shape = time_profile([0.1, 0.3, 0.2, 0.6], 12 * HOUR)
    hourly = by_hour(10 * KWH, 1.1, argument_value(shape, mean / KWH), 0, 5 * HOUR, 4 * DAY)
    assert hourly == pytest.approx(by_energy(10 * KWH, 1.1, 0.3 / KWH), rel=1e-12)
