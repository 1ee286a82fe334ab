"""Tables of the printed answer: a column an output for one coordinate, a row a coordinate for several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..answer.sample_size import nominal_percentile, reaches
from ..answer.summary import Estimate, Interval, Record, Summary, headline_level
from ..units import many
from . import labels
from .columns import Columns
from .digits import number, with_error
from .quote import UNKNOWN, span

BRACKETS = "The digit in brackets is the Monte Carlo standard error of the last one: 3.091(2) means 3.091 ± 0.002."
_NONE = "none"
#: What stands for an interval that is the range of the samples and no more, and for a percentile of so few.
_TOO_FEW = "too few samples"
#: What stands for the percentile of an output that is one value: all of it lies there.
_CONSTANT = "does not vary"


class Table(NamedTuple):
    """A table with its title, which is empty where the heads say it all."""

    title: str
    columns: Columns


def tables(summary: Summary) -> Iterator[Table]:
    """All outputs and their statistics."""
    if not summary.scenario.axes and not summary.records[0].coordinates:
        yield by_output(summary)
    else:
        for quantity in dict.fromkeys(record.output for record in summary.records):
            yield _of_output(summary, [record for record in summary.records if record.output == quantity])


def by_output(summary: Summary) -> Table:
    """A column an output and a row a statistic."""
    first = ["", *(name for name, _ in _statistics(summary, summary.records[0]))]
    columns = [
        [f"{each.output}\n{_unit(summary, each)}", *(text for _, text in _statistics(summary, each))]
        for each in summary.records
    ]
    return _table("", [first, *columns])


def _of_output(summary: Summary, records: list[Record]) -> Table:
    """One output at all its coordinates; an axis along which nothing changes is left out."""
    axes, records = telling(summary, records)
    along = labels.counting_axis([{axis: record.coordinates[axis] for axis in axes} for record in records])
    if along and len(axes) > 1:
        return by_number(summary, records, along)
    return by_coordinate(summary, records, axes)


def by_number(summary: Summary, records: list[Record], along: str) -> Table:
    """A row a whole number `along` an axis, a column a coordinate of the others: medians with their intervals."""
    level = headline_level(summary.levels)
    columns: dict[str, list[str]] = {}
    for record in sorted(records, key=lambda record: int(record.coordinates[along])):
        others = ", ".join(label for axis, label in record.coordinates.items() if axis != along)
        columns.setdefault(others, [others]).append(_with_interval(record, level))
    first = [along, *sorted({record.coordinates[along] for record in records}, key=int)]
    what = ", ".join(filter(None, (records[0].output, _unit(summary, records[0]))))
    return _table(f"{what}: median ({labels.level(level)} interval)", [first, *columns.values()])


def _with_interval(record: Record, level: float) -> str:
    """A median with its interval: ``180 (79 to 320)``."""
    quote = span(record, record.interval(level)).quote
    return f"{quote.median} ({quote.ends})"


def by_coordinate(summary: Summary, records: list[Record], axes: list[str]) -> Table:
    """A row a coordinate of one output on the `axes`, a column a statistic."""
    names = [[axis, *(record.coordinates[axis] for record in records)] for axis in axes]
    rows = [_statistics(summary, record) for record in records]
    statistics = [[row[0][0], *(text for _, text in row)] for row in zip(*rows, strict=True)]
    title = ", ".join(filter(None, (records[0].output, _unit(summary, records[0]))))
    return _table(title, [*names, *statistics], names=len(names))


def _unit(summary: Summary, record: Record) -> str:
    """The unit of a column of numbers; empty for what is called by its unit, as homes are."""
    unit = many(labels.unit_label(summary.scenario, record))
    return "" if unit == record.output else unit


def telling(summary: Summary, records: list[Record]) -> tuple[list[str], list[Record]]:
    """The axes along which what is said of an output changes, and a record for each of their coordinates."""
    said = {id(record): _statistics(summary, record) for record in records}
    axes = list(records[0].coordinates)
    for axis in records[0].coordinates:
        elsewhere = [name for name in axes if name != axis]
        first: dict[tuple[str, ...], Record] = {}
        for record in records:
            first.setdefault(tuple(record.coordinates[name] for name in elsewhere), record)
        alike = (
            said[id(record)] == said[id(first[tuple(record.coordinates[name] for name in elsewhere)])]
            for record in records
        )
        if all(alike):
            axes, records = elsewhere, list(first.values())
    return axes, records


def _statistics(summary: Summary, record: Record) -> list[tuple[str, str]]:
    """(name, text) of what is said about one record, all but percentiles in its unit."""
    main = headline_level(summary.levels)
    return [
        ("nominal", number(record.unit.from_base(record.nominal))),
        ("its percentile", _percentile(record)),
        ("median", _text(record, record.quantiles[0.5])),
        ("mean", _text(record, record.mean)),
        ("sd", _text(record, record.sd)),
        *((_name(each), _ends(record, each)) for each in record.intervals
          if each.kind == "equal-tailed" or each.level == main),
    ]  # fmt: skip


def _percentile(record: Record) -> str:
    place = nominal_percentile(record)
    if record.constant:
        return _CONSTANT if record.samples > 1 else _NONE
    if place is None:
        return _TOO_FEW
    return labels.share(place, of=100)


def _name(interval: Interval) -> str:
    kind = "" if interval.kind == "equal-tailed" else ", shortest"
    return f"{labels.level(interval.level)}{kind}"


def _ends(record: Record, interval: Interval) -> str:
    if not reaches(record.samples, interval.level):
        return _TOO_FEW
    low, high = span(record, interval).with_errors
    return UNKNOWN if low == high == UNKNOWN else f"{low} to {high}"


def _text(record: Record, estimate: Estimate | None) -> str:
    if estimate is None:
        return _NONE
    shown = labels.displayed(estimate, record.unit)
    return with_error(shown.value, shown.error)


def _table(title: str, columns: list[list[str]], names: int = 1) -> Table:
    """A table of columns whose first texts are their heads, the first ones being names and not numbers."""
    heads, *rows = zip(*columns, strict=True)
    numbers, whole = frozenset(heads[names:]), frozenset(heads[:names])
    return Table(title, Columns(heads, rows, numbers, whole, names))
