"""Tables of the printed answer: a column an output for one coordinate, a row a coordinate for several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..answer.sufficiency import reaches
from ..answer.summary import Estimate, Interval, Record, Summary
from ..describe.units import many
from . import labels
from .digits import number, quoted, with_error

BRACKETS = "The digit in brackets is the Monte Carlo standard error of the last one: 3.091(2) means 3.091 ± 0.002."
_GAP = 2
_NONE = "none"
#: What stands for an interval that is the range of the samples and no more.
_TOO_FEW = "too few samples"
#: What stands for the percentile of an output that is one value: all of it lies there.
_CONSTANT = "does not vary"


class Table(NamedTuple):
    """The lines of a table: its title and the heads of its columns, and its rows."""

    heads: tuple[str, ...]
    rows: tuple[str, ...]


def tables(summary: Summary, width: int) -> Iterator[Table]:
    """All outputs and their statistics, in tables at most `width` wide."""
    if summary.scenario.axes or summary.records[0].coordinates:
        for quantity in dict.fromkeys(record.output for record in summary.records):
            yield from _of_output(summary, [record for record in summary.records if record.output == quantity], width)
    else:
        yield from by_output(summary, width)


def by_output(summary: Summary, width: int) -> Iterator[Table]:
    """A column an output and a row a statistic; as many tables as it takes to stay within `width`."""
    first = ["", "", *(name for name, _ in _statistics(summary, summary.records[0]))]
    columns = [
        [each.output, _unit(summary, each), *(text for _, text in _statistics(summary, each))]
        for each in summary.records
    ]
    for chosen in _chunks(columns, width - _widest(first)):
        yield _table([first, *chosen], heads=2, left=1)


def _of_output(summary: Summary, records: list[Record], width: int) -> Iterator[Table]:
    """One output at all its coordinates; an axis along which nothing changes is left out."""
    telling, records = _telling(summary, records)
    along = labels.counting_axis([{axis: record.coordinates[axis] for axis in telling} for record in records])
    if along and len(telling) > 1:
        yield from by_number(summary, records, along, width)
    else:
        yield by_coordinate(summary, records, telling, width)


def by_number(summary: Summary, records: list[Record], along: str, width: int) -> Iterator[Table]:
    """A row a whole number `along` an axis, a column a coordinate of the others: medians with their intervals."""
    level = labels.headline_level(summary.levels)
    columns: dict[str, list[str]] = {}
    for record in sorted(records, key=lambda record: int(record.coordinates[along])):
        others = ", ".join(label for axis, label in record.coordinates.items() if axis != along)
        columns.setdefault(others, [others]).append(_with_interval(record, level))
    first = [along, *sorted({record.coordinates[along] for record in records}, key=int)]
    what = ", ".join(filter(None, (records[0].output, _unit(summary, records[0]))))
    for chosen in _chunks(list(columns.values()), width - _widest(first)):
        yield _table([first, *chosen], heads=1, left=1, title=f"{what}: median ({labels.level(level)} interval)")


def _with_interval(record: Record, level: float) -> str:
    """A median with its interval: ``180 (79 to 320)``."""
    interval = record.interval(level)
    given = [labels.displayed(each, record.unit) for each in (interval.low, record.quantiles[0.5], interval.high)]
    low, median, high = quoted([each.value for each in given], [each.error for each in given])
    return f"{median} ({low} to {high})"


def by_coordinate(summary: Summary, records: list[Record], telling: list[str], width: int) -> Table:
    """A row a coordinate of one output on the axes `telling`; the statistics that fit into `width`."""
    unit = _unit(summary, records[0])
    axes = [[axis, *(record.coordinates[axis] for record in records)] for axis in telling]
    rows = [_statistics(summary, record) for record in records]
    statistics = [[row[0][0], *(text for _, text in row)] for row in zip(*rows, strict=True)]
    room = width - sum(_widest(axis) for axis in axes)
    kept = _fitting(statistics, room, labels.level(labels.headline_level(summary.levels)))
    return _table([*axes, *kept], heads=1, left=len(axes), title=f"{records[0].output}, {unit}".rstrip(", "))


def _unit(summary: Summary, record: Record) -> str:
    """The unit of a column of numbers; empty for what is called by its unit, as homes are."""
    unit = many(labels.unit_label(summary.scenario, record))
    return "" if unit == record.output else unit


def _telling(summary: Summary, records: list[Record]) -> tuple[list[str], list[Record]]:
    """The axes along which what is said of an output changes, and a record for each of their coordinates."""
    said = {id(record): _statistics(summary, record) for record in records}
    telling = list(records[0].coordinates)
    for axis in records[0].coordinates:
        elsewhere = [name for name in telling if name != axis]
        first: dict[tuple[str, ...], Record] = {}
        for record in records:
            first.setdefault(tuple(record.coordinates[name] for name in elsewhere), record)
        alike = (
            said[id(record)] == said[id(first[tuple(record.coordinates[name] for name in elsewhere)])]
            for record in records
        )
        if all(alike):
            telling, records = elsewhere, list(first.values())
    return telling, records


def _statistics(summary: Summary, record: Record) -> list[tuple[str, str]]:
    """(name, text) of what is said about one record, all but percentiles in its unit."""
    main = labels.headline_level(summary.levels)
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
    place = record.nominal_percentile
    if record.constant:
        return _CONSTANT if record.bins.counts.sum() > 1 else _NONE
    return with_error(100 * place.value, 100 * place.error)


def _name(interval: Interval) -> str:
    kind = "" if interval.kind == "equal-tailed" else ", shortest"
    return f"{labels.level(interval.level)}{kind}"


def _ends(record: Record, interval: Interval) -> str:
    if not reaches(int(record.bins.counts.sum()), interval.level):
        return _TOO_FEW
    return f"{_text(record, interval.low)} to {_text(record, interval.high)}"


def _text(record: Record, estimate: Estimate | None) -> str:
    if estimate is None:
        return _NONE
    shown = labels.displayed(estimate, record.unit)
    return with_error(shown.value, shown.error)


def _fitting(columns: list[list[str]], room: int, main: str) -> list[list[str]]:
    """The columns that fit, in their order; those that matter most are the last to go."""
    wanted = ["median", main, "nominal", "mean", "sd"]
    ranked = sorted(columns, key=lambda column: wanted.index(column[0]) if column[0] in wanted else len(wanted))
    kept: list[str] = []
    for column in ranked:
        room -= _widest(column)
        if room < 0 and len(kept) > 1:
            break
        kept.append(column[0])
    return [column for column in columns if column[0] in kept]


def _chunks(columns: list[list[str]], room: int) -> Iterator[list[list[str]]]:
    """The columns in groups that fit, at least one in each."""
    group: list[list[str]] = []
    for column in columns:
        if group and sum(map(_widest, [*group, column])) > room:
            yield group
            group = []
        group.append(column)
    yield group


def _widest(texts: Iterable[str]) -> int:
    return max(map(len, texts)) + _GAP


def _table(columns: list[list[str]], *, heads: int, left: int, title: str = "") -> Table:
    """A table of columns whose first `heads` texts are their heads; the first `left` columns are names, not numbers."""
    widths = [max(map(len, column)) for column in columns]
    lines = [
        (" " * _GAP).join(
            text.ljust(width) if index < left else text.rjust(width)
            for index, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in zip(*columns, strict=True)
    ]
    heading = [title] if title else []
    return Table(tuple(heading + lines[:heads]), tuple(lines[heads:]))
