"""The axis of a quantity, linear or logarithmic: its ends, and the share of its length at which a value lies."""

from __future__ import annotations

import math
from dataclasses import dataclass

#: The decimal logarithms that an axis reaches at most; floats end a little beyond them.
_SMALLEST, _LARGEST = -323.0, 308.25


@dataclass(frozen=True)
class QuantityAxis:
    """An axis from `low` to `high`, logarithmic where `log`."""

    low: float
    high: float
    log: bool

    def at(self, value: float) -> float:
        """The share of the axis's length at which a value lies, 0 to 1 between its ends; -inf without a logarithm.

        >>> QuantityAxis(1e-300, 1e300, log=True).at(1.0), QuantityAxis(-4.0, 4.0, log=False).at(0.0)
        (0.5, 0.5)
        """
        if not self.log:
            return (value - self.low) / (self.high - self.low)
        low, high = math.log10(self.low), math.log10(self.high)
        return (math.log10(value) - low) / (high - low) if value > 0 else -math.inf

    def value(self, share: float) -> float:
        """The value at a share of the axis's length, which may lie beyond its ends."""
        if not self.log:
            return self.low + share * (self.high - self.low)
        low, high = math.log10(self.low), math.log10(self.high)
        return float(10.0 ** min(max(low + share * (high - low), _SMALLEST), _LARGEST))

    def stretched(self, before: float, after: float) -> QuantityAxis:
        """The axis stretched by shares of its length before and after it; an end that does not move is unchanged.

        >>> QuantityAxis(1.0, 100.0, log=True).stretched(0.0, 0.5)
        QuantityAxis(low=1.0, high=1000.0, log=True)
        """
        low = self.value(-before) if before else self.low
        return QuantityAxis(low, self.value(1 + after) if after else self.high, self.log)
