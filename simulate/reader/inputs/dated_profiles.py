"""Profiles with a column of times: read by their clock, in order, with every step once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...files.csv_header import ColumnError
from ...files.tables.clocks import Clock, is_end
from ...files.tables.numerals import cell_numbers
from ...files.tables.table import CsvTable, read_table
from ...grammar.timed_entries import ProfileEntry
from ...scenario.profile import TimeProfile, time_profile
from ...units import Unit
from ..readings.columns import read_column
from ..readings.ordered import Readings, ReadingsReader
from ..readings.steps import in_steps, step_of
from .timed_files import clock_of


@dataclass(frozen=True)
class ProfileData:
    """A profile as read: the unit of its values, their mean in base units, and their shape relative to the mean.

    One with times `begins` at a time in seconds since 1970; `clock` is that of its zone, if known.
    """

    unit: Unit
    mean: float
    shape: TimeProfile
    begins: float | None = None
    clock: Clock | None = None


@dataclass(frozen=True)
class ProfileSpan:
    """When a profile begins and ends, in seconds since 1970, and its clock if the zone is known."""

    begins: float
    ends: float
    clock: Clock | None


@dataclass(frozen=True)
class DatedProfileReader:
    """Reads profiles with times: `unit` is that stated for the values, `expected` that of the model's argument."""

    stated: ProfileEntry
    unit: str
    expected: Unit | None
    warn: Callable[[str], None]

    def read(self, path: Path, step: float | None, bridge: float) -> ProfileData:
        """The profile in the file at `path`, in steps of `step` seconds, by default the usual time between its rows.

        Up to `bridge` seconds without a value are interpolated. Raises ColumnError, UnitError and ClockError.
        """
        table = self._table(path)
        wanted = [self.expected] if self.expected else []
        column, decimal = self.stated.column, self.stated.decimal
        values, unit = read_column(table, column, wanted, stated=self.unit, decimal=decimal)
        readings, usual = self._series(table, values, step)
        whole = in_steps(readings, usual, bridge=bridge, warn=self.warn)
        try:
            mean, shape = time_profile(whole.values.tolist(), usual, self.stated.csv)
        except ZeroDivisionError:
            raise ColumnError("must not have a mean of 0, as its shape is relative to its mean") from None
        return ProfileData(unit, mean, shape, self._start(float(whole.times[0]), usual), readings.clock)

    def span(self, path: Path, step: float | None) -> ProfileSpan:
        """When the profile in the file at `path` begins and ends. Raises ColumnError and ClockError."""
        table = self._table(path)
        found = cell_numbers(table, self.stated.column, decimal=self.stated.decimal)
        readings, usual = self._series(table, [each and each.value for each in found], step)
        first, last = (self._start(float(readings.times[index]), usual) for index in (0, -1))
        return ProfileSpan(first, last + usual, readings.clock)

    def _table(self, path: Path) -> CsvTable:
        stated = self.stated
        return read_table(path, [*stated.time, stated.column, *stated.where]).where(stated.where)

    def _series(self, table: CsvTable, values: Sequence[float | None], step: float | None) -> tuple[Readings, float]:
        """The values over time, and their step in seconds."""
        stated = self.stated
        clock = clock_of(stated)
        reader = ReadingsReader(stated.time, clock, stated.dates, stated.doubled, log=False, warn=self.warn)
        readings = reader.read(table, values)
        return readings, step or step_of(readings)

    def _start(self, stamp: float, step: float) -> float:
        """The start of a step: its time, unless times are ends, as stated or as the column's name says."""
        ends = self.stated.stamps == "end" if self.stated.stamps else is_end(" ".join(self.stated.time))
        return stamp - step if ends else stamp
