import pytest

from carbonspan.models import metering

DAY, HOUR, WH = 86400, 3600, 3600


def test_hardware_that_draws_its_full_power_takes_power_times_time():
    """Patterson et al. 2021, Table 4: 1,024 chips of 289 W for 30 days at a PUE of 1.09 took 232 MWh."""
    found = metering.hardware(1024, 30 * DAY, 1, 50, 289, 1, 1.09)
    assert found.energy / (1e6 * WH) == pytest.approx(232, abs=0.5)
    assert found.gpu_power == found.power == 289


def test_host_and_pue_are_counted_once_each():
    found = metering.hardware(2, HOUR, 0.5, 100, 300, 1.25, 1.2)
    assert (found.gpu_energy / WH, found.power, found.energy / WH) == pytest.approx((400, 250, 600))


def test_training_time_is_that_of_a_published_utilization():
    """A 405.9B model on 15.6 T tokens took 30.84 M H100-hours: 34.6 % of the dense peak of 989 TFLOP/s."""
    hours = metering.training_time(405.9e9, 15.6e12, 6, 989e12, 0.346).gpu_time / HOUR
    assert hours == pytest.approx(30.84e6, rel=2e-3)


def test_energy_of_training_is_its_time_at_the_power_between_idle_and_full():
    run = (7e9, 2e12, 6, 312e12, 0.35)
    found = metering.training(*run, 0.25, 40, 400)
    assert found.gpu_time == metering.training_time(*run).gpu_time
    assert found.gpu_energy == pytest.approx(found.gpu_time * 130)


def test_an_answer_takes_what_stands_behind_it_too():
    found = metering.answering(100, 1.5, 1.2, 1.1)
    assert found == pytest.approx((100, 198))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (metering.by_parameters(27e9, 3e-7, 0.5).gpu_energy, 4050),
        (metering.drawing(1000, 3600, 2, 1.25).energy, 9e6),
        (metering.aged(400, 0.9).carbon_intensity, 360),
    ],
)
def test_products(found, expected):
    assert found == pytest.approx(expected)
