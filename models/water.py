"""Water that computing consumes: on site to cool, off site to generate its electricity."""

from typing import NamedTuple

from ..simulate.scenario.formula import formula
from .energy import facility
from .quantities import Energy, Pue, Water, WaterIntensity


class Consumption(NamedTuple):
    """Water consumed on the data centre's site, at power stations, and together."""

    on_site: Water
    off_site: Water
    water: Water


def on_site(energy: Energy, effectiveness: WaterIntensity) -> Water:
    """Water that cools a data centre: V = E x WUE, which counts the computers' energy alone (ISO/IEC 30134-9).

    >>> litre_per_kwh = 0.001 / 3.6e6
    >>> round(on_site(3.6e9, 0.15 * litre_per_kwh), 6)  # a MWh, m³
    0.15
    """
    return energy * effectiveness


def off_site(energy: Energy, pue: Pue, generation: WaterIntensity) -> Water:
    """Water consumed where electricity is generated: V = E x PUE x water of a unit of electricity.

    >>> litre_per_kwh = 0.001 / 3.6e6
    >>> round(off_site(3.6e9, 1.1, 3.13 * litre_per_kwh), 3)  # a MWh, m³
    3.443
    """
    return facility(energy, pue) * generation


@formula
def by_energy(energy: Energy, pue: Pue, effectiveness: WaterIntensity, generation: WaterIntensity) -> Consumption:
    """Water of computers that take `energy`, on site and off site.

    >>> litre_per_kwh = 0.001 / 3.6e6
    >>> round(by_energy(3.6e9, 1.1, 0.15 * litre_per_kwh, 3.13 * litre_per_kwh).water, 3)
    3.593
    """
    here, elsewhere = on_site(energy, effectiveness), off_site(energy, pue, generation)
    return Consumption(here, elsewhere, here + elsewhere)
