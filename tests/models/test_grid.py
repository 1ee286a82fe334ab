import numpy as np
import pytest

from carbonspan.models.grid import mix, over_hours
from carbonspan.simulate.scenario.profile import argument_value, time_profile

HOURS = np.random.default_rng(24).uniform(100, 500, 24)

IPCC = (820, 490, 650, 230, 12, 24, 11, 48)


@pytest.mark.parametrize("source", range(8))
def test_one_source_alone_has_its_own_intensity(source):
    shares = [float(each == source) for each in range(8)]
    assert mix(*shares, *IPCC) == IPCC[source]


def test_a_mix_is_the_weighted_mean_of_its_sources():
    shares = (0.16, 0.42, 0.01, 0.01, 0.18, 0.06, 0.1, 0.06)
    assert mix(*shares, *IPCC) == pytest.approx(np.average(IPCC, weights=shares), rel=1e-14)


def by_minutes(start, duration):
    """The mean over whole minutes, hour by hour."""
    return np.mean([HOURS[int(minute // 60) % 24] for minute in range(start, start + duration)])


@pytest.mark.parametrize("turn", [0, 1, -3, 365])
@pytest.mark.parametrize(
    ("start", "duration"), [(0, 60), (0, 1440), (60 * 23, 180), (95, 20), (95, 25), (95, 1000), (1439, 2), (17, 9999)]
)
def test_hours_that_are_met_in_part_count_in_part(start, duration, turn):
    mean, shape = time_profile(HOURS.tolist(), 3600.0)
    found = over_hours(argument_value(shape, mean), (start + turn * 1440) * 60, duration * 60)
    assert found == pytest.approx(by_minutes(start + turn * 1440, duration), rel=1e-10)


def test_a_profile_goes_up_and_down_about_any_level():
    mean, shape = time_profile(HOURS.tolist(), 3600.0)
    once, thrice = (over_hours(argument_value(shape, level), 7.5 * 3600, 1e4) for level in (mean, 3 * mean))
    assert thrice == pytest.approx(3 * once, rel=1e-15)


@pytest.mark.parametrize("start", [np.nan, np.inf, -np.inf, 1e300])
def test_a_start_that_is_no_time_leads_to_no_number_but_never_astray(start):
    _, shape = time_profile([1.0, 3.0], 3600.0)
    with np.errstate(invalid="ignore"):
        found = over_hours(argument_value(shape, 2.0), np.float64(start), 60.0)
    assert np.isnan(found) or found == 0
