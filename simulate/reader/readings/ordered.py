"""Values over time as a file has them: in order, each time once, with what was wrong named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ...files.csv_header import ColumnError
from ...files.tables.clocks import Clock
from ...files.tables.instants import Dates, InstantError, InstantReader, shown
from ...files.tables.table import CsvTable
from .durations import spoken_time

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Doubled = Literal["refuse", "first", "last", "mean"]
#: Seconds that readings of a clock without a zone may be out of order: clocks go back by half an hour or more.
_CLOCK_BACK = 1800.0
_REMEDY_DOUBLED = "state `doubled: first`, `last` or `mean`, or delete one"


@dataclass(frozen=True)
class Readings:
    """Values at increasing times, in seconds since 1970; NaN where the file has no value. `lines` are their rows'."""

    times: Floats
    values: Floats
    lines: NDArray[np.int64]
    file: str
    clock: Clock | None
    is_dated: bool = True

    def at(self, index: int) -> str:
        """A value's time and line, for a message."""
        return f"{self.when(self.times[index])} ({self.file}:{self.lines[index]})"

    def when(self, seconds: float) -> str:
        """A point in time, for a message."""
        return shown(float(seconds), self.clock) if self.is_dated else f"{spoken_time(float(seconds))} after the start"

    def present(self) -> Readings:
        """The readings without times that have no value."""
        import numpy as np

        kept = ~np.isnan(self.values)
        return replace(self, times=self.times[kept], values=self.values[kept], lines=self.lines[kept])


@dataclass(frozen=True)
class ReadingsReader:
    """Reads the readings of a table: `times` are the columns of their times, read by `clock` if they have no zone."""

    times: Sequence[str]
    clock: Clock | None
    dates: Dates
    doubled: Doubled
    log: bool
    warn: Callable[[str], None]

    def read(self, table: CsvTable, values: Sequence[float | None]) -> Readings:
        """The `values` of the table's rows over time.

        Rows out of order are sorted and equal rows are taken once, each with a warning. Raises ColumnError for a time
        that cannot be read, and for two values of one time unless `doubled` says which to take.
        """
        import numpy as np

        kept = [index for index, row in enumerate(table.rows) if not row.is_blank]
        times = self._times(table, kept)
        numbers = np.array([np.nan if (value := values[index]) is None else value for index in kept])
        lines = np.array([table.rows[index].line for index in kept], np.int64)
        self._warn_of_order(times, lines, table)
        order = np.argsort(times, kind="stable")
        found = Readings(times[order], numbers[order], lines[order], table.path.name, self.clock)
        return self._once(found)

    def _times(self, table: CsvTable, kept: Sequence[int]) -> Floats:
        import numpy as np

        index, *others = (table.index(column) for column in self.times)
        texts = [table.rows[each].cells[index] for each in kept]
        for other in others:
            texts = [f"{text} {table.rows[each].cells[other]}" for text, each in zip(texts, kept, strict=True)]
        try:
            return np.array(InstantReader(self.clock, self.dates, self.log).read(texts))
        except InstantError as error:
            position = table.rows[kept[error.index]].position(table.path, index)
            raise ColumnError(f"{position}: {error}") from None

    def _warn_of_order(self, times: Floats, lines: NDArray[np.int64], table: CsvTable) -> None:
        import numpy as np

        back = np.flatnonzero(np.diff(times) < 0)
        far = back[np.diff(times)[back] <= -_CLOCK_BACK]
        if len(far) and self.log and self.clock is not None and not self.clock.name:
            rule = (
                f"{table.path.name}:{lines[far[0] + 1]}: the clock goes back by {spoken_time(-np.diff(times)[far[0]])}"
            )
            raise ColumnError(f"{rule}; if that is the end of summer time, state `zone`, such as `zone: Europe/Berlin`")
        if len(back) and np.any(np.diff(times) > 0):
            rows = "row is" if len(back) == 1 else "rows are"
            self.warn(
                f"{len(back):,} {rows} out of order in {table.path.name}, first on line {lines[back[0] + 1]}; sorted"
            )

    def _once(self, readings: Readings) -> Readings:
        """The readings with each time once."""
        import numpy as np

        again = np.flatnonzero(np.diff(readings.times) == 0) + 1
        if not len(again):
            return readings
        starts = np.flatnonzero(np.diff(readings.times, prepend=-np.inf) > 0)
        counts = np.diff(starts, append=len(readings.times))
        low, high = (ufunc.reduceat(readings.values, starts) for ufunc in (np.fmin, np.fmax))
        differing = np.flatnonzero(low < high)
        if len(differing) and self.doubled == "refuse":
            first = starts[differing[0]]
            raise ColumnError(self._conflict(readings, first, int(counts[differing[0]]), len(differing)))
        self._warn_of_doubles(readings, again, len(differing))
        values = {
            "first": readings.values[starts],
            "last": readings.values[starts + counts - 1],
            "mean": np.add.reduceat(readings.values, starts) / counts,
        }.get(self.doubled, low)
        return Readings(readings.times[starts], values, readings.lines[starts], readings.file, readings.clock)

    def _conflict(self, readings: Readings, first: int, count: int, times: int) -> str:
        lines = f"lines {readings.lines[first]} and {readings.lines[first + count - 1]}"
        others = f", as have {times - 1:,} other times" if times > 1 else ""
        rule = (
            f"{readings.when(readings.times[first])} has {count} different values in {readings.file} ({lines}){others}"
        )
        meters = "choose the rows of one with `where: {COLUMN: …}`"
        several = f"if there are several meters, {meters}, or add them up with `each: COLUMN`" if self.log else meters
        return f"{rule}; {several}; if not, {_REMEDY_DOUBLED}"

    def _warn_of_doubles(self, readings: Readings, again: NDArray[np.int64], differing: int) -> None:
        kinds = (
            f", {differing:,} times with different values, of which the {self.doubled} is taken" if differing else ""
        )
        rows = "row repeats" if len(again) == 1 else "rows repeat"
        self.warn(f"{len(again):,} {rows} the time of another, the first at {readings.at(int(again[0]))}{kinds}")
