"""Energy, what it emits and what it takes: a fleet's own, a whole data centre's, its emissions, its primary energy."""

from .quantities import Emissions, Energy, GpuPower, Gpus, Intensity, PrimaryRatio, Pue, Time


def fleet(gpus: Gpus, power: GpuPower, duration: Time) -> Energy:
    """Energy of processors at work: E = processors x power of each x duration.

    >>> fleet(16, 250, 86400) / 3.6e6  # 16 cards of 250 W in a day, kWh
    96.0
    """
    return gpus * power * duration


def facility(energy: Energy, pue: Pue) -> Energy:
    """Energy of a data centre whose computers take `energy`: E_facility = E x PUE (ISO/IEC 30134-2).

    >>> round(facility(100, 1.12), 9)
    112.0
    """
    return energy * pue


def operational(energy: Energy, carbon_intensity: Intensity) -> Emissions:
    """Emissions of using energy: E x intensity of the electricity (GHG Protocol, scope 2).

    >>> round(operational(1287 * 3.6e9, 0.4289 / 3.6e6))  # training GPT-3, kg
    551994
    """
    return energy * carbon_intensity


def primary(energy: Energy, primary_ratio: PrimaryRatio) -> Energy:
    """Energy of fuels and other natural sources behind electricity: E_primary = E x primary energy of a unit of it.

    What counts as the primary energy of wind, sun, water and uranium is a convention, so only figures of one convention
    compare (BoaviztAPI, docs/Explanations/usage/elec_factors.md: use of fossil resources / (1 - share of renewables)).

    >>> round(primary(1, 11.4 / 3.6), 2)  # of US electricity, MJ/kWh over the 3.6 MJ of a kWh
    3.17
    """
    return energy * primary_ratio
