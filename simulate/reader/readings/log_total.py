"""What a log amounts to: total, mean and their standard errors."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...files.csv_header import ColumnError
from .correlated_mean import CorrelatedMean, correlated_mean
from .durations import spoken_time
from .ordered import Readings

Floats = NDArray[np.float64]

#: Gaps of fewer usual steps than this are bridged without asking: a reading or three that failed.
USUAL_GAP = 4.0
#: The fewest degrees of freedom of an error of readings that resemble each other.
FEWEST = 5.0
_NAMED = 3


@dataclass(frozen=True)
class LogTotal:
    """A log's total over the time `covered` [s], in the unit of its readings times seconds, with its standard error.

    `freedom` are the degrees of freedom of the error, infinite if it is known; `readings` is their number, `effective`
    how many independent ones have the same error, `least` and `most` the smallest and
    the largest reading.
    """

    total: float
    covered: float
    error: float
    freedom: float
    readings: int
    effective: float
    least: float
    most: float


@dataclass(frozen=True)
class LogReader:
    """Adds up one readings: `bridge` is the longest gap that is bridged, in seconds, by default a few usual steps.

    `omit` leaves longer gaps out. A log that `counts` has the states of a counter. One that is `complete` is all that
    is asked about, so that only what was read in its gaps is unknown.
    """

    bridge: float | None
    omit: bool
    counts: bool
    complete: bool
    warn: Callable[[str], None]

    def total(self, readings: Readings) -> LogTotal:
        """The total of a readings by the trapezoidal rule, or of a counter by its differences.

        Raises ColumnError for fewer than two readings, for gaps that are neither bridged nor omitted, for a counter
        that falls, and if the log is too short for an error of its mean.
        """
        if len(readings.times) < 2:
            raise ColumnError(f"{readings.file} needs at least two readings, got {len(readings.times)}")
        times, values = readings.times, readings.values
        widths = np.diff(times)
        usual = float(np.median(widths))
        limit = USUAL_GAP * usual if self.bridge is None else self.bridge
        long = widths > limit * (1 + 1e-9)
        self._check_gaps(readings, widths, long, usual)
        if self.counts:
            self._check_counter(readings)
            levels, pieces = np.diff(values) / widths, np.diff(values)
            found = correlated_mean(times[:-1] + widths / 2, levels)
        else:
            levels, pieces = values, 0.5 * (values[1:] + values[:-1]) * widths
            found = correlated_mean(times, values)
        covered = float(widths[~long].sum())
        error, freedom = self._error(found, widths[~long], usual, covered, readings)
        effective = math.inf if not found.error else found.effective
        total, ends = float(pieces[~long].sum()), (float(levels.min()), float(levels.max()))
        return LogTotal(total, covered, error, freedom, len(times), effective, *ends)

    def _check_gaps(self, readings: Readings, widths: Floats, long: NDArray[np.bool_], usual: float) -> None:
        at = np.flatnonzero(long).astype(np.int64)
        wide = np.flatnonzero((widths > USUAL_GAP * usual) & ~long).astype(np.int64)
        if len(wide):
            self.warn(f"{_named(readings, widths, wide)}; bridged")
        if not len(at):
            return
        named = _named(readings, widths, at)
        if not self.omit:
            longest = spoken_time(float(widths.max()))
            remedy = f"add `bridge: {longest}` to interpolate as much, or `gaps: omit` to leave them out"
            raise ColumnError(f"{named}; {remedy}")
        self.warn(f"{named}; left out, {spoken_time(float(widths[at].sum()))} together")

    def _check_counter(self, readings: Readings) -> None:
        fallen = np.flatnonzero(np.diff(readings.values) < 0)
        if len(fallen):
            index = int(fallen[0]) + 1
            rule = f"the counter falls at {readings.at(index)}: it was reset, or ran over"
            raise ColumnError(f"{rule}; split the log there, or select rows with `where`")

    def _error(
        self,
        found: CorrelatedMean,
        widths: Floats,
        usual: float,
        covered: float,
        readings: Readings,
    ) -> tuple[float, float]:
        """The standard error of the total, and its degrees of freedom."""
        if self.complete:
            gaps = widths[widths > 1.5 * usual]
            shares = np.minimum(1.0, found.correlation / gaps) if len(gaps) else np.zeros(0)
            return found.spread * float(np.sqrt(np.sum(gaps**2 * shares))), math.inf
        if found.error and found.freedom < FEWEST:
            alike = spoken_time(float(f"{found.correlation:.2g}"))
            rule = (
                f"the readings of {readings.file} are alike over about {alike}, and the log covers only "
                f"{spoken_time(covered)}: too short to tell how well their mean is known"
            )
            remedy = "take a longer log, or state `complete: true` if it covers all that is asked about"
            raise ColumnError(f"{rule}; {remedy}")
        return found.error * covered, found.freedom if found.error else math.inf


def _named(readings: Readings, widths: Floats, gaps: NDArray[np.int64]) -> str:
    """Gaps between readings by length and time: ``power.csv has a gap of 25 min from 2024-03-05 21:30 UTC``."""
    texts = [f"{spoken_time(float(widths[at]))} from {readings.at(int(at))}" for at in gaps[:_NAMED]]
    others = f", and {len(gaps) - _NAMED:,} more" if len(gaps) > _NAMED else ""
    what = "a gap of" if len(gaps) == 1 else f"{len(gaps):,} gaps:"
    return f"{readings.file} has {what} {', '.join(texts)}{others}"
