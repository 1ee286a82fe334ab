"""Emissions of training: by energy that was measured, by hours, by processors and days, by GPU-hours, by operations."""

from typing import NamedTuple

from ..simulate.scenario.formula import formula
from .energy import facility, fleet, operational
from .grid import over_hours
from .quantities import (
    Emissions,
    Energy,
    Fraction,
    GpuPower,
    Gpus,
    GpuTime,
    HourlyIntensity,
    Intensity,
    Operations,
    Parameters,
    Pue,
    Throughput,
    Time,
    Tokens,
)


class Training(NamedTuple):
    """What a training takes from the grid and emits."""

    energy: Energy
    emissions: Emissions


class Computed(NamedTuple):
    """What a training occupies, takes from the grid and emits."""

    gpu_time: GpuTime
    energy: Energy
    emissions: Emissions


def computing_time(
    parameters: Parameters, tokens: Tokens, operations: Operations, peak: Throughput, utilization: Fraction
) -> GpuTime:
    """GPU time of a training: operations x parameters x tokens / (peak throughput x share of it that is reached).

    `operations` are 6 a parameter and token, forward and backward (Kaplan et al. 2020, section 2.1); `utilization` is
    the model FLOP utilization of the whole run, restarts and evaluation included.

    >>> round(computing_time(8e9, 15e12, 6, 989e12, 0.35) / 3.6e9, 3)  # millions of GPU-hours
    0.578
    """
    return operations * parameters * tokens / (peak * utilization)


@formula
def by_energy(energy: Energy, pue: Pue, carbon_intensity: Intensity) -> Training:
    """Training by the energy its computers were measured to take: E = energy x PUE; emissions = E x intensity.

    Where a published energy is that of the whole data centre already, the PUE is 1.

    >>> round(by_energy(1287 * 3.6e9, 1, 0.4289 / 3.6e6).emissions)
    551994
    """
    used = facility(energy, pue)
    return Training(used, operational(used, carbon_intensity))


@formula
def by_hour(
    energy: Energy, pue: Pue, carbon_intensity: HourlyIntensity, day: Time, start: Time, duration: Time
) -> Training:
    """Training by the hours of its run: E = energy x PUE; emissions = E x mean intensity over the hours it meets.

    The run begins `start` after the beginning of `day`, which counts from the first hour of the profile, and draws a
    constant power for `duration` (Dodge et al. 2022, section 4, which sums energy x intensity over intervals).

    >>> import numpy as np
    >>> from ..simulate.scenario.formula import Profile
    >>> hour, kwh = 3600, 3.6e6
    >>> night_and_day = Profile(np.array([0, 1.5, 2]) * 12 * hour, 12 * hour, 0.2 / kwh)  # 0.3 and 0.1 kg/kWh
    >>> runs = (by_hour(10 * kwh, 1.1, night_and_day, 0, start * hour, 6 * hour) for start in (0, 9, 12))
    >>> [round(float(run.emissions), 2) for run in runs]
    [3.3, 2.2, 1.1]
    """
    used = facility(energy, pue)
    return Training(used, operational(used, over_hours(carbon_intensity, day + start, duration)))


@formula
def by_processors(gpus: Gpus, duration: Time, power: GpuPower, pue: Pue, carbon_intensity: Intensity) -> Training:
    """Training by processors and days: E = processors x days x power of each x PUE (Patterson et al. 2021).

    `power` is a processor's share of its whole server.

    >>> round(by_processors(512, 20 * 86400, 310, 1.12, 0.545 / 3.6e6).energy / 3.6e9, 1)  # T5, MWh
    85.3
    """
    used = facility(fleet(gpus, power, duration), pue)
    return Training(used, operational(used, carbon_intensity))


@formula
def by_gpu_time(gpu_time: GpuTime, power: GpuPower, pue: Pue, carbon_intensity: Intensity) -> Training:
    """Training by the GPU-hours in its log: E = GPU-hours x power of a GPU x PUE; emissions = E x intensity.

    >>> round(by_gpu_time(1_082_990 * 3600, 400, 1, 0.057 / 3.6e6).emissions)  # BLOOM, kg
    24692
    """
    used = facility(gpu_time * power, pue)
    return Training(used, operational(used, carbon_intensity))


@formula
def by_operations(
    parameters: Parameters,
    tokens: Tokens,
    operations: Operations,
    peak: Throughput,
    utilization: Fraction,
    power: GpuPower,
    pue: Pue,
    carbon_intensity: Intensity,
) -> Computed:
    """Training by the operations it needs: GPU time as in `computing_time`, E = GPU time x power x PUE.

    `power` is a GPU's share of its whole server.

    >>> round(by_operations(8e9, 15e12, 6, 989e12, 0.35, 700, 1.1, 0.35 / 3.6e6).emissions / 1000)  # t
    156
    """
    gpu_time = computing_time(parameters, tokens, operations, peak, utilization)
    used = facility(gpu_time * power, pue)
    return Computed(gpu_time, used, operational(used, carbon_intensity))
