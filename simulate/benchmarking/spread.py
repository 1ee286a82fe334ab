"""Medians of repeated times, how far these spread, and whether two sets of them differ by more than that.

Times have no symmetric law: other programs only ever make them longer. Median and quartiles are not moved by a few
outliers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Literal

#: Repetitions from which quartiles are known; of fewer, the whole range is taken.
FEWEST = 5
#: The distance between the quartiles of a normal law, in standard deviations.
_QUARTILES = 1.349
#: The standard error of a median, in standard deviations of a single value over the root of their number.
_MEDIAN = 1.2533
#: By how much quartiles are widened for their own error, times the number of values.
_OF_FEW = 2.0
#: How many standard errors a difference must exceed.
_STANDARD_ERRORS = 3.0
#: What differs between two processes and is constant within each, so that no spread shows it: where code and data lie.
_UNSEEN = 0.02

Direction = Literal["more", "less", "none", "unknown"]


def quartiles(values: Sequence[float]) -> tuple[float, float]:
    """The ends of the middle half of `values`; of fewer than `FEWEST`, the ends of all.

    >>> quartiles([1.0, 2.0, 3.0, 4.0, 50.0])
    (2.0, 4.0)
    """
    if len(values) < FEWEST:
        return min(values), max(values)
    low, _, high = quantiles(values, n=4, method="inclusive")
    return low, high


def relative_spread(values: Sequence[float]) -> float:
    """Half the distance between the quartiles of `values`, as a share of their median.

    NaN of a single value, and of a median that is not above 0: such a difference of times is below their noise.

    >>> relative_spread([9.0, 9.5, 10.0, 10.5, 11.0])
    0.05
    """
    if len(values) < 2 or median(values) <= 0:
        return math.nan
    low, high = quartiles(values)
    return (high - low) / 2 / median(values)


@dataclass(frozen=True)
class Difference:
    """How many times as much something takes now as before; the logarithm of such a ratio has the `noise`."""

    ratio: float
    noise: float

    @property
    def direction(self) -> Direction:
        """Whether it takes more or less than before by more than the noise; unknown where the noise is."""
        if math.isnan(self.noise):
            return "unknown"
        if abs(math.log(self.ratio)) <= self.noise:
            return "none"
        return "more" if self.ratio > 1 else "less"


def difference(before: Sequence[float], now: Sequence[float], drift: float = 1.0) -> Difference:
    """The difference between the medians of two sets of repetitions, and the noise of both.

    `drift` is the ratio of a time that should be the same in both, by how much the machine itself has changed; it adds
    to the noise, which is unknown (NaN) where a spread is.

    >>> difference([9.8, 9.9, 10.0, 10.1, 10.2], [11.8, 11.9, 12.0, 12.1, 12.2]).direction
    'more'
    >>> difference([9.0, 9.5, 10.0, 11.0, 12.0], [9.8, 9.9, 10.5, 11.8, 12.2]).direction
    'none'
    """
    errors = [standard_error(values) for values in (before, now)]
    noise = _STANDARD_ERRORS * math.hypot(*errors) + _UNSEEN + abs(math.log(drift))
    return Difference(median(now) / median(before), noise)


def standard_error(values: Sequence[float]) -> float:
    """The relative standard error of the median of `values`, from their quartiles; NaN where the spread is.

    It is somewhat larger for few values, whose quartiles may happen to lie close.

    >>> round(standard_error([9.0, 9.5, 10.0, 10.5, 11.0]), 3)
    0.058
    """
    deviation = 2 * relative_spread(values) / _QUARTILES * (1 + _OF_FEW / len(values))
    return _MEDIAN * deviation / math.sqrt(len(values))
