"""The inputs of a scenario as tables: value, belief and grounds, with a small picture of the belief."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..scenario.scenario import Axis, Input, Scenario
from ..show import citations
from ..show.terminals.columns import Columns
from ..units import many, readable
from ..units.number_format import significant
from .blocks import Block, ReportTable
from .sparkline import sparkline

_HEADS = ("input", "nominal", "median", "5 to 95 %", "unit", "evidence", "source", "law")
_NUMBERS = frozenset(_HEADS[1:4])
_QUANTILES = (0.05, 0.5, 0.95)


def tables(scenario: Scenario) -> Iterator[Block]:
    """A table of the inputs, and one of those that the options of an axis replace; profiles have no belief to draw."""
    yield _table("Inputs and what is believed of them", (), [((), each) for each in scenario.inputs.values()])
    for axis in scenario.axes:
        given = [((label,), each) for label, each in _of_options(axis)]
        if given:
            yield _table(f"Inputs at each option of {axis.name}", (axis.name,), given)


def every(scenario: Scenario) -> Iterator[Input]:
    """The inputs of all tables."""
    yield from scenario.inputs.values()
    for axis in scenario.axes:
        yield from (each for _, each in _of_options(axis))


def _of_options(axis: Axis) -> Iterator[tuple[str, Input]]:
    """The inputs that the options of an axis replace, with their labels; options that count or sweep list none."""
    if axis.counts or axis.numbers:
        return
    for option in axis.options:
        yield from ((option.label, each) for each in option.inputs.values() if not each.profile)


def _table(caption: str, heads: tuple[str, ...], given: Sequence[tuple[tuple[str, ...], Input]]) -> ReportTable:
    rows = [(*before, *_row(each)) for before, each in given]
    columns = Columns((*heads, *_HEADS), rows, _NUMBERS, frozenset((*heads, "input", "unit")), len(heads) + 1)
    return ReportTable(columns, caption, [_picture(each) for _, each in given], "density")


def _row(given: Input) -> tuple[str, ...]:
    law = given.distribution
    low, middle, high = (float(law.quantile(p)) for p in _QUANTILES)
    ends = f"{_number(given, low)} to {_number(given, high)}"
    quantiles = [_number(given, middle), ends] if low != high else ["", ""]
    sources = ", ".join(map(citations.short, citations.cited([given.source]))) or given.source
    nominal, unit = _number(given, given.nominal), readable(given.unit.text)
    unit = unit if nominal == "1" and low == high else many(unit)
    return given.name, nominal, *quantiles, unit, given.evidence or "", sources, given.stated


def _picture(given: Input) -> str:
    return sparkline(given.distribution, given.nominal) if given.varies else ""


def _number(given: Input, value: float) -> str:
    return significant(given.unit.from_base(value), 4)
