"""What computing takes from nature and gives to it: primary energy and water, and emissions."""

from typing import NamedTuple

from ..simulate.scenario.formula import formula
from . import water
from .energy import facility, operational, primary
from .quantities import (
    Emissions,
    Energy,
    EnergyPerQuery,
    Host,
    Intensity,
    PrimaryRatio,
    Pue,
    Queries,
    Water,
    WaterIntensity,
)


class Resources(NamedTuple):
    """Electricity of a whole data centre, the primary energy behind it, water on and off site, and emissions."""

    energy: Energy
    primary_energy: Energy
    water: Water
    emissions: Emissions


@formula
def by_requests(
    requests: Queries,
    request_energy: EnergyPerQuery,
    host: Host,
    pue: Pue,
    carbon_intensity: Intensity,
    primary_ratio: PrimaryRatio,
    effectiveness: WaterIntensity,
    generation: WaterIntensity,
) -> Resources:
    """Resources of answering requests: the energy of `serving.by_requests`, and what stands behind it.

    >>> wh, kwh, litre = 3600, 3.6e6, 0.001
    >>> result = by_requests(1, 0.39 * wh, 1.3, 1.12, 0.384 / kwh, 11.4 / 3.6, 0.3 * litre / kwh, 3.13 * litre / kwh)
    >>> round(result.primary_energy / 1000, 1), round(result.water / litre * 1000, 2)  # kJ, mL
    (6.5, 1.93)
    """
    computers = requests * request_energy * host
    energy = facility(computers, pue)
    consumed = water.on_site(computers, effectiveness) + water.off_site(computers, pue, generation)
    return Resources(energy, primary(energy, primary_ratio), consumed, operational(energy, carbon_intensity))
