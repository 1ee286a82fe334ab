"""What meters and logs read in the end: formulas that predict it from what is known before.

The hindcasts under configs/hindcast/ freeze these sources with their beliefs: whoever edits a formula here changes
predictions that were to stand.
"""

from typing import Annotated, NamedTuple

from ..simulate.scenario.formula import Bounds, formula
from .quantities import Energy, Fraction, GpuPower, Gpus, GpuTime, Intensity, Positive, Pue, Time

Overhead = Annotated[float, "1", Bounds(low=1)]  # all that is drawn over the part that is asked about: never below 1

Ratio = Annotated[float, "1", Positive]

Parameters = Annotated[float, "parameter", Positive]
Tokens = Annotated[float, "token", Positive]
Operations = Annotated[float, "flop/(parameter*token)", Positive]
Throughput = Annotated[float, "flop/(gpu*s)", Positive]
EnergyPerQuery = Annotated[float, "J/query", Positive]
EnergyPerParameter = Annotated[float, "J/(parameter*query)", Positive]
Images = Annotated[float, "image", Positive]
EnergyPerImage = Annotated[float, "J/image", Positive]


class Metered(NamedTuple):
    """Mean power and energy of the accelerators alone, and with all that is around them."""

    gpu_power: GpuPower
    gpu_energy: Energy
    power: GpuPower
    energy: Energy


@formula
def hardware(
    gpus: Gpus,
    duration: Time,
    utilization: Fraction,
    idle_power: GpuPower,
    full_power: GpuPower,
    host: Overhead,
    pue: Pue,
) -> Metered:
    """Energy of accelerators that are occupied for a known time: E = GPUs x duration x power x host x PUE.

    Power is linear in utilization between idle and full load; `host` is a whole server's power over that of its
    accelerators.

    >>> hardware(8, 3600, 0.5, 100, 300, 1.5, 1.1).gpu_power
    200.0
    """
    gpu_power = idle_power + utilization * (full_power - idle_power)
    gpu_energy = gpus * duration * gpu_power
    return Metered(gpu_power, gpu_energy, gpu_power * host, gpu_energy * host * pue)


class Timed(NamedTuple):
    """How long accelerators are occupied."""

    gpu_time: GpuTime


@formula
def training_time(
    parameters: Parameters, tokens: Tokens, operations: Operations, peak: Throughput, flop_utilization: Fraction
) -> Timed:
    """Time of training by its arithmetic: t = 6 N D / (utilization x peak).

    N parameters see D tokens at 6 operations each (Kaplan et al. 2020); `flop_utilization` is that of the whole run,
    restarts and evaluation included.

    >>> round(training_time(70e9, 2e12, 6, 312e12, 0.4).gpu_time / 3600)
    1869658
    """
    return Timed(operations * parameters * tokens / (flop_utilization * peak))


class Trained(NamedTuple):
    """What one training run takes of its accelerators."""

    gpu_time: GpuTime
    gpu_energy: Energy


@formula
def training(
    parameters: Parameters,
    tokens: Tokens,
    operations: Operations,
    peak: Throughput,
    flop_utilization: Fraction,
    utilization: Fraction,
    idle_power: GpuPower,
    full_power: GpuPower,
) -> Trained:
    """Energy of training by its arithmetic: E = 6 N D / (utilization of the peak x peak) x power.

    As `training_time`; `utilization` places the power between idle and full load.

    >>> round(training(70e9, 2e12, 6, 312e12, 0.4, 1, 46, 400).gpu_energy / 3.6e9)
    748
    """
    gpu_time = operations * parameters * tokens / (flop_utilization * peak)
    return Trained(gpu_time, gpu_time * (idle_power + utilization * (full_power - idle_power)))


class Answered(NamedTuple):
    """What one answer takes: of its accelerators, and of all that stands behind it."""

    gpu_energy: EnergyPerQuery
    energy: EnergyPerQuery


@formula
def answering(gpu_energy: EnergyPerQuery, host: Overhead, reserve: Overhead, pue: Pue) -> Answered:
    """Energy of an answer from that of its accelerators: E = E_gpu x host x reserve x PUE.

    `reserve` is all machines that stand ready over those that answer.

    >>> answering(100, 1.5, 1.2, 1.1).energy
    198.00000000000003
    """
    return Answered(gpu_energy, gpu_energy * host * reserve * pue)


class Benchmarked(NamedTuple):
    """What a benchmark's meter reads for one answer."""

    gpu_energy: EnergyPerQuery


@formula
def by_parameters(parameters: Parameters, energy_per_parameter: EnergyPerParameter, wordiness: Ratio) -> Benchmarked:
    """Energy of an answer, proportional to the model's size and to how much it writes: E = N x e x wordiness.

    >>> by_parameters(27e9, 3e-7, 1).gpu_energy
    8100.0
    """
    return Benchmarked(parameters * energy_per_parameter * wordiness)


class Drawn(NamedTuple):
    """What drawing pictures takes."""

    energy: Energy


@formula
def drawing(images: Images, gpu_energy: EnergyPerImage, generation: Ratio, host: Overhead) -> Drawn:
    """Energy of pictures on another card than the one they were metered on: E = images x E_gpu x generation x host.

    `generation` is the energy of the same picture on this card over that on the other.

    >>> drawing(1000, 3600, 2, 1.25).energy
    9000000.0
    """
    return Drawn(images * gpu_energy * generation * host)


class Aged(NamedTuple):
    """A grid in a later year."""

    carbon_intensity: Intensity


@formula
def aged(carbon_intensity: Intensity, change: Ratio) -> Aged:
    """Carbon intensity of a grid in a later year: the published one times what the years change.

    >>> aged(400, 0.9).carbon_intensity
    360.0
    """
    return Aged(carbon_intensity * change)
