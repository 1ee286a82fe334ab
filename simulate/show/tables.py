"""Tables of the printed answer: of medians, a row an output or a coordinate; and of all statistics.

All statistics have a column an output for one coordinate, a row a coordinate for several.

All numbers of the answer are in the units in which people read them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..answer.answer import Answer
from ..answer.enough_samples import nominal_percentile, nominal_percentiles, reaches
from ..answer.statistics.levels import headline_level
from ..answer.statistics.marginal import Estimate, Interval, Marginal
from ..units import many
from ..units.number_format import significant
from . import labels
from .digits import number, with_error
from .quote import span, unknown
from .terminals.columns import Columns

BRACKETS = "The digit in brackets is the Monte Carlo standard error of the last one: 3.091(2) means 3.091 ± 0.002."
_NONE = "none"
#: Written for an interval that would be the range of the samples, and for a percentile of too few.
_TOO_FEW = "too few samples"
#: Written for the percentile of an output that is one value.
_CONSTANT = "does not vary"


class Table(NamedTuple):
    """A table with its title, which is empty if the heads suffice."""

    title: str
    columns: Columns


def tables(answer: Answer) -> Iterator[Table]:
    """All outputs and their statistics."""
    if answer.marginals[0].coordinates:
        yield from (_of_output(answer, answer.of(output)) for output in answer.outputs)
    else:
        yield by_output(answer)


def medians(answer: Answer) -> Table:
    """The main output at all its coordinates, or all outputs that have none: medians with their interval."""
    main, level = answer.main, headline_level(answer.levels)
    if not main.coordinates:
        alone = [each for each in answer.marginals if not each.coordinates]
        return _medians("", [["output", *(each.output for each in alone)]], alone, level)
    axes, marginals = varying_axes(answer, answer.of(main.output))
    along = labels.counting_axis([{axis: marginal.coordinates[axis] for axis in axes} for marginal in marginals])
    if along and len(axes) > 1:
        return by_number(answer, marginals, along)
    return _medians(_title(main), along_axes(marginals, axes), marginals, level)


def _medians(title: str, names: list[list[str]], marginals: Sequence[Marginal], level: float) -> Table:
    """A row a marginal, behind its `names`; units stand in rows unless the `title` has them."""
    quotes = [span(marginal, level).quote for marginal in marginals]
    columns = [
        ["median", *(quote.median for quote in quotes)],
        [f"{labels.level(level)} interval", *(_quoted(each, level) for each in marginals)],
    ]
    units = [] if title else [["unit", *map(_unit, marginals)]]
    return _table(title, [*names, *columns, *units], names=len(names))


def _quoted(marginal: Marginal, level: float) -> str:
    """The ends of an interval as they are quoted: ``79 to 320``."""
    if marginal.constant:
        return _CONSTANT if marginal.samples > 1 else _NONE
    return span(marginal, level).quote.ends if reaches(marginal.samples, level) else _TOO_FEW


def by_output(answer: Answer) -> Table:
    """A column an output and a row a statistic."""
    first = ["", *(name for name, _ in _statistics(answer, answer.marginals[0]))]
    columns = [
        [f"{each.output}\n{_unit(each)}", *(text for _, text in _statistics(answer, each))] for each in answer.marginals
    ]
    return _table("", [first, *columns])


def _of_output(answer: Answer, marginals: list[Marginal]) -> Table:
    """One output at all its coordinates; an axis along which nothing changes is left out."""
    axes, marginals = varying_axes(answer, marginals)
    along = labels.counting_axis([{axis: marginal.coordinates[axis] for axis in axes} for marginal in marginals])
    if along and len(axes) > 1:
        return by_number(answer, marginals, along)
    return by_coordinate(answer, marginals, axes)


def by_number(answer: Answer, marginals: list[Marginal], along: str) -> Table:
    """A row a whole number `along` an axis, a column a coordinate of the others: medians with their intervals."""
    level = headline_level(answer.levels)
    columns: dict[str, list[str]] = {}
    for marginal in sorted(marginals, key=lambda marginal: int(marginal.coordinates[along])):
        others = ", ".join(label for axis, label in marginal.coordinates.items() if axis != along)
        columns.setdefault(others, [others]).append(_with_interval(marginal, level))
    first = [along, *sorted({marginal.coordinates[along] for marginal in marginals}, key=int)]
    what = ", ".join(filter(None, (marginals[0].output, _unit(marginals[0]))))
    return _table(f"{what}: median ({labels.level(level)} interval)", [first, *columns.values()])


def _with_interval(marginal: Marginal, level: float) -> str:
    """A median with its interval: ``180 (79 to 320)``."""
    quote = span(marginal, level).quote
    return f"{quote.median} ({quote.ends})"


def by_coordinate(answer: Answer, marginals: list[Marginal], axes: list[str]) -> Table:
    """A row a coordinate of one output on the `axes`, a column a statistic."""
    names = along_axes(marginals, axes)
    rows = [_statistics(answer, marginal) for marginal in marginals]
    statistics = [[row[0][0], *(text for _, text in row)] for row in zip(*rows, strict=True)]
    return titled(marginals[0], [*names, *statistics], names=len(names))


def along_axes(marginals: Sequence[Marginal], axes: Sequence[str]) -> list[list[str]]:
    """A column an axis, with the option of each marginal below its head."""
    return [[axis, *(marginal.coordinates[axis] for marginal in marginals)] for axis in axes]


def titled(marginal: Marginal, columns: list[list[str]], *, names: int) -> Table:
    """A table called after an output and its unit; the first `names` of its columns identify a row."""
    return _table(_title(marginal), columns, names=names)


def _title(marginal: Marginal) -> str:
    """An output with its unit: ``emissions, t CO2e``."""
    return ", ".join(filter(None, (marginal.output, _unit(marginal))))


def _unit(marginal: Marginal) -> str:
    """The unit of a column of numbers; empty for an output that is called after its unit, as homes are."""
    unit = many(labels.unit_label(marginal))
    return "" if unit == marginal.output else unit


def varying_axes(answer: Answer, marginals: list[Marginal]) -> tuple[list[str], list[Marginal]]:
    """The axes along which an output's printed statistics vary, and a marginal for each of their coordinates."""
    if len(marginals) == 1:
        return [], marginals
    texts = {id(marginal): _statistics(answer, marginal) for marginal in marginals}
    axes = list(marginals[0].coordinates)
    for axis in marginals[0].coordinates:
        elsewhere = [name for name in axes if name != axis]
        first: dict[tuple[str, ...], Marginal] = {}
        for marginal in marginals:
            first.setdefault(tuple(marginal.coordinates[name] for name in elsewhere), marginal)
        alike = (
            texts[id(marginal)] == texts[id(first[tuple(marginal.coordinates[name] for name in elsewhere)])]
            for marginal in marginals
        )
        if all(alike):
            axes, marginals = elsewhere, list(first.values())
    return axes, marginals


