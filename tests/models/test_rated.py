import pytest

from carbonspan.models import rated


def test_power_lies_between_idle_and_full_shares_of_the_rating():
    idle, full = (rated.by_share(4, 10, 700, load, 0.15, 0.95, 1).gpu_power for load in (0, 1))
    assert (idle, full) == pytest.approx((105, 665))


def test_what_a_meter_counts_besides_is_counted_once():
    found = rated.by_share(4, 10, 700, 1, 0.1, 1, 1.25)
    assert (found.power, found.gpu_energy, found.energy) == pytest.approx((3500, 28_000, 35_000))


def test_load_is_arrivals_times_service_time_over_capacity():
    """A hundred requests of 40 tokens at 0.4 GPU-seconds each take a tenth of 16 GPUs for 1,000 s."""
    found = rated.by_arrivals(16, 1000, 100, 40, 0.4, 80, 250, 1.5, 1.1)
    assert found.gpu_power == pytest.approx(80 + 0.1 * 170)
    assert found.power == pytest.approx(16 * 97 * 1.65)


def test_no_service_is_busier_than_always():
    assert rated.by_arrivals(16, 1000, 1e9, 40, 0.4, 80, 250, 1, 1).gpu_power == 250
