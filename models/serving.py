"""Emissions of answering: by the words that are written, or by the hardware that stands ready."""

from typing import NamedTuple

from ..simulate.describe.formula import formula
from .power import power
from .quantities import (
    Emissions,
    Energy,
    Fraction,
    GpuPower,
    Gpus,
    GpuTime,
    GpuTimePerWord,
    Intensity,
    People,
    Pue,
    QueryRatePerPerson,
    Time,
    WordRate,
    WordsPerQuery,
)


class Serving(NamedTuple):
    """What serving takes and emits over the functional unit's duration."""

    gpu_time: GpuTime
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
    energy = gpu_time * power(utilization, idle_power, full_power) * pue
    return Serving(gpu_time, energy, energy * carbon_intensity)


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
    energy = gpu_time * utilization * power * pue
    return Serving(gpu_time, energy, energy * carbon_intensity)
