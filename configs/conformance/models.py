"""The measurement models of JCGM 101:2008, clause 9, and a product whose law is known; in coherent units."""

from typing import Annotated, NamedTuple

Mass = Annotated[float, "kg"]
Density = Annotated[float, "kg/m**3"]
Length = Annotated[float, "m"]
Temperature = Annotated[float, "K"]  # differences alone
Expansion = Annotated[float, "1/K"]


class Sum(NamedTuple):
    """What the additive model gives."""

    total: float


class Calibration(NamedTuple):
    """What a weight's calibration gives."""

    deviation: Mass


class Loss(NamedTuple):
    """What a power meter's comparison gives."""

    loss: float


class Comparison(NamedTuple):
    """What the comparison of two gauge blocks gives."""

    deviation: Length


class Product(NamedTuple):
    """What the multiplicative model gives."""

    product: float


def four_summed(x1: float, x2: float, x3: float, x4: float) -> Sum:
    """The additive model: Y = X1 + X2 + X3 + X4 (JCGM 101:2008, 9.2.1).

    >>> four_summed(1, 2, 3, 4).total
    10
    """
    return Sum(x1 + x2 + x3 + x4)


def mass_calibration(
    reference_mass: Mass,
    added_mass: Mass,
    air_density: Density,
    density: Density,
    reference_density: Density,
    conventional_air_density: Density,
    nominal_mass: Mass,
) -> Calibration:
    """How far a weight's conventional mass is from its nominal mass, in air (JCGM 101:2008, 9.3.1).

    dm = (m_R,c + dm_R,c) (1 + (rho_a - rho_a0) (1 / rho_W - 1 / rho_R)) - m_nom: a reference weight and a small one
    beside it balance the weight; the density of the air lifts the two sides differently.

    >>> round(mass_calibration(0.1, 1.234e-6, 1.2, 8000, 8000, 1.2, 0.1).deviation * 1e6, 6)
    1.234
    """
    buoyancy = (air_density - conventional_air_density) * (1 / density - 1 / reference_density)
    return Calibration((reference_mass + added_mass) * (1 + buoyancy) - nominal_mass)


def comparison_loss(x1: float, x2: float) -> Loss:
    """The power lost to mismatch when two power meters are compared: X1^2 + X2^2 (JCGM 101:2008, 9.4.1).

    X1 and X2 are the real and imaginary part of a product of reflection coefficients.

    >>> comparison_loss(3, 4).loss
    25
    """
    return Loss(x1**2 + x2**2)


def gauge_block(
    standard_length: Length,
    difference: Length,
    random_effects: Length,
    systematic_effects: Length,
    standard_expansion: Expansion,
    mean_temperature: Temperature,
    temperature_cycle: Temperature,
    expansion_difference: Expansion,
    temperature_difference: Temperature,
    nominal_length: Length,
) -> Comparison:
    """How far a gauge block's length is from its nominal length, by comparison with a standard (JCGM 101:2008, 9.5.2).

    dL = L_S + D + d1 + d2 - L_S (da (theta_0 + Delta) + alpha_S dtheta) - L_nom

    >>> round(gauge_block(0.050000623, 215e-9, 0, 0, 11.5e-6, -0.1, 0, 0, 0, 0.05).deviation * 1e9, 6)
    838.0
    """
    temperature = mean_temperature + temperature_cycle
    strain = expansion_difference * temperature + standard_expansion * temperature_difference
    length = standard_length + difference + random_effects + systematic_effects - standard_length * strain
    return Comparison(length - nominal_length)


def eight_multiplied(x1: float, x2: float, x3: float, x4: float, x5: float, x6: float, x7: float, x8: float) -> Product:
    """The multiplicative model: Y = X1 X2 ... X8.

    >>> eight_multiplied(1, 2, 3, 4, 5, 6, 7, 8).product
    40320
    """
    return Product(x1 * x2 * x3 * x4 * x5 * x6 * x7 * x8)
