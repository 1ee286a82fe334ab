"""Energy and what it emits: a fleet's own, a whole data centre's, and the emissions of its use."""

from .quantities import Emissions, Energy, GpuPower, Gpus, Intensity, Pue, Time


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
