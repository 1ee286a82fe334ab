"""A readings in equal steps: what its step is, and which steps are missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...files.csv_header import ColumnError
from .durations import spoken_time
from .ordered import Readings

#: How far a time may be from a whole number of steps, as a share of one.
_OFF = 1e-3
#: Steps per row from which a file is not in steps of this length.
_SPARSEST = 100
_NAMED = 3


def step_of(readings: Readings) -> float:
    """The usual time between two values, in seconds: the median. Raises ColumnError for fewer than two."""
    if len(readings.times) < 2:
        raise ColumnError(f"{readings.file} needs at least two rows with different times, got {len(readings.times)}")
    return float(np.median(np.diff(readings.times)))


def in_steps(readings: Readings, step: float, *, bridge: float, warn: Callable[[str], None]) -> Readings:
    """The readings with a value in every step of `step` seconds; missing ones are interpolated, with a warning.

    Raises ColumnError if a time is between two steps, if more than `bridge` seconds are missing on end, and if the
    first or the last value is missing.
    """
    counts_from_first = (readings.times - readings.times[0]) / step
    whole = np.round(counts_from_first)
    off = np.flatnonzero(np.abs(counts_from_first - whole) > _OFF)
    if len(off):
        rule = f"is not a whole number of steps of {spoken_time(step)} after {readings.when(readings.times[0])}"
        raise ColumnError(f"{readings.at(int(off[0]))} {rule}; state the `step` of the file, or delete the row")
    count = int(whole[-1]) + 1
    if count > _SPARSEST * len(readings.times):
        raise ColumnError(f"{readings.file} has only {len(readings.times):,} of {count:,} steps of {spoken_time(step)}")
    values = np.full(count, np.nan)
    values[whole.astype(np.int64)] = readings.values
    times = readings.times[0] + np.arange(count) * step
    found = replace(readings, times=times, values=values, lines=np.zeros(count, np.int64))
    missing = np.flatnonzero(np.isnan(values))
    return _filled(found, missing, step, bridge=bridge, warn=warn) if len(missing) else found


def _filled(
    readings: Readings, missing: NDArray[np.int64], step: float, *, bridge: float, warn: Callable[[str], None]
) -> Readings:
    """The readings with the steps `missing` interpolated."""
    runs = np.split(missing, np.flatnonzero(np.diff(missing) > 1) + 1)
    named = ", ".join(_named(run, readings, step) for run in runs[:_NAMED])
    named += f", and {len(runs) - _NAMED:,} more" if len(runs) > _NAMED else ""
    if missing[0] == 0 or missing[-1] == len(readings.values) - 1:
        raise ColumnError(f"{readings.file} begins or ends without a value: {named}; delete these rows")
    longest = max(map(len, runs)) * step
    if longest > bridge * (1 + 1e-9):
        remedy = f"add the rows, or `bridge: {spoken_time(longest)}` to interpolate as much on end"
        raise ColumnError(f"{readings.file} has no value for {named}; {remedy}")
    known = np.flatnonzero(~np.isnan(readings.values))
    values = readings.values.copy()
    values[missing] = np.interp(missing, known, values[known])
    warn(f"{readings.file} has no value for {named}; interpolated")
    return replace(readings, values=values)


def _named(run: NDArray[np.int64], readings: Readings, step: float) -> str:
    first = readings.when(readings.times[run[0]])
    return first if len(run) == 1 else f"{spoken_time(len(run) * step)} from {first}"
