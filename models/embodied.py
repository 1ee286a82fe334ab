"""Emissions of making hardware, shared out over the time it serves."""

from typing import NamedTuple

from ..simulate.describe.formula import formula
from .quantities import Emissions, EmissionsPerGpu, EmissionsPerServer, Fraction, Gpus, GpusPerServer, GpuTime, Time


class Embodied(NamedTuple):
    """The share of making servers and GPUs that a use of them bears."""

    servers: Emissions
    gpus: Emissions
    emissions: Emissions


def lifetimes(gpu_time: GpuTime, lifetime: Time, utilization: Fraction) -> Gpus:
    """How many GPUs a use wears out: GPU time / (lifetime x share of it in use) (Luccioni et al. 2022, section 4.1).

    >>> year = 365.25 * 86400
    >>> round(lifetimes(1_082_990 * 3600, 6 * year, 0.85), 2)
    24.22
    """
    return gpu_time / (lifetime * utilization)


@formula
def by_gpu_time(
    gpu_time: GpuTime,
    server: EmissionsPerServer,
    gpus_per_server: GpusPerServer,
    gpu: EmissionsPerGpu,
    lifetime: Time,
    utilization: Fraction,
) -> Embodied:
    """Embodied emissions by GPU-hours: GPUs worn out x (a server's emissions / its GPUs + a GPU's emissions).

    Luccioni et al. (2022), section 4.1: 2,500 kg a server of 8 GPUs without them, 150 kg a GPU, 6 years at 85 %.

    >>> year = 365.25 * 86400
    >>> result = by_gpu_time(1_082_990 * 3600, 2500, 8, 150, 6 * year, 0.85)
    >>> [round(share) for share in result]
    [7570, 3634, 11204]
    """
    worn_out = lifetimes(gpu_time, lifetime, utilization)
    servers = worn_out * server / gpus_per_server
    gpus = worn_out * gpu
    return Embodied(servers, gpus, servers + gpus)
