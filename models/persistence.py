"""Figures of a data centre's operator, from those it stated before."""

from typing import Annotated, NamedTuple

from ..simulate.scenario.formula import formula
from .quantities import Number, Pue, WaterIntensity

PueChange = Annotated[float, "1"]


class Later(NamedTuple):
    """Overhead and water of a data centre in a later year."""

    pue: Pue
    effectiveness: WaterIntensity


@formula
def data_centre(pue: Pue, pue_change: PueChange, effectiveness: WaterIntensity, effectiveness_change: Number) -> Later:
    """The figures stated last, PUE plus its change and water effectiveness times its own.

    >>> data_centre(1.15, -0.01, 0.15, 0.8).pue
    1.14
    """
    return Later(pue + pue_change, effectiveness * effectiveness_change)
