"""Carbon intensity of electricity."""

from ..simulate.describe.formula import formula
from .quantities import Fraction, Intensity


@formula
def mix(
    generation_coal: Fraction,
    generation_gas: Fraction,
    generation_oil: Fraction,
    generation_biomass: Fraction,
    generation_nuclear: Fraction,
    generation_hydro: Fraction,
    generation_wind: Fraction,
    generation_solar: Fraction,
    coal: Intensity,
    gas: Intensity,
    oil: Intensity,
    biomass: Intensity,
    nuclear: Intensity,
    hydro: Intensity,
    wind: Intensity,
    solar: Intensity,
) -> Intensity:
    """Intensity of a mix of sources: the sum of share x intensity over the sources (IPCC AR5, WG III, Annex III).

    >>> kwh = 3.6e6
    >>> round(mix(0.5, 0, 0, 0, 0, 0.5, 0, 0, 820 / kwh, 490 / kwh, 650 / kwh, 230 / kwh, 12 / kwh, 24 / kwh,
    ...           11 / kwh, 48 / kwh) * kwh)
    422
    """
    fossil = generation_coal * coal + generation_gas * gas + generation_oil * oil
    steady = generation_biomass * biomass + generation_nuclear * nuclear + generation_hydro * hydro
    return fossil + steady + generation_wind * wind + generation_solar * solar
