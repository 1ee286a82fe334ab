"""Energy of one token: by size and batch, by a published regression, or by operations and throughput."""

import numpy as np

from .quantities import (
    EnergyPerToken,
    EnergyPerTokenAndParameter,
    Fraction,
    GpuEnergyPerToken,
    GpuEnergyPerTokenAndParameter,
    GpuMemory,
    GpuPower,
    Gpus,
    Number,
    Operations,
    Parameters,
    Throughput,
    TimePerToken,
    TimePerTokenAndParameter,
    Weight,
)


def gpu_energy(
    active_parameters: Parameters,
    batch: Number,
    energy_slope: GpuEnergyPerTokenAndParameter,
    energy_decay: Number,
    energy_floor: GpuEnergyPerToken,
) -> GpuEnergyPerToken:
    """Energy one GPU spends on a token of one request: E = slope exp(-decay batch) parameters + floor.

    EcoLogits' regression of the ML.ENERGY benchmark on H100s (impacts/llm.py): 1.1665e-6 Wh a token and billion active
    parameters, decay 0.011206, floor 4.0529e-5 Wh a token.

    >>> wh = 3600
    >>> round(float(gpu_energy(70e9, 64, 1.1665e-15 * wh, 0.011206, 4.0529e-5 * wh)), 3)
    0.289
    """
    shared: Number = np.exp(-energy_decay * batch)
    return energy_slope * shared * active_parameters + energy_floor


def latency(
    active_parameters: Parameters,
    batch: Number,
    latency_slope: TimePerTokenAndParameter,
    latency_batch: TimePerToken,
    latency_floor: TimePerToken,
) -> TimePerToken:
    """Time between two tokens of a request: t = slope parameters + rise with batch + floor.

    EcoLogits' regression (impacts/llm.py): 6.785e-4 s a billion active parameters, 3.119e-4 s a request in the batch,
    floor 0.01947 s.

    >>> round(latency(70e9, 64, 6.785e-13, 3.119e-4, 0.01947), 4)
    0.0869
    """
    return latency_slope * active_parameters + latency_batch * batch + latency_floor


def by_regression(
    gpus: Gpus, gpu_energy: GpuEnergyPerToken, latency: TimePerToken, batch: Number, server_power: GpuPower
) -> EnergyPerToken:
    """Energy of a token: E = GPUs x (their energy + server's power a GPU x latency / batch) (EcoLogits).

    The rest of the server works for a whole batch at once, which the regression of the GPUs' energy allows for itself.

    >>> round(by_regression(4, 0.289, 0.0869, 64, 150), 2)
    1.97
    """
    return gpus * (gpu_energy + server_power * latency / batch)


def by_throughput(
    active_parameters: Parameters, operations: Operations, peak: Throughput, utilization: Fraction, power: GpuPower
) -> EnergyPerToken:
    """Energy of a token: E = operations x active parameters / (peak throughput x share of it reached) x power.

    `operations` are 2 a parameter and token (Kaplan et al. 2020, section 2.1); `power` is a GPU's share of its server.

    >>> round(by_throughput(70e9, 2, 989e12, 0.1, 640), 2)
    0.91
    """
    return operations * active_parameters / (peak * utilization) * power


def active_share(total_parameters: Parameters, active_parameters: Parameters) -> Fraction:
    """The share of its parameters that a token passes through: 1 of a dense model, less of a mixture of experts.

    >>> active_share(235e9, 22e9) < 0.1, active_share(70e9, 70e9)
    (True, 1.0)
    """
    share: Fraction = np.minimum(active_parameters / total_parameters, 1.0)
    return share


def parameters_read(total_parameters: Parameters, active_parameters: Parameters, batch: Number) -> Parameters:
    """Parameters that a step of a batch reads: total x (1 - (1 - active / total)^batch).

    Every request of the batch passes through its own experts; few of them need few, many need all.

    >>> [round(float(parameters_read(235e9, 22e9, batch)) / 1e9) for batch in (1, 8, 256)]
    [22, 128, 235]
    """
    return total_parameters * (1 - (1 - active_share(total_parameters, active_parameters)) ** batch)


def arithmetic_energy(
    total_parameters: Parameters,
    active_parameters: Parameters,
    arithmetic: EnergyPerTokenAndParameter,
    floor: EnergyPerToken,
    sparsity: Number,
) -> EnergyPerToken:
    """Energy of a token that no batch shares: E = arithmetic x total x (active / total)^sparsity + floor.

    `sparsity` is 1 if mixtures of experts work as well as dense models of their active parameters, 0 if they save nothing.

    >>> round(float(arithmetic_energy(70e9, 70e9, 4.6e-12, 0.038, 0.32)), 2)
    0.36
    """
    share = active_share(total_parameters, active_parameters)
    return arithmetic * total_parameters * share**sparsity + floor


def accelerators(
    total_parameters: Parameters, weight: Weight, headroom: Number, memory: GpuMemory, least_accelerators: Gpus
) -> Gpus:
    """Accelerators that hold a model: parameters x their bytes x headroom / memory of one, or the least if those are more.

    `headroom` is all that they hold over the parameters alone: caches of what was read, and what no one uses.

    >>> [float(accelerators(size, 2, 1.7, 80e9, 1)) for size in (8e9, 70e9)]
    [1.0, 2.975]
    """
    return np.maximum(total_parameters * weight * headroom / memory, least_accelerators)


def by_size(
    total_parameters: Parameters,
    active_parameters: Parameters,
    accelerators: Gpus,
    batch: Number,
    traffic: EnergyPerTokenAndParameter,
    arithmetic: EnergyPerTokenAndParameter,
    step: GpuEnergyPerToken,
    floor: EnergyPerToken,
    sparsity: Number,
) -> EnergyPerToken:
    """Energy of a token by size: E = (traffic x parameters read + step x accelerators) / batch + arithmetic's energy.

    A batch shares the reading of the parameters and what each of its accelerators takes for a step, and nothing else.

    >>> constants = (0.27e-9, 4.6e-12, 1.2, 0.038, 0.32)
    >>> [round(float(by_size(70e9, 70e9, 4, batch, *constants)), 2) for batch in (8, 64, 512)]
    [3.32, 0.73, 0.41]
    """
    shared = traffic * parameters_read(total_parameters, active_parameters, batch) + step * accelerators
    return shared / batch + arithmetic_energy(total_parameters, active_parameters, arithmetic, floor, sparsity)
