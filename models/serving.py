"""Emissions of answering: by words, by hardware that stands ready, by requests, by tokens (in two ways)."""

from typing import NamedTuple

from ..simulate.scenario.formula import formula
from . import tokens as token
from .energy import facility, operational
from .power import power
from .quantities import (
    Emissions,
    Energy,
    EnergyPerQuery,
    EnergyPerToken,
    Fraction,
    GpuEnergyPerToken,
    GpuEnergyPerTokenAndParameter,
    GpuPower,
    Gpus,
    GpuTime,
    GpuTimePerWord,
    Host,
    Intensity,
    Number,
    Operations,
    Parameters,
    People,
    Pue,
    Queries,
    QueryRatePerPerson,
    Throughput,
    Time,
    TimePerToken,
    TimePerTokenAndParameter,
    TokensPerQuery,
    WordRate,
    WordsPerQuery,
)


class Serving(NamedTuple):
    """What serving takes and emits over the functional unit's duration."""

    gpu_time: GpuTime
    energy: Energy
    emissions: Emissions


class Answering(NamedTuple):
    """What answering a number of requests takes from the grid and emits."""

    energy: Energy
    emissions: Emissions


def demand(users: People, questions: QueryRatePerPerson, words: WordsPerQuery) -> WordRate:
    """Words written per unit of time: N_users x questions of each x words of an answer.

    >>> demand(1e6, 10, 30)
    300000000.0
    """
    return users * questions * words


@formula
def by_words(
    users: People,
    questions: QueryRatePerPerson,
    words: WordsPerQuery,
    duration: Time,
    latency: GpuTimePerWord,
    utilization: Fraction,
    idle_power: GpuPower,
    full_power: GpuPower,
    pue: Pue,
    carbon_intensity: Intensity,
) -> Serving:
    """Serving by the words of the answers: E = words x time per word x power x PUE; emissions = E x intensity.

    C. Pointon's estimate for ChatGPT (2023): 1e6 users ask 10 questions a day and get 30 words each, a word takes one
    A100 0.35 s at 407 W, and the grid emits 0.000322167 t/kWh.

    >>> day = 86400
    >>> result = by_words(1e6, 10 / day, 30, day, 0.35, 1, 46, 407, 1, 0.322167 / 3.6e6)
    >>> round(result.emissions, 1)
    3824.4
    """
    gpu_time = demand(users, questions, words) * duration * latency
    energy = facility(gpu_time * power(utilization, idle_power, full_power), pue)
    return Serving(gpu_time, energy, operational(energy, carbon_intensity))


@formula
def by_hardware(
    gpus: Gpus,
    power: GpuPower,
    utilization: Fraction,
    duration: Time,
    pue: Pue,
    carbon_intensity: Intensity,
) -> Serving:
    """Serving by the GPUs set aside for it: E = GPUs x power x share of the time they draw it x duration x PUE.

    Tang Shushu's estimate for ChatGPT (2023), by analogy with BLOOM: 16 A100 of 250 W, busy all day, on a grid of
    0.27 kg/kWh. `power` is drawn while a GPU is busy; where it is a measured average, utilization is 1.

    >>> round(by_hardware(16, 250, 1, 86400, 1, 0.27 / 3.6e6).emissions, 2)
    25.92
    """
    gpu_time = gpus * duration
    energy = facility(gpu_time * utilization * power, pue)
    return Serving(gpu_time, energy, operational(energy, carbon_intensity))


def answering(energy: Energy, pue: Pue, carbon_intensity: Intensity) -> Answering:
    """Energy and emissions of servers that take `energy` to answer: E = energy x PUE; emissions = E x intensity.

    >>> answering(100, 1.5, 0.01)
    Answering(energy=150.0, emissions=1.5)
    """
    used = facility(energy, pue)
    return Answering(used, operational(used, carbon_intensity))


