"""Energy of one token that a language model writes: by a published regression, or by operations and throughput."""

import numpy as np

from .quantities import (
    EnergyPerToken,
    Fraction,
    GpuEnergyPerToken,
    GpuEnergyPerTokenAndParameter,
    GpuPower,
    Gpus,
    Number,
    Operations,
    Parameters,
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
