"""The axis of a quantity: from where to where it goes, evenly or in logarithms, and where on it a value lies."""

from __future__ import annotations

import math
from dataclasses import dataclass

#: Between these decimal logarithms are the numbers an axis goes to; floats end a little beyond them.
_SMALLEST, _LARGEST = -323.0, 308.25


@dataclass(frozen=True)
class QuantityAxis:
    """An axis from `low` to `high`, logarithmic where `log`."""

    low: float
    high: float
    log: bool

    def at(self, value: float) -> float:
        """Where on the axis a value lies: 0 to 1 between its ends; far left, what a logarithm does not exist for.

        >>> QuantityAxis(1e-300, 1e300, log=True).at(1.0), QuantityAxis(-4.0, 4.0, log=False).at(0.0)
        (0.5, 0.5)
        """
        if not self.log:
            return (value - self.low) / (self.high - self.low)
        low, high = math.log10(self.low), math.log10(self.high)
        return (math.log10(value) - low) / (high - low) if value > 0 else -math.inf

    def value(self, place: float) -> float:
        """The value at a place on the axis, beyond its ends too."""
        if not self.log:
            return self.low + place * (self.high - self.low)
        low, high = math.log10(self.low), math.log10(self.high)
        return float(10.0 ** min(max(low + place * (high - low), _SMALLEST), _LARGEST))

    def stretched(self, before: float, after: float) -> QuantityAxis:
        """The axis with so much more of its length before it and after it; an end that does not move stays as it is.

        >>> QuantityAxis(1.0, 100.0, log=True).stretched(0.0, 0.5)
        QuantityAxis(low=1.0, high=1000.0, log=True)
        """
        low = self.value(-before) if before else self.low
        return QuantityAxis(low, self.value(1 + after) if after else self.high, self.log)
