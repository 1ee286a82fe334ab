"""Entries of what a CSV file has over time: profiles, one value a step, and logs, readings of a meter."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from .entry import Entry, Label, Number


def _columns(value: Any) -> tuple[str, ...]:
    names = value if isinstance(value, list | tuple) else [value]
    if not all(isinstance(each, str) for each in names):
        rule = "must be the name of a column, or a list of columns that are a time together: `[Date, Time]`"
        raise PydanticCustomError("columns", rule)
    return tuple(names)


#: The name of a column, or those of several whose texts are one.
Columns = Annotated[
    tuple[str, ...],
    PlainValidator(_columns),
    PlainSerializer(lambda names: names[0] if len(names) == 1 else list(names)),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


class TimedEntry(Entry):
    """A column of a CSV file, and the column of its times, or those of date and time of day.

    `zone` is the clock of times without one, `dates` the order of day and month, `decimal` the mark before decimals.
    `where` selects rows by the text in other columns. A gap up to `bridge` is interpolated; two values of one time are
    refused unless `doubled` says which to take. `sha256` pins the file's content by the first digits of its hash.
    """

    csv: str
    column: str
    time: Columns = ()
    zone: str = ""
    dates: Literal["", "day first", "month first"] = ""
    decimal: Literal["", ".", ","] = ""
    where: dict[Label, Label] = Field(default_factory=dict)
    bridge: Number | None = None
    doubled: Literal["refuse", "first", "last", "mean"] = "refuse"
    step: Number | None = None
    sha256: Label = ""


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
