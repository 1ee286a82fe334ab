"""Clocks that times without a zone are read by: UTC, a fixed offset, or that of a place with summer time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

#: Offsets in hours of zones that are written behind a time. CST, IST and BST are used for several zones each.
_HOURS = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3,
    "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
#: What the name of a column says of its clock.
_IN_NAMES = (
    (re.compile(r"CES?T\s*/\s*CES?T"), "CET"),
    (re.compile(r"EES?T\s*/\s*EES?T"), "EET"),
    (re.compile(r"WES?T\s*/\s*WES?T"), "WET"),
    (re.compile(r"(?<![A-Za-z])(?:UTC|GMT)(?![A-Za-z+-])", re.IGNORECASE), "UTC"),
)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d{2}))?")
_ENDS = re.compile(r"end\s*of|ending|(?:interval|period)[ _]*end|end[ _]*time", re.IGNORECASE)


class ClockError(ValueError):
    """A zone that is not known, or a time that its clock does not show."""


def abbreviations() -> Mapping[str, float]:
    """Hours ahead of UTC, by the abbreviation of a zone."""
    return _HOURS


@dataclass(frozen=True)
class Clock:
    """The clock of a zone; `name` is how it was stated."""

    name: str
    zone: tzinfo

    @property
    def constant_offset(self) -> float | None:
        """Seconds ahead of UTC, if that never changes."""
        return self.zone.utcoffset(None).total_seconds() if isinstance(self.zone, timezone) else None

    def instant(self, local: datetime, *, after: float) -> float:
        """Seconds since 1970 in UTC when the clock shows `local`.

        If it shows that twice, the first time that is later than `after`. Raises ClockError if it never shows it.
        """
        if isinstance(self.zone, timezone):
            return local.replace(tzinfo=self.zone).timestamp()
        first = local.replace(tzinfo=self.zone)
        offset, later = first.utcoffset(), first.replace(fold=1).utcoffset()
        if offset is None or later is None or offset < later:
            rule = f"does not occur in {self.name}, whose clocks go forward then"
            raise ClockError(f"{rule}; if the times have no summer time, state their offset, such as `zone: +01:00`")
        found = (first.replace(tzinfo=UTC) - offset).timestamp()
        return found if later == offset or found > after else (first.replace(tzinfo=UTC) - later).timestamp()

    def local(self, there: datetime) -> datetime:
        """What the clock shows at a time in UTC."""
        return there.astimezone(self.zone)

    def abbreviation(self, there: datetime) -> str:
        """The zone's abbreviation at a time in UTC, or its name; empty for a clock whose zone is not known."""
        if not self.name:
            return ""
        found = self.local(there).tzname() or self.name
        return found if found[:1].isalpha() else self.name


def unknown_clock() -> Clock:
    """A clock of an unknown zone without summer time, for differences of its times."""
    return Clock("", UTC)


@lru_cache(maxsize=64)
def clock(name: str) -> Clock:
    """The clock of a zone: ``UTC``, an offset such as ``+01:00``, or a place such as ``Europe/Berlin``.

    Raises ClockError for any other name.

    >>> clock("Europe/Berlin").instant(datetime(2024, 7, 1), after=0.0) - clock("UTC+2").instant(
    ...     datetime(2024, 7, 1), after=0.0)
    0.0
    """
    from zoneinfo import ZoneInfo

    text = name.strip()
    if text.upper() in {"UTC", "GMT", "Z"}:
        return Clock("UTC", UTC)
    if found := _OFFSET.fullmatch(text):
        size = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        if size < timedelta(hours=24):
            return Clock(text, timezone(-size if found[1] == "-" else size))
    try:
        return Clock(text, ZoneInfo(text))
    except (ValueError, OSError, KeyError):
        remedy = "write UTC, an offset such as +01:00, or a place such as Europe/Berlin or America/New_York"
        raise ClockError(f"is no zone: {name!r}; {remedy}") from None


def clock_of_column(column: str) -> Clock | None:
    """The clock that the name of a column says, such as ``Datetime (UTC)`` or ``MTU (CET/CEST)``; None if none.

    >>> clock_of_column("INTERVALSTARTTIME_GMT").name, clock_of_column("timestamp")
    ('UTC', None)
    """
    return next((clock(zone) for pattern, zone in _IN_NAMES if pattern.search(column)), None)


def is_end(column: str) -> bool:
    """Whether the name of a column says that its times are the ends of the steps, such as ``UTC Time at End of Hour``.

    >>> is_end("Hour Ending"), is_end("INTERVALENDTIME_GMT"), is_end("Datetime (UTC)")
    (True, True, False)
    """
    return bool(_ENDS.search(column))
