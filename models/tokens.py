"""Energy of one token: by size and batch, by a published regression, or by operations and throughput."""

import numpy as np

from .quantities import (
    Batch,
    EnergyPerToken,
    EnergyPerTokenAndByte,
    Fraction,
    GpuEnergyPerToken,
    GpuEnergyPerTokenAndParameter,
    GpuMemory,
    GpuPower,
    Gpus,
    Number,
    Operations,
    Parameters,
    Size,
    Throughput,
    TimePerToken,
    TimePerTokenAndParameter,
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

    >>> [round(float(active_share(total, 17e9)), 2) for total in (17e9, 109e9)]
    [1.0, 0.16]
    """
    share: Fraction = np.minimum(active_parameters / total_parameters, 1.0)
    return share


def share_read(share: Fraction, batch: Batch) -> Fraction:
    """The share of its parameters that a model reads for a batch: 1 - (1 - active share)^batch.

    Every request of the batch passes through experts of its own; few requests need few of them, many need all.

    >>> [round(share_read(0.1, batch), 2) for batch in (1, 8, 256)]
    [0.1, 0.57, 1.0]
    """
    read: Fraction = 1 - (1 - share) ** batch
    return read


def accelerators(size: Size, headroom: Number, memory: GpuMemory, least_accelerators: Gpus) -> Gpus:
    """Accelerators that hold a model: its bytes x headroom / memory of one, or the least if those are more.

    `headroom` is all that they hold over the parameters alone: caches of what was read, and what no one uses.

    >>> [float(accelerators(size, 1.7, 80e9, 1)) for size in (16e9, 140e9)]
    [1.0, 2.975]
    """
    found: Gpus = np.maximum(size * headroom / memory, least_accelerators)
    return found


def arithmetic_energy(
    size: Size, share: Fraction, arithmetic: EnergyPerTokenAndByte, floor: EnergyPerToken, sparsity: Number
) -> EnergyPerToken:
    """Energy of a token that no batch shares: E = arithmetic x size x active share^sparsity + floor.

    `sparsity` is 1 if mixtures of experts work as well as dense models of their active parameters, 0 if they save
    nothing.

    >>> round(arithmetic_energy(140e9, 1, 3e-12, 0.033, 0.37), 2)
    0.45
    """
    energy: EnergyPerToken = arithmetic * size * share**sparsity + floor
    return energy


def by_size(
    size: Size,
    share: Fraction,
    accelerators: Gpus,
    batch: Batch,
    traffic: EnergyPerTokenAndByte,
    arithmetic: EnergyPerTokenAndByte,
    step: GpuEnergyPerToken,
    floor: EnergyPerToken,
    sparsity: Number,
) -> EnergyPerToken:
    """Energy of a token by a model's bytes: E = (traffic x bytes read + step x accelerators) / batch + arithmetic.

    A batch shares the reading of the parameters and what each accelerator takes for a step, and nothing else.

    >>> [round(by_size(140e9, 1, 4, batch, 0.19e-9, 3e-12, 0.7, 0.033, 0.37), 2) for batch in (8, 64, 512)]
    [4.13, 0.91, 0.51]
    """
    shared = traffic * size * share_read(share, batch) + step * accelerators
    return shared / batch + arithmetic_energy(size, share, arithmetic, floor, sparsity)
