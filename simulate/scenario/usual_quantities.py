"""What quantities usually are, as the vocabulary has it: a value outside was probably written in another unit."""

from __future__ import annotations

from functools import cache

from ..units import Unit, quantity, spoken
from ..units.vocabulary import vocabulary
from .scenario import Input


def unusual(given: Input) -> str:
    """The warning about a nominal value outside what its quantity usually is; empty if it is not."""
    for name, ends in _usual_quantities().items():
        low, high = ends
        if given.unit.dimension == low[1].dimension and given.nominal and not low[0] <= abs(given.nominal) <= high[0]:
            side = "below" if abs(given.nominal) < low[0] else "above"
            rule = f"nominal value {spoken(given.nominal, given.unit)} is {side} what {name} usually is"
            return f"{rule}, {' to '.join(spoken(*end) for end in ends)}; check its unit"
    return ""


@cache
def _usual_quantities() -> dict[str, list[tuple[float, Unit]]]:
    """The ends between which quantities usually lie, in base units and with their unit, by the quantity's name."""
    return {name: [quantity(end, None) for end in ends] for name, ends in vocabulary().usual.items()}
