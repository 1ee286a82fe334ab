"""The profile of an input about its mean."""

import numpy as np
import pytest

from carbonspan.simulate.scenario.formula import Profile
from carbonspan.simulate.scenario.profile import argument_value, time_profile

SERIES = [310.0, 120.5, 87.25, 402.0, 233.0]


def test_level_times_slope_is_the_series():
    mean, shape = time_profile(SERIES, 900.0)
    assert mean == pytest.approx(np.mean(SERIES), rel=1e-15)
    assert mean * np.diff(shape.integral) / shape.step == pytest.approx(SERIES, rel=1e-13)
    assert shape.integral[-1] == pytest.approx(5 * 900, rel=1e-15)


def test_quantiles_are_those_of_the_values():
    mean, shape = time_profile(SERIES, 900.0)
    assert [mean * each for each in shape.quantiles([0, 0.5, 1])] == pytest.approx([87.25, 233.0, 402.0])


def test_an_argument_is_a_number_or_a_profile():
    assert argument_value(None, 3.0) == 3.0
    profile = argument_value(time_profile(SERIES, 900.0)[1], 3.0)
    assert isinstance(profile, Profile)
    assert (profile.step, profile.level) == (900.0, 3.0)


def test_a_mean_of_zero_has_no_profile():
    with pytest.raises(ZeroDivisionError, match="division by zero"):
        time_profile([1.0, -1.0], 900.0)
