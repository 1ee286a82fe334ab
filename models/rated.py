"""What a meter reads of hardware whose rated power is known, by how it is loaded: as a share, or by what arrives."""

from typing import Annotated, NamedTuple

import numpy as np

from ..simulate.scenario.formula import Bounds, formula
from .quantities import Energy, Fraction, GpuPower, Gpus, Number, Power, Pue, Queries, Time, TokensPerQuery

Host = Annotated[float, "1", Bounds(low=1)]  # all that a meter counts over the accelerators alone: never below 1
GpuTimePerToken = Annotated[float, "gpu*s/token", Bounds(low=0)]


class Metered(NamedTuple):
    """Mean power of one accelerator and of all that is metered, and their energies."""

    gpu_power: GpuPower
    gpu_energy: Energy
    power: Power
    energy: Energy


@formula
def by_share(
    gpus: Gpus,
    duration: Time,
    rated_power: GpuPower,
    utilization: Fraction,
    idle_share: Number,
    full_share: Number,
    host: Host,
) -> Metered:
    """Power between idle and full load, both as shares of the rated power: P = rated x (idle + u (full - idle)).

    >>> by_share(8, 3600, 400, 0.5, 0.2, 1.0, 1.25).power
    2400.0
    """
    gpu_power = rated_power * (idle_share + utilization * (full_share - idle_share))
    return metered(gpus, duration, gpu_power, host)


@formula
def by_arrivals(
    gpus: Gpus,
    duration: Time,
    requests: Queries,
    tokens: TokensPerQuery,
    token_time: GpuTimePerToken,
    idle_power: GpuPower,
    busy_power: GpuPower,
    host: Host,
    pue: Pue,
) -> Metered:
    """Power of a service whose arrivals are known: load = arrivals x service time / capacity, at most 1.

    `token_time` is the time of one accelerator that a token takes; `busy_power` is drawn while it works.

    >>> by_arrivals(16, 1000, 100, 40, 0.4, 80, 250, 1, 1).gpu_power
    97.0
    """
    load = np.minimum(1.0, requests * tokens * token_time / (gpus * duration))
    gpu_power = idle_power + load * (busy_power - idle_power)
    return metered(gpus, duration, gpu_power, host * pue)


def metered(gpus: Gpus, duration: Time, gpu_power: GpuPower, around: Number) -> Metered:
    """Power and energy of accelerators of `gpu_power` each, and of all that a meter counts, `around` times as much.

    >>> metered(2, 10, 300, 1.5).energy
    9000.0
    """
    power = gpus * gpu_power
    return Metered(gpu_power, power * duration, power * around, power * duration * around)
