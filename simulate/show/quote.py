"""An interval as it is quoted: low end, median and high end, in the same digits in words, tables and pictures."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..answer.sample_size import is_known, reaches, width
from ..answer.summary import Estimate, Interval, Record
from ..units import Unit
from ..units.number_format import significant
from . import digits
from .labels import displayed

#: What is written for an end beyond which no sample is expected, or whose error does not exist.
UNKNOWN = "unknown"
#: The largest and the smallest power of ten that a float holds in full.
_LARGEST, _SMALLEST = 308, -307


@dataclass(frozen=True)
class Quote:
    """The texts of an interval's low end, of the median and of the high end."""

    low: str
    median: str
    high: str

    @property
    def is_known(self) -> bool:
        """Whether either end is known."""
        return {self.low, self.high} != {UNKNOWN}

    @property
    def ends(self) -> str:
        """``0.52 to 11``; ``unknown`` where neither end is known."""
        return f"{self.low} to {self.high}" if self.is_known else UNKNOWN


@dataclass(frozen=True)
class Span:
    """An interval of some level with the median, and the `extremes` of the samples, all in one unit."""

    low: Estimate
    median: Estimate
    high: Estimate
    extremes: tuple[float, float]
    level: float
    samples: int

    @property
    def known(self) -> tuple[bool, bool]:
        """Whether the low and the high end are known to a digit."""
        if not reaches(self.samples, self.level):
            return False, False
        low, high = (is_known(each, self._width) for each in (self.low, self.high))
        return low, high

    @property
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
        """Its ends with their errors, for a table."""
        ends = (self.low.value, self.high.value), (self._error(self.low), self._error(self.high))
        low, high = digits.in_order(*ends)
        return self._or_about(low, high)

    def _or_about(self, low: str, high: str) -> tuple[str, str]:
        """The texts of both ends; the order of magnitude, or that not even that is known, of those that are not."""
        reached = reaches(self.samples, self.level)
        about = [_about(each, up=up) if reached else UNKNOWN for each, up in ((self.low, False), (self.high, True))]
        return low if self.known[0] else about[0], high if self.known[1] else about[1]

    @property
    def _width(self) -> float:
        return width(self.low.value, self.high.value, self.extremes)

    def _of_one_value(self) -> Quote:
        """Exact; but one sample alone has no ends."""
        value = digits.number(self.extremes[0])
        return Quote(value, value, value) if self.samples > 1 else Quote(UNKNOWN, value, UNKNOWN)

    def _error(self, estimate: Estimate) -> float:
        """Its error; as much as itself where that is larger, which leaves it one digit."""
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
        return UNKNOWN
    exponent = math.log10(abs(end.value))
    power = math.ceil(exponent) if (end.value > 0) == up else math.floor(exponent)
    magnitude = 10.0 ** min(max(power, _SMALLEST), _LARGEST)
    return f"about {significant(math.copysign(magnitude, end.value), 1)}"


def span(record: Record, interval: Interval, *, unit: Unit | None = None) -> Span:
    """An interval of a record with its median, in `unit` or in the one in which the record is read."""
    read_in = unit or record.unit
    low, median, high = (displayed(each, read_in) for each in (interval.low, record.quantiles[0.5], interval.high))
    extremes = read_in.from_base(record.minimum), read_in.from_base(record.maximum)
    return Span(low, median, high, extremes, interval.level, record.samples)
