"""Footprints as tools record them: by the energy of each part, in all, by request, over a life, or by exchanges."""

from typing import Annotated, NamedTuple

from ..simulate.scenario.formula import Bounds, formula
from .energy import facility, operational
from .quantities import Emissions, Energy, EnergyPerQuery, Intensity, Pue, Queries

Amount = Annotated[float, "1"]
Sign = Annotated[float, "1", Bounds(-1, 1)]
EmissionsPerQuery = Annotated[float, "kgCO2e/query"]


class Recorded(NamedTuple):
    """Energy of a whole data centre and its emissions."""

    energy: Energy
    emissions: Emissions


class Answered(NamedTuple):
    """Energy of answering, and the emissions of using it, of making the hardware, and of both."""

    energy: Energy
    use: Emissions
    making: Emissions
    emissions: Emissions


class Life(NamedTuple):
    """Emissions of using something, of making it, and of both."""

    use: Emissions
    making: Emissions
    emissions: Emissions


@formula
def by_energy(energy: Energy, pue: Pue, carbon_intensity: Intensity) -> Recorded:
    """Emissions of a recorded energy: E x PUE x intensity; `pue` is 1 where the recorded energy has it already.

    >>> round(by_energy(3.6e6, 1.5, 0.4 / 3.6e6).emissions, 9)  # a kWh, kg
    0.6
    """
    used = facility(energy, pue)
    return Recorded(used, operational(used, carbon_intensity))


@formula
def by_components(
    cpu_energy: Energy, gpu_energy: Energy, memory_energy: Energy, pue: Pue, carbon_intensity: Intensity
) -> Recorded:
    """Emissions of the energy of processors, accelerators and memory: their sum x PUE x intensity.

    >>> round(by_components(1.2e6, 1.2e6, 1.2e6, 1.5, 0.4 / 3.6e6).emissions, 9)  # a kWh in all, kg
    0.6
    """
    used = facility(cpu_energy + gpu_energy + memory_energy, pue)
    return Recorded(used, operational(used, carbon_intensity))


@formula
def by_requests(
    requests: Queries, request_energy: EnergyPerQuery, request_making: EmissionsPerQuery, carbon_intensity: Intensity
) -> Answered:
    """Emissions of requests whose energy includes the data centre's overhead: requests x (E x intensity + making).

    >>> result = by_requests(1000, 3600, 0.001, 0.4 / 3.6e6)  # 1 Wh and 1 g each
    >>> round(result.emissions, 6)
    1.4
    """
    energy = requests * request_energy
    use, making = operational(energy, carbon_intensity), requests * request_making
    return Answered(energy, use, making, use + making)


@formula
def over_life(use: Emissions, making: Emissions) -> Life:
    """Emissions of using and of making something.

    >>> over_life(250, 290).emissions
    540
    """
    return Life(use, making, use + making)


@formula
def made(making: Emissions) -> Emissions:
    """Emissions of making something, where those of its use are not known.

    >>> made(290)
    290
    """
    return making


@formula
def exchanged(amount: Amount, sign: Sign) -> Amount:
    """Amount of an exchange of an inventory, in the exchange's own unit; `sign` is -1 where its law is mirrored.

    >>> exchanged(0.35, -1)
    -0.35
    """
    return amount * sign


@formula
def by_exchange(amount: Amount, sign: Sign, impact: Emissions) -> Emissions:
    """Emissions of an exchange of an inventory: its amount x the emissions of one unit of it.

    >>> round(by_exchange(0.35, -1, 0.06), 9)
    -0.021
    """
    return exchanged(amount, sign) * impact