def _statistics(answer: Answer, marginal: Marginal) -> list[tuple[str, str]]:
    """The name and the text of each statistic of one marginal."""
    main = headline_level(answer.levels)
    return [
        ("nominal", number(marginal.nominal)),
        ("its percentile", _percentile(marginal)),
        ("median", _text(marginal.median)),
        ("mean", _text(marginal.mean)),
        ("sd", _text(marginal.sd)),
        *((_name(each), _ends(marginal, each)) for each in marginal.intervals
          if each.kind == "equal-tailed" or each.level == main),
    ]  # fmt: skip


def _percentile(marginal: Marginal) -> str:
    percentile = nominal_percentile(marginal)
    if marginal.constant:
        return _CONSTANT if marginal.samples > 1 else _NONE
    if percentile is None:
        return _TOO_FEW
    if several := nominal_percentiles(marginal):
        return " to ".join(significant(100 * each.value, 2) if each.value else "0" for each in several)
    return labels.share(percentile, of=100)


def _name(interval: Interval) -> str:
    kind = "" if interval.kind == "equal-tailed" else ", shortest"
    return f"{labels.level(interval.level)}{kind}"


def ends_of(marginal: Marginal, level: float) -> str:
    """The ends of the equal-tailed interval of a level, with their errors."""
    return _ends(marginal, marginal.interval(level))


def _ends(marginal: Marginal, interval: Interval) -> str:
    if not reaches(marginal.samples, interval.level):
        return _TOO_FEW
    low, high = span(marginal, interval.level, interval.kind).with_errors
    return unknown() if low == high == unknown() else f"{low} to {high}"


def _text(estimate: Estimate | None) -> str:
    return with_error(estimate.value, estimate.error) if estimate else _NONE


def _table(title: str, columns: list[list[str]], names: int = 1) -> Table:
    """A table of columns whose first texts are their heads; all but the first `names` columns hold numbers."""
    heads, *rows = zip(*columns, strict=True)
    numbers, whole = frozenset(heads[names:]), frozenset(heads[:names])
    return Table(title, Columns(heads, rows, numbers, whole, names))
