"""Carbon intensity of electricity."""

import numpy as np

from ..simulate.scenario.formula import Profile, formula
from .quantities import Fraction, HourlyIntensity, Intensity, Time


@formula
def over_hours(profile: HourlyIntensity, start: Time, duration: Time) -> Intensity:
    """Mean intensity over the hours from `start`, counted from the profile's first, that last for `duration`.

    The profile begins anew after its last hour; hours that are met in part count in part. It is the time integral of
    the intensity over `duration`, which is not 0: a run that draws a constant power emits its energy times this mean
    (Dodge et al. 2022, section 4, where power is metered every five minutes).

    >>> night_and_day = Profile(np.array([0, 1.5, 2]) * 43200, 43200, 200)  # 300 for 12 hours, then 100
    >>> hour = 3600
    >>> [round(over_hours(night_and_day, start * hour, 6 * hour)) for start in (0, 9, 12, 21, 48)]
    [300, 200, 100, 200, 300]
    """
    whole = _integral(profile, start + duration) - _integral(profile, start)
    return profile.level * whole / duration


def _integral(profile: Profile, time: Time) -> Time:
    """The integral of the profile about its mean from its start to `time`, which may lie in a later turn."""
    steps = len(profile.integral) - 1
    place = time / profile.step
    turn: float = np.floor(place / steps)
    within = place - turn * steps
    # what is no number has no step, but must not lead beyond the series either
    step = int(min(max(0.0, within), steps - 1.0))
    whole: Time = profile.integral[steps]
    before: Time = profile.integral[step]
    after: Time = profile.integral[step + 1]
    return turn * whole + before + (within - step) * (after - before)


@formula
def mix(
    generation_coal: Fraction,
    generation_gas: Fraction,
    generation_oil: Fraction,
    generation_biomass: Fraction,
    generation_nuclear: Fraction,
    generation_hydro: Fraction,
    generation_wind: Fraction,
    generation_solar: Fraction,
    coal: Intensity,
    gas: Intensity,
    oil: Intensity,
    biomass: Intensity,
    nuclear: Intensity,
    hydro: Intensity,
    wind: Intensity,
    solar: Intensity,
) -> Intensity:
    """Intensity of a mix of sources: the sum of share x intensity over the sources (IPCC AR5, WG III, Annex III).

    >>> kwh = 3.6e6
    >>> round(mix(0.5, 0, 0, 0, 0, 0.5, 0, 0, 820 / kwh, 490 / kwh, 650 / kwh, 230 / kwh, 12 / kwh, 24 / kwh,
    ...           11 / kwh, 48 / kwh) * kwh)
    422
    """
    fossil = generation_coal * coal + generation_gas * gas + generation_oil * oil
    steady = generation_biomass * biomass + generation_nuclear * nuclear + generation_hydro * hydro
    return fossil + steady + generation_wind * wind + generation_solar * solar
