"""What hardware draws."""

from .quantities import Fraction, GpuPower


def power(utilization: Fraction, idle_power: GpuPower, full_power: GpuPower) -> GpuPower:
    """Power of one occupied GPU: P = P_idle + u (P_full - P_idle), linear between idle and full load.

    The model of Cloud Carbon Footprint (its Methodology.md). An occupied GPU draws its idle power even where nobody
    asks it anything, so occupied time alone is no measure of load.

    >>> power(0.5, 46, 407)
    226.5
    """
    return idle_power + utilization * (full_power - idle_power)
