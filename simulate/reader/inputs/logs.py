"""Logs in a file: readings of a meter over time, whose total or mean is an input."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ... import units
from ...files.csv_header import ColumnError
from ...files.tables.clocks import ClockError, unknown_clock
from ...files.tables.table import CsvTable, read_table
from ...grammar.diagnostics import Diagnostics
from ...grammar.input_entries import InputEntry
from ...grammar.timed_entries import LogEntry
from ...laws.base import Distribution
from ...laws.truncation import Window
from ...problems import KeyPath
from ...units import Dimension, Unit, UnitError
from ...units.number_format import significant
from ...units.vocabulary import vocabulary
from ..quantity import read_quantity
from ..readings.amounts import AmountReader
from ..readings.columns import read_column
from ..readings.log_total import LogReader, LogTotal
from ..readings.meter_error import measured_law
from ..readings.meters import check_active, check_bursts, check_turns
from ..readings.ordered import Readings, ReadingsReader
from .timed_files import clock_of, find_file, read_time

_TIME = units.unit("s")


@dataclass(frozen=True)
class LogSum:
    """What a log adds up to, in base units: its error's limit is `weight` times that of a reading in `unit`.

    `covered` is the time that it covers, in seconds, 0 if rows are `amounts` of their own, which are then listed.
    """

    value: float
    error: float
    freedom: float
    weight: float
    least: float
    most: float
    unit: Unit
    is_mean: bool
    what: str
    covered: float = 0.0
    amounts: tuple[float, ...] = ()


@dataclass(frozen=True)
class LogData:
    """A log as read: the unit to show it in, its total or mean in base units, its law, and what it was read from.

    `found` has what it adds up to, and `limit` the limit of the meter's error of it, in base units.
    """

    unit: Unit
    value: float
    law: Distribution
    stated: str
    found: LogSum
    limit: float


def check_log(entry: InputEntry, key_path: KeyPath, diagnostics: Diagnostics) -> None:
    """Add a problem for a number or law beside a log."""
    if entry.log is None:
        return
    beside = [*entry.law, *(key for key in ("nominal", "catalog", "profile") if getattr(entry, key) is not None)]
    if beside:
        rule = f"`{beside[0]}` and `log` are mutually exclusive, as the log gives the value and its law"
        remedy = "state the meter's own error as `meter` in the log, or multiply by a factor"
        diagnostics.problem((*key_path, beside[0]), f"{rule}; {remedy}")


@dataclass(frozen=True)
class LogFileReader:
    """Reads the log of one input, at `key_path`; its file is in `folder` or among the shipped files.

    `unit` is that of the input, if given, in which it is shown; `expected` and `bounds` are those of the model's
    argument, the latter in base units.
    """

    stated: LogEntry
    unit: str
    expected: Unit | None
    folder: Path
    diagnostics: Diagnostics
    key_path: KeyPath
    bounds: tuple[float, float] = (-math.inf, math.inf)

    def read(self) -> LogData | None:
        """The log; None if it has a problem."""
        before = len(self.diagnostics.problems)
        path = find_file(self.stated, self.folder, self.diagnostics, self.key_path)
        bridge = read_time(self.stated.bridge, "bridge", self.diagnostics, self.key_path)
        self._check_keys()
        if path is None or len(self.diagnostics.problems) > before:
            return None
        try:
            return self._finished(self._sum(path, bridge))
        except ColumnError as error:
            self._problem("csv", str(error))
        except UnitError as error:
            self._problem("unit" if self.stated.unit else "column", str(error))
        except ClockError as error:
            self._problem("zone" if self.stated.zone else "time", str(error))
        return None

    def _problem(self, key: str, message: str) -> None:
        self.diagnostics.problem((*self.key_path, key), message)

    def _check_keys(self) -> None:
        stated, needs_time = self.stated, self.stated.reads != "amounts"
        if needs_time and not stated.time and stated.step is None:
            rule = f"is missing, as readings are a {stated.reads}; name the column of times, or state `step`"
            self._problem("time", f"{rule}, or `reads: amounts` if each row is an amount of its own")
        if stated.time and stated.step is not None:
            self._problem("step", "is only for logs without a column of times; omit it")
        if not needs_time and (stated.time or stated.step is not None):
            self._problem("time" if stated.time else "step", "is not used by `reads: amounts`; omit it")
        if not needs_time and (stated.bridge is not None or stated.complete):
            self._problem("bridge" if stated.bridge is not None else "complete", "requires readings over time; omit it")

    def _sum(self, path: Path, bridge: float | None) -> LogSum:
        stated = self.stated
        columns = [stated.column, *stated.time, *filter(None, [stated.each]), *stated.where]
        table = read_table(path, columns).where(stated.where)
        if not any(not row.is_blank for row in table.rows):
            raise ColumnError(f"{path.name} has no rows below its header")
        check_active(table)
        groups = table.groups(stated.each) if stated.each else {"": table}
        if stated.reads == "amounts":
            return self._of_amounts(groups)
        found = [self._readings(each) for each in groups.values()]
        reader = LogReader(bridge, stated.gaps == "omit", stated.reads == "counter", stated.complete, self._warn)
        return self._of_totals([reader.total(readings) for readings, _ in found], found[0][1])

    def _warn(self, message: str) -> None:
        self.diagnostics.warn((*self.key_path, "csv"), message)

    def _wanted(self) -> list[Unit]:
        """The units that readings may have: that of the argument, or of a rate of it."""
        if self.expected is None:
            return []
        rate = units.unit(f"({self.expected.text or '1'})/s" if self.expected.text else "1/s")
        if self.stated.reads == "level":
            return [self.expected, rate]
        held = units.unit(f"({self.expected.text})*s") if self.expected.text else _TIME
        return [self.expected, held] if self.stated.reads == "counter" else [self.expected]

    def _column(self, table: CsvTable) -> tuple[list[float | None], Unit]:
        stated = self.stated
        values, unit = read_column(table, stated.column, self._wanted(), stated=stated.unit, decimal=stated.decimal)
        if (
            stated.reads == "level"
            and self.expected
            and unit.dimension in _amounts()
            and units.compatible(unit, self.expected)
        ):
            rule = f"column {stated.column!r} is {units.kind(unit.dimension)}, and has no mean over time"
            remedy = (
                "state `reads: amounts` if each row is an amount of its own, or `reads: counter` for a running total"
            )
            raise UnitError(f"{rule}; {remedy}")
        return values, unit

    def _readings(self, table: CsvTable) -> tuple[Readings, Unit]:
        """The readings of one meter over time, and their unit."""
        import numpy as np

        values, unit = self._column(table)
        stated = self.stated
        if stated.time:
            # differences are all that matters, so that a clock without a zone may be any that has no summer time
            found = clock_of(stated) or unknown_clock()
            reader = ReadingsReader(stated.time, found, stated.dates, stated.doubled, log=True, warn=self._warn)
            readings = reader.read(table, values)
        else:
            check_turns(table)
            step = read_time(stated.step, "step", self.diagnostics, self.key_path) or 1.0
            kept = [index for index, row in enumerate(table.rows) if not row.is_blank]
            numbers = np.array([np.nan if (value := values[index]) is None else value for index in kept], np.float64)
            lines = np.array([table.rows[index].line for index in kept], np.int64)
            times = np.asarray(np.arange(len(kept)) * step, np.float64)
            readings = Readings(times, numbers, lines, table.path.name, None, is_dated=False)
        missing = int(np.isnan(readings.values).sum())
        if missing:
            first = int(np.flatnonzero(np.isnan(readings.values))[0])
            rows = "row has" if missing == 1 else "rows have"
            self._warn(f"{missing:,} {rows} no reading, the first at {readings.at(first)}")
        present = readings.present()
        self._warn_of_negative(present)
        check_bursts(present)
        return present, unit

    def _warn_of_negative(self, readings: Readings) -> None:
        import numpy as np

        below = np.flatnonzero(readings.values < 0)
        if len(below):
            count = "1 reading is" if len(below) == 1 else f"{len(below):,} readings are"
            self._warn(f"{count} below 0, the first at {readings.at(int(below[0]))}; if the meter cannot, delete them")

    def _of_totals(self, totals: Sequence[LogTotal], unit: Unit) -> LogSum:
        """The sum of the totals of several meters, or of their means."""
        is_mean = self.expected is None or _is_mean(unit, self.expected, counts=self.stated.reads == "counter")
        scales = [1 / each.covered if is_mean else 1.0 for each in totals]
        covered = max(each.covered for each in totals)
        effective = min(each.effective for each in totals)
        independent = "" if self.stated.complete or math.isinf(effective) else f", about {effective:.0f} independent"
        meters = f" of {len(totals)} meters" if len(totals) > 1 else ""
        readings = sum(each.readings for each in totals)
        return LogSum(
            value=math.fsum(each.total * scale for each, scale in zip(totals, scales, strict=True)),
            # errors of several meters add up, as their readings follow the same work
            error=math.fsum(each.error * scale for each, scale in zip(totals, scales, strict=True)),
            freedom=min(each.freedom for each in totals),
            weight=float(len(totals)) if is_mean else math.fsum(each.covered for each in totals),
            least=min(each.least for each in totals),
            most=math.fsum(each.most for each in totals),
            unit=unit,
            is_mean=is_mean,
            what=f"{readings:,} readings{meters}{independent}, over {_spoken(covered)}",
            covered=covered,
        )

    def _of_amounts(self, groups: Mapping[str, CsvTable]) -> LogSum:
        """The sum of amounts, one of each group if there are groups."""
        stated = self.stated
        units_read: list[Unit] = []

        def values(table: CsvTable) -> list[float | None]:
            found, unit = self._column(table)
            units_read.append(unit)
            return found

        amounts = AmountReader(stated.column, values, stated.each, stated.doubled, stated.gaps == "omit").read(groups)
        return LogSum(
            value=math.fsum(amounts),
            error=0.0,
            freedom=math.inf,
            weight=float(len(amounts)),
            least=min(amounts),
            most=max(amounts),
            unit=units_read[0],
            is_mean=False,
            what="1 amount" if len(amounts) == 1 else f"the sum of {len(amounts):,} amounts",
            amounts=tuple(amounts),
        )

    def _finished(self, found: LogSum) -> LogData:
        limit = self._limit(found)
        law = measured_law(found.value, found.error, found.freedom, limit, within=self._window(found))
        shown = self._shown(found)
        number = f"{significant(shown.from_base(found.value), 5)} {shown.text}".rstrip()
        spread = math.hypot(found.error, limit / math.sqrt(3))
        about = f" ± {significant(shown.from_base(spread), 2)}" if spread else ""
        over = f"{self.stated.over}, " if self.stated.over else ""
        kind = "mean" if found.is_mean else "total"
        stated = f"log: {over}{self.stated.csv}, {kind} {number}{about}, {found.what}"
        return LogData(shown, found.value, law, stated, found, limit)

    def _window(self, found: LogSum) -> Window:
        """What the sum lies within because all readings do: numbers above 0, and of a mean the argument's bounds."""
        low = 0.0 if found.least >= 0 else -math.inf
        if not found.is_mean:
            return Window(low if found.value > 0 else -math.inf)
        low, high = max(low, self.bounds[0]), self.bounds[1]
        return Window(low if low <= found.least < found.value else -math.inf, high if found.most <= high else math.inf)

    def _limit(self, found: LogSum) -> float:
        """The limit of the meter's error of a sum: a share of it, or the limit of a reading times its weight."""
        stated = self.stated.meter
        if stated is None:
            return 0.0
        where = (*self.key_path, "meter")
        own = units.stated_unit(stated)
        if own and not own.dimension:
            share = read_quantity(stated, where, self.diagnostics)
            return abs(share[0] * found.value) if share else 0.0
        if own is None:
            rule = f"must have a unit, such as 5 % of the reading or 5 {found.unit.text or '1'}"
            self.diagnostics.problem(where, f"{rule}, got {stated}")
            return 0.0
        read = read_quantity(stated, where, self.diagnostics, expected=found.unit)
        return abs(read[0]) * found.weight if read else 0.0

    def _shown(self, found: LogSum) -> Unit:
        """The unit to show the log in: that of the input, else of its readings, else one that suits a total."""
        expected = self.expected or found.unit
        if self.unit:
            return units.require(units.unit(self.unit), expected)
        return units.require(found.unit, expected) if found.is_mean else units.choose(found.value, expected.dimension)


def _spoken(seconds: float) -> str:
    """A time as people read it: ``3 days``."""
    return units.spoken(seconds, units.choose(seconds, _TIME.dimension), digits=3)


def _amounts() -> set[Dimension]:
    """The dimensions of what accumulates, whose mean over time has no meaning of its own."""
    return {units.unit(text).dimension for text in ("J", "kg", "L", f"g{vocabulary().substance.name}")}


def _is_mean(unit: Unit, expected: Unit, *, counts: bool) -> bool:
    """Whether the argument takes the mean of readings in `unit`, not their total."""
    return units.compatible(unit, expected) != counts
