"""What a request to a language model takes and emits, by its tokens, the model's size and what serves it."""

from typing import NamedTuple

from ..simulate.scenario.formula import formula
from . import embodied as making
from . import tokens, water
from .energy import facility, operational
from .quantities import (
    Batch,
    Emissions,
    EmissionsPerGpu,
    EmissionsPerServer,
    Energy,
    EnergyPerToken,
    EnergyPerTokenAndByte,
    Fraction,
    GpuEnergyPerToken,
    GpuMemory,
    GpuPower,
    Gpus,
    GpusPerServer,
    Host,
    Intensity,
    Number,
    Parameters,
    Pue,
    Queries,
    Time,
    TokensPerQuery,
    Water,
    WaterIntensity,
    Weight,
)


class Footprint(NamedTuple):
    """What requests take and emit: `emissions` are those of electricity, by location, and of making the hardware."""

    energy: Energy
    electricity: Emissions
    embodied: Emissions
    emissions: Emissions
    embodied_share: Fraction
    market_emissions: Emissions
    water: Water


@formula
def by_tokens(
    requests: Queries,
    output_tokens: TokensPerQuery,
    reasoning_tokens: TokensPerQuery,
    prompt_tokens: TokensPerQuery,
    cached_tokens: TokensPerQuery,
    total_parameters: Parameters,
    active_parameters: Parameters,
    weight: Weight,
    batch: Batch,
    memory: GpuMemory,
    headroom: Number,
    least_accelerators: Gpus,
    traffic: EnergyPerTokenAndByte,
    arithmetic: EnergyPerTokenAndByte,
    step: GpuEnergyPerToken,
    floor: EnergyPerToken,
    sparsity: Number,
    departure: Number,
    sparse_departure: Number,
    reasoning_ratio: Number,
    prompt_ratio: Number,
    cached_ratio: Number,
    host: Host,
    reserve: Number,
    pue: Pue,
    carbon_intensity: Intensity,
    market_intensity: Intensity,
    effectiveness: WaterIntensity,
    generation: WaterIntensity,
    power: GpuPower,
    server: EmissionsPerServer,
    gpus_per_server: GpusPerServer,
    gpu: EmissionsPerGpu,
    lifetime: Time,
    utilization: Fraction,
) -> Footprint:
    """Requests by their tokens: E = (written x energy of one + read x energy of reading one) x host x reserve x PUE.

    A written token takes what `tokens.by_size` says, times how far the model departs from that law; one that is
    thought, `reasoning_ratio` of it. A token of the prompt takes `prompt_ratio` of a written token's arithmetic, and
    `cached_ratio` of that if it was read before. `reserve` is for hardware that stands ready, `host` for the rest of
    the servers.

    >>> wh, kwh, litre, year = 3600, 3.6e6, 0.001, 365.25 * 86400
    >>> size, hardware = (70e9, 70e9, 2, 64), (80e9, 1.7, 1)
    >>> law, ratios = (0.19e-9, 3e-12, 0.7, 0.033, 0.37, 1, 1), (1.1, 0.6, 0.1)
    >>> site = (1.3, 1.1, 1.12, 0.4 / kwh, 0.1 / kwh, 0.3 * litre / kwh, 3 * litre / kwh)
    >>> made = (500, 5000, 8, 200, 4 * year, 0.75)
    >>> found = by_tokens(1, 400, 0, 500, 0, *size, *hardware, *law, *ratios, *site, *made)
    >>> round(float(found.energy) / wh, 3), round(float(found.emissions) * 1000, 3),
    round(float(found.embodied_share), 2) (0.221, 0.098, 0.1)
    """
    size = total_parameters * weight
    share = tokens.active_share(total_parameters, active_parameters)
    used = tokens.accelerators(size, headroom, memory, least_accelerators)
    law = departure * sparse_departure ** (1 - share)
    written = tokens.by_size(size, share, used, batch, traffic, arithmetic, step, floor, sparsity)
    read = prompt_ratio * tokens.arithmetic_energy(size, share, arithmetic, floor, sparsity)
    writing = (output_tokens + reasoning_ratio * reasoning_tokens) * written
    reading = (prompt_tokens + cached_ratio * cached_tokens) * read
    processors = requests * (writing + reading) * law * reserve
    computers = processors * host
    energy = facility(computers, pue)
    electricity = operational(energy, carbon_intensity)
    embodied = making.by_gpu_time(processors / power, server, gpus_per_server, gpu, lifetime, utilization).emissions
    emissions = electricity + embodied
    consumed = water.on_site(computers, effectiveness) + water.off_site(computers, pue, generation)
    market = operational(energy, market_intensity) + embodied
    return Footprint(energy, electricity, embodied, emissions, embodied / emissions, market, consumed)
