"""An interval as it is quoted: low end, median and high end, with the same digits in words, tables and plots."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from ..answer.enough_samples import is_known, reaches, width
from ..answer.statistics.marginal import Estimate, Kind, Marginal
from ..language import phrase
from ..units.number_format import significant
from . import digits

#: The largest and the smallest power of ten that a float holds in full.
_LARGEST, _SMALLEST = 308, -307


def unknown() -> str:
    """The text of an end beyond which no sample is expected, or whose error does not exist."""
    return phrase("unknown")


@dataclass(frozen=True)
class Quote:
    """The texts of an interval's low end, of the median and of the high end."""

    low: str
    median: str
    high: str

    @property
    def is_known(self) -> bool:
        """Whether either end is known."""
        return {self.low, self.high} != {unknown()}

    @property
    def ends(self) -> str:
        """``0.52 to 11``; ``unknown`` where neither end is known."""
        return phrase("{low} to {high}", low=self.low, high=self.high) if self.is_known else unknown()


@dataclass(frozen=True)
class Span:
    """An interval of some level with the median, and the `extremes` of the samples, all in one unit."""

    low: Estimate
    median: Estimate
    high: Estimate
    extremes: tuple[float, float]
    level: float
    samples: int

    @cached_property
    def known(self) -> tuple[bool, bool]:
        """Whether the low and the high end are known to a digit."""
        if not reaches(self.samples, self.level):
            return False, False
        low, high = (is_known(each, self._width) for each in (self.low, self.high))
        return low, high

    @cached_property
    def quote(self) -> Quote:
        """The interval as it is quoted; the median always has a digit."""
        if self.extremes[0] == self.extremes[1]:
            return self._of_one_value()
        if not any(self.known):
            low, high = self._or_about("", "")
            return Quote(low, self._median_alone(), high)
        given = (self.low, self.median, self.high)
        errors = [self._error(each) for each in given]
        low, median, high = digits.quoted([each.value for each in given], errors)
        low, high = self._or_about(low, high)
        return Quote(low, median, high)

    @property
    def with_errors(self) -> tuple[str, str]:
        """The ends with their errors, for a table."""
        ends = (self.low.value, self.high.value), (self._error(self.low), self._error(self.high))
        low, high = digits.in_order(*ends)
        return self._or_about(low, high)

    def _or_about(self, low: str, high: str) -> tuple[str, str]:
        """The texts of both ends; of one that is not known to a digit, its order of magnitude if that is known."""
        reached = reaches(self.samples, self.level)
        about = [_about(each, up=up) if reached else unknown() for each, up in ((self.low, False), (self.high, True))]
        return low if self.known[0] else about[0], high if self.known[1] else about[1]

    @property
    def _width(self) -> float:
        return width(self.low.value, self.high.value, self.extremes)

    def _of_one_value(self) -> Quote:
        """The one value of all samples, exact; but one sample alone has no ends."""
        value = digits.number(self.extremes[0])
        return Quote(value, value, value) if self.samples > 1 else Quote(unknown(), value, unknown())

    def _error(self, estimate: Estimate) -> float:
        """The error of `estimate`; at most its value, which leaves it one digit."""
        return estimate.error if is_known(estimate, self._width) else abs(estimate.value)

    def _median_alone(self) -> str:
        if is_known(self.median, self._width):
            return digits.number(self.median.value, self.median.error)
        return significant(self.median.value, 1)


def _about(end: Estimate, *, up: bool) -> str:
    """An end of which no digit is known: the next power of ten outward, which never crosses another number.

    >>> _about(Estimate(8.6e4, 2e5), up=True), _about(Estimate(-1.4e242, 1e244), up=False)
    ('about 100,000', 'about -1e243')
    """
    if not end.value or not math.isfinite(end.error):
        return unknown()
    exponent = math.log10(abs(end.value))
    power = math.ceil(exponent) if (end.value > 0) == up else math.floor(exponent)
    magnitude = 10.0 ** min(max(power, _SMALLEST), _LARGEST)
    return phrase("about {number}", number=significant(math.copysign(magnitude, end.value), 1))


def span(marginal: Marginal, level: float, kind: Kind = "equal-tailed") -> Span:
    """The interval of that level and kind with the median, in the numbers of the marginal.

    Raises KeyError if the interval was not asked for.
    """
    found = marginal.interval(level, kind)
    extremes = marginal.minimum, marginal.maximum
    return Span(found.low, marginal.median, found.high, extremes, level, marginal.samples)
