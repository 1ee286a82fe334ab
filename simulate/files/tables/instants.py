"""Points in time as tools write them, read as seconds since 1970 in UTC."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

from .clocks import Clock, ClockError, abbreviations

Dates = Literal["", "day first", "month first"]

_TIME = r"(?:[T,]?\s*(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*([AaPp]\.?[Mm]\.?)?)?"
_ZONE = r"\s*(?:\(?(Z|[A-Z]{3,4}|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?)\)?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}})(?!\d){_TIME}{_ZONE}")
#: The basic format of ISO 8601, such as ``20240304T080000Z``, or its date before a time of day.
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?)?(?![\d:])(.*)")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}})(?!\d){_TIME}{_ZONE}")
_IN_WORDS = re.compile(r"(?:[A-Z][a-z]{2},? )?([A-Z][a-z]{2}) +(\d{1,2}) (\d{2}):(\d{2}):(\d{2}) (\d{4})")
_TIME_OF_DAY = re.compile(r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AaPp][Mm])?")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
#: ISO 8601 without a zone, and the same with slashes.
_ISO = re.compile(r"[0-9]{4}([-/])[0-9]{2}\1[0-9]{2}[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?")
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{13}|\d{16}|\d{19}", re.ASCII)
#: Powers of ten of a second, by the number of digits of an epoch.
_PARTS_OF_SECONDS = {9: 1, 10: 1, 13: 10**3, 16: 10**6, 19: 10**9}
_INTERVAL = re.compile(r"\s+(?:-|–|to)\s+")
_START = datetime(1970, 1, 1)  # noqa: DTZ001 - both sides of the difference are without a zone


class InstantError(ValueError):
    """A text that is no point in time, with its index among the texts."""

    def __init__(self, index: int, message: str) -> None:
        super().__init__(message)
        self.index = index


class _Written(NamedTuple):
    """A date and time as written: in which order is known, except of the first two numbers of ``03/04/2024``."""

    first: int
    second: int
    year: int
    order: Dates
    time: timedelta
    zone: str


@dataclass(frozen=True)
class InstantReader:
    """Reads the points in time of a column.

    `clock` is that of texts without a zone, if known. `dates` says whether ``03/04/2024`` begins with the day; without
    it, the other dates of the column tell. In a `log`, equal texts are one reading written twice.
    """

    clock: Clock | None = None
    dates: Dates = ""
    log: bool = False

    def read(self, texts: Sequence[str]) -> list[float]:
        """Seconds since 1970 in UTC of each text; of an interval, its start.

        A local time that occurs twice, as clocks go back, is the earlier one unless that has passed. Raises
        InstantError for the first text that cannot be read, or that occurs on no clock.
        """
        if all(map(_EPOCH.fullmatch, texts)):
            return [_epoch(text) for text in texts]
        if (at_once := self._at_once(texts)) is not None:
            return at_once
        written = [_written(_INTERVAL.split(text.strip())[0], index) for index, text in enumerate(texts)]
        order = self.dates or _order(written)
        return list(self._instants(written, texts, order))

    def _at_once(self, texts: Sequence[str]) -> list[float] | None:
        """The instants of ISO 8601 without zones on a clock that never changes; None for any others."""
        ahead = self.clock.constant_offset if self.clock else None
        if ahead is None or not all(map(_ISO.fullmatch, texts)):
            return None
        import numpy as np

        try:
            parsed = np.array([text.replace("/", "-") for text in texts], "datetime64[us]")
        except ValueError:  # a date that does not exist, which is reported one by one
            return None
        seconds: list[float] = (parsed.astype(np.int64) / 1e6 - ahead).tolist()
        return seconds

    def _instants(self, written: Iterable[_Written], texts: Sequence[str], order: Dates) -> Iterator[float]:
        previous, before = float("-inf"), None
        for index, (each, text) in enumerate(zip(written, texts, strict=True)):
            if not (self.log and text == before):
                try:
                    previous = self._instant(each, order, previous)
                except (ClockError, ValueError) as error:
                    raise InstantError(index, _reason(text, error)) from None
                before = text
            yield previous

    def _instant(self, written: _Written, order: Dates, previous: float) -> float:
        day, month = written.first, written.second
        if (written.order or order) == "month first":
            day, month = month, day
        local = datetime(written.year, month, day) + written.time  # noqa: DTZ001 - the clock follows
        if written.zone:
            return (local - _START).total_seconds() - _offset(written.zone)
        if not self.clock:
            raise ClockError("has no zone; add `zone: UTC`, or the place of the clock, such as `zone: Europe/Berlin`")
        return self.clock.instant(local, after=previous)


def instant(text: str, clock: Clock | None = None) -> float | None:
    """Seconds since 1970 in UTC of a text such as ``2024-03-09T14:00Z``; None for a text that does not look like it.

    Only the order year, month, day is read. Raises ClockError for a time without a zone if no `clock` is known.

    >>> instant("1970-01-02T00:00+01:00"), instant("3 kWh")
    (82800.0, None)
    """
    if not _YEAR_FIRST.fullmatch(text.strip()):
        return None
    try:
        return InstantReader(clock).read([text])[0]
    except InstantError as error:
        raise ClockError(str(error)) from None


def shown(seconds: float, clock: Clock | None = None) -> str:
    """A point in time for a message: in UTC, or by `clock`.

    >>> shown(1714914000.0)
    '2024-05-05 13:00 UTC'
    """
    there = datetime.fromtimestamp(seconds, UTC)
    local = clock.local(there) if clock else there
    digits = "%Y-%m-%d %H:%M" if not seconds % 60 else "%Y-%m-%d %H:%M:%S"
    return f"{local:{digits}} {clock.abbreviation(there) if clock else 'UTC'}".rstrip()


def _epoch(text: str) -> float:
    whole, _, part = text.partition(".")
    return int(whole) / _PARTS_OF_SECONDS[len(whole)] + (float(f"0.{part}") if part else 0.0)


def _written(text: str, index: int) -> _Written:
    if found := _DIGITS.fullmatch(text):
        year, month, day, hour, minute, second, rest = found.groups()
        clock = f"T{hour}:{minute}:{second or '00'}" if hour else ""
        return _written(f"{year}-{month}-{day}{clock}{rest}", index)
    if found := _YEAR_FIRST.fullmatch(text):
        year, _, month, day, *rest = found.groups()
        return _Written(int(day), int(month), int(year), "day first", *_time(rest, text, index))
    if found := _YEAR_LAST.fullmatch(text):
        first, mark, second, year, *rest = found.groups()
        order: Dates = "day first" if mark == "." else ""
        return _Written(int(first), int(second), int(year), order, *_time(rest, text, index))
    if (found := _IN_WORDS.fullmatch(text)) and found[1] in _MONTHS:
        hour, minute, second = (int(found[group]) for group in (3, 4, 5))
        time = timedelta(hours=hour, minutes=minute, seconds=second)
        return _Written(int(found[2]), _MONTHS.index(found[1]) + 1, int(found[6]), "day first", time, "")
    rule = f"must be a date and time, such as 2024-03-09T14:00Z or 09.03.2024 14:00, got {text[:40]!r}"
    if _TIME_OF_DAY.fullmatch(text):
        rule += "; if the date is in another column, name both, as in `time: [Date, Time]`"
    raise InstantError(index, rule)


def _time(parts: Sequence[str | None], text: str, index: int) -> tuple[timedelta, str]:
    """The time of day, and the zone behind it, if any."""
    hour, minute, second, fraction, half, zone = parts
    hours = int(hour or 0)
    if half:
        if not 1 <= hours <= 12:
            raise InstantError(index, f"must have an hour from 1 to 12 before {half}, got {text!r}")
        hours = hours % 12 + (12 if half[0] in "Pp" else 0)
    if hours > 24 or int(minute or 0) > 59 or int(second or 0) > 60 or (hours == 24 and (int(minute or 0))):
        raise InstantError(index, f"must be a time of day, got {text!r}")
    micro = int((fraction or "0")[:6].ljust(6, "0"))
    return timedelta(hours=hours, minutes=int(minute or 0), seconds=int(second or 0), microseconds=micro), zone or ""


def _order(written: Sequence[_Written]) -> Dates:
    """Whether dates such as ``03/04/2024`` begin with the day or the month, which those after the 12th tell."""
    open_ = [(index, each) for index, each in enumerate(written) if not each.order]
    day = any(each.first > 12 for _, each in open_)
    month = any(each.second > 12 for _, each in open_)
    if open_ and day == month:
        index, each = open_[0]
        example = f"{each.first:02}/{each.second:02}/{each.year}"
        rule = "some dates begin with the day and some with the month" if day else f"{example} may be of two months"
        raise InstantError(index, f"{rule}; state `dates: day first` or `dates: month first`")
    return "month first" if month else "day first"


def _offset(zone: str) -> float:
    """Seconds that clocks of a zone, written behind a time, are ahead of UTC."""
    if zone in abbreviations():
        return abbreviations()[zone] * 3600.0
    found = re.fullmatch(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?", zone)
    if not found:
        raise ClockError(f"has the unknown or ambiguous zone {zone}; state `zone:` with an offset, such as +01:00")
    size = int(found[2]) * 3600.0 + int(found[3] or 0) * 60.0
    return -size if found[1] == "-" else size


def _reason(text: str, error: Exception) -> str:
    return f"{text[:60]!r} {error}" if isinstance(error, ClockError) else f"{text[:60]!r} is no date: {error}"
