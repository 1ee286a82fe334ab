"""What emissions, energy, growth and power compare with: people, homes, trees, flights, cars, charges, a brain."""

from typing import NamedTuple

import numpy as np

from ..simulate.scenario.formula import formula
from .quantities import (
    Charges,
    Distance,
    EmissionRate,
    EmissionRatePerHome,
    EmissionRatePerPerson,
    Emissions,
    EmissionsPerCharge,
    EmissionsPerDistance,
    EmissionsPerFlight,
    Energy,
    Flights,
    Fraction,
    HomePower,
    Homes,
    Number,
    People,
    Power,
    Time,
    Trees,
    UptakePerTree,
)


class Equivalents(NamedTuple):
    """What emits as much in the same time, or once."""

    people: People
    homes: Homes
    flights: Flights
    charges: Charges
    distance: Distance
    trees: Trees


class Growth(NamedTuple):
    """How often something doubled, and how many times larger that made it."""

    doublings: Number
    growth: Number


@formula
def people(emissions: Emissions, duration: Time, footprint: EmissionRatePerPerson) -> People:
    """People who emit as much in the same time: emissions / (footprint of a person x duration).

    >>> year = 365 * 86400
    >>> round(people(3824.4, 86400, 15000 / year), 2)  # a day of ChatGPT in Americans
    93.06
    """
    return emissions / (footprint * duration)


@formula
def homes(energy: Energy, duration: Time, home: HomePower) -> Homes:
    """Homes that use as much electricity in the same time: energy / (power of a home x duration).

    >>> year = 365.25 * 86400
    >>> round(homes(190e6 * 3600, year, 1510 * 3.6e6 / year))
    126
    """
    return energy / (home * duration)


@formula
def trees(emissions: Emissions, duration: Time, uptake: UptakePerTree) -> Trees:
    """Trees that take up as much in the same time: emissions / (uptake of a tree x duration).

    >>> year = 365.25 * 86400
    >>> round(trees(814_610, year, 12.5 / year))
    65169
    """
    return emissions / (uptake * duration)


@formula
def equivalents(
    emissions: Emissions,
    duration: Time,
    person: EmissionRatePerPerson,
    home: EmissionRatePerHome,
    uptake: UptakePerTree,
    flight: EmissionsPerFlight,
    car: EmissionsPerDistance,
    charge: EmissionsPerCharge,
) -> Equivalents:
    """People, homes and trees that emit or take up as much in the same time; flights, phone charges and car travel.

    Each is emissions / what one of them emits.

    >>> year = 365.25 * 86400
    >>> result = equivalents(1000, year, 15000 / year, 8300 / year, 11 / year, 570, 0.251e-3, 8.22e-3)
    >>> round(result.trees, 1), round(result.distance / 1000)
    (90.9, 3984)
    """
    return Equivalents(
        people(emissions, duration, person),
        emissions / (home * duration),
        emissions / flight,
        emissions / charge,
        emissions / car,
        trees(emissions, duration, uptake),
    )


@formula
def compute_growth(duration: Time, doubling_time: Time) -> Growth:
    """Growth of what doubles at equal intervals: 2 ^ (duration / doubling time).

    >>> round(float(compute_growth(62.4, 3.4).growth), -3)  # months
    335000.0
    """
    doublings = duration / doubling_time
    return Growth(doublings, np.exp(doublings * np.log(2)))


@formula
def power_share(brain: Power, machine: Power) -> Fraction:
    """A brain's power as a share of a machine's.

    >>> power_share(20, 1e6)
    2e-05
    """
    return brain / machine


@formula
def sector_share(sector: EmissionRate, world: EmissionRate) -> Fraction:
    """A sector's share of the world's emissions.

    >>> round(sector_share(1.7, 60.7), 3)
    0.028
    """
    return sector / world
