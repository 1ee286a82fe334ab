"""Emissions of making hardware, shared out over the time it serves."""

from typing import NamedTuple

from ..simulate.scenario.formula import formula
from .quantities import (
    CpusPerServer,
    Emissions,
    EmissionsPerByte,
    EmissionsPerCpu,
    EmissionsPerGpu,
    EmissionsPerServer,
    Fraction,
    Gpus,
    GpusPerServer,
    GpuTime,
    Memory,
    Time,
)


class Embodied(NamedTuple):
    """The share of making servers and GPUs that a use of them bears."""

    servers: Emissions
    gpus: Emissions
    emissions: Emissions


class Components(NamedTuple):
    """The share of making each kind of a server's parts that a use of it bears."""

    base: Emissions
    cpus: Emissions
    memory: Emissions
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


@formula
def by_components(
    gpu_time: GpuTime,
    base: EmissionsPerServer,
    cpus_per_server: CpusPerServer,
    cpu: EmissionsPerCpu,
    memory_per_server: Memory,
    memory: EmissionsPerByte,
    gpus_per_server: GpusPerServer,
    gpu: EmissionsPerGpu,
    lifetime: Time,
    utilization: Fraction,
) -> Components:
    """Embodied emissions by a server's parts: servers worn out x (base + CPUs + memory + GPUs, each x its number).

    Cloud Carbon Footprint (its Methodology.md): 1,000 kg a server, 100 kg a CPU, 1.39 kg a GB of memory, 150 kg a GPU.

    >>> year = 365.25 * 86400
    >>> result = by_components(8 * year, 1000, 2, 100, 1000e9, 1.39e-9, 8, 150, 1 * year, 1)
    >>> [round(share) for share in result]  # all of one server
    [1000, 200, 1390, 1200, 3790]
    """
    worn_out = lifetimes(gpu_time, lifetime, utilization)
    servers = worn_out / gpus_per_server
    cpus, dram = servers * cpus_per_server * cpu, servers * memory_per_server * memory
    return Components(servers * base, cpus, dram, worn_out * gpu, servers * base + cpus + dram + worn_out * gpu)
