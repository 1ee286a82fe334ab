"""Entries of what a CSV file has over time: profiles, one value a step, and logs, readings of a meter."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .entry import Entry, Label, Number


class TimedEntry(Entry):
    """A column of a CSV file, and the column of its times, or those of date and time of day.

    `zone` is the clock of times without one, `dates` the order of day and month, `decimal` the mark before decimals.
    `where` selects rows by the text in other columns. A gap up to `bridge` is interpolated; two values of one time are
    refused unless `doubled` says which to take. `sha256` pins the file's content by the first digits of its hash.
    """

    csv: str
    column: str
    time: str | list[str] = ""
    zone: str = ""
    dates: Literal["", "day first", "month first"] = ""
    decimal: Literal["", ".", ","] = ""
    where: dict[Label, Label] = Field(default_factory=dict)
    bridge: Number | None = None
    doubled: Literal["refuse", "first", "last", "mean"] = "refuse"
    step: Number | None = None
    sha256: Label = ""

    @property
    def times(self) -> tuple[str, ...]:
        """The columns of times, whose texts together are one time."""
        return (self.time,) if self.time and isinstance(self.time, str) else tuple(self.time)


class ProfileEntry(TimedEntry):
    """A profile: one row a step, repeated from the start after the last row.

    The file is beside the scenario, or is a shipped one. With a column of times, steps may be in any order, `stamps`
    says whether times are the starts or the ends of steps, and inputs may be points in time.
    """

    stamps: Literal["", "start", "end"] = ""


class LogEntry(TimedEntry):
    """A log: readings of a meter over time, whose mean or total is the input.

    `unit` is that of the readings, and `over` names what they cover. `reads` says whether a reading is a level, the
    state of a counter, or an amount of its own. `each` names the column that tells meters apart, whose totals add up.
    Gaps longer than `bridge` are refused or omitted. `meter` is the limit of the meter's own error. A `complete` log is
    all that is asked about, not a sample of it.
    """

    unit: str = ""
    over: str = ""
    reads: Literal["level", "counter", "amounts"] = "level"
    each: str = ""
    gaps: Literal["refuse", "omit"] = "refuse"
    meter: Number | None = None
    complete: Annotated[bool, Field(strict=True)] = False