@formula
def by_requests(
    requests: Queries, request_energy: EnergyPerQuery, host: Host, pue: Pue, carbon_intensity: Intensity
) -> Answering:
    """Serving by requests: E = requests x processors' energy of each x (server / its processors) x PUE.

    `request_energy` is what benchmarks meter, the processors' alone; `host` adds the rest of their servers.

    >>> wh, kwh = 3600, 3.6e6
    >>> round(by_requests(1, 0.39 * wh, 1.3, 1.12, 0.384 / kwh).emissions * 1000, 3)  # g
    0.218
    """
    return answering(requests * request_energy * host, pue, carbon_intensity)


@formula
def by_length(
    requests: Queries,
    tokens: TokensPerQuery,
    token_energy: EnergyPerToken,
    host: Host,
    pue: Pue,
    carbon_intensity: Intensity,
) -> Answering:
    """Serving by the length of answers: E = requests x tokens of each x processors' energy of one x host x PUE.

    `token_energy` is what benchmarks meter, the processors' alone; `host` adds the rest of their servers.

    >>> wh, kwh = 3600, 3.6e6
    >>> round(by_length(1, 400, 1.63, 1.3, 1.12, 0.384 / kwh).energy / wh, 3)  # Wh
    0.264
    """
    return by_requests(requests, tokens * token_energy, host, pue, carbon_intensity)


@formula
def by_regression(
    requests: Queries,
    tokens: TokensPerQuery,
    active_parameters: Parameters,
    gpus: Gpus,
    batch: Number,
    energy_slope: GpuEnergyPerTokenAndParameter,
    energy_decay: Number,
    energy_floor: GpuEnergyPerToken,
    latency_slope: TimePerTokenAndParameter,
    latency_batch: TimePerToken,
    latency_floor: TimePerToken,
    server_power: GpuPower,
    pue: Pue,
    carbon_intensity: Intensity,
) -> Answering:
    """Serving by tokens, whose energy follows from active parameters and batch (EcoLogits, impacts/llm.py).

    >>> wh, kwh = 3600, 3.6e6
    >>> regression = (1.1665e-15 * wh, 0.011206, 4.0529e-5 * wh, 6.785e-13, 3.119e-4, 0.01947)
    >>> round(float(by_regression(1, 300, 70e9, 4, 64, *regression, 150, 1.12, 0.384 / kwh).energy) / wh, 3)  # Wh
    0.184
    """
    gpu_energy = token.gpu_energy(active_parameters, batch, energy_slope, energy_decay, energy_floor)
    latency = token.latency(active_parameters, batch, latency_slope, latency_batch, latency_floor)
    energy = token.by_regression(gpus, gpu_energy, latency, batch, server_power)
    return answering(requests * tokens * energy, pue, carbon_intensity)


@formula
def by_throughput(
    requests: Queries,
    tokens: TokensPerQuery,
    active_parameters: Parameters,
    operations: Operations,
    peak: Throughput,
    utilization: Fraction,
    power: GpuPower,
    pue: Pue,
    carbon_intensity: Intensity,
) -> Answering:
    """Serving by tokens, whose energy follows from operations over effective throughput (as `tokens.by_throughput`).

    >>> wh, kwh = 3600, 3.6e6
    >>> round(by_throughput(1, 300, 70e9, 2, 989e12, 0.1, 640, 1.12, 0.384 / kwh).energy / wh, 3)  # Wh
    0.085
    """
    energy = token.by_throughput(active_parameters, operations, peak, utilization, power)
    return answering(requests * tokens * energy, pue, carbon_intensity)


@formula
def by_users(
    users: People,
    questions: QueryRatePerPerson,
    tokens: TokensPerQuery,
    duration: Time,
    token_energy: EnergyPerToken,
    pue: Pue,
    carbon_intensity: Intensity,
) -> Answering:
    """Serving by users: E = users x questions of each x duration x tokens of an answer x energy of a token x PUE.

    >>> day, kwh = 86400, 3.6e6
    >>> round(by_users(1000, 20 / day, 400, 365 * day, 2, 1.12, 0.384 / kwh).emissions)  # kg
    698
    """
    return answering(users * questions * duration * tokens * token_energy, pue, carbon_intensity)
