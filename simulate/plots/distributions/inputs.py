"""What is believed of the inputs: the density of each in a cell of its own, with its range and nominal value."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...answer.identity import versions
from ...language import counted_phrase, phrase
from ...problems import InvalidInput
from ...scenario.scenario import Input, Scenario
from ...show import citations
from ...units import many, readable
from ...units.number_format import significant
from .. import captions, coordinate_names, figure_format, style
from ..captions import Statement

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Floats = NDArray[np.float64]

#: The least width of a cell [points], its height [inches], and how much of both a density takes.
_CELL, _ROW, _WIDE, _HIGH = 118.0, 0.82, 0.86, 0.42
#: The least width of a cell in a picture of a given height [points].
_NARROW_CELL = 96.0
#: The share of a cell's height between its floor and its density.
_FLOOR = 0.3
_BINS, _VALUES = 48, 8192
#: The probabilities between which a law is drawn, those that are written, and the ratio from which its axis is a log.
_ENDS, _RANGE, _WIDE_LAW = (0.005, 0.995), (0.05, 0.95), 30.0
_MOST = 60
#: Points of the triangle at an edge beyond which a nominal value lies.
_TRIANGLE = 5.5


def varying(scenario: Scenario) -> list[Input]:
    """The inputs that vary; raises InvalidInput if none does, or more than can be drawn."""
    found = [each for each in scenario.inputs.values() if each.varies]
    if not found:
        raise InvalidInput(f"{scenario.name}: no input varies, so that there is no law to draw")
    if len(found) > _MOST:
        raise InvalidInput(f"{scenario.name}: {len(found)} inputs vary, and a picture shows {_MOST} at most")
    return found


def height(scenario: Scenario) -> float:
    """The height of the cells and the words around them [inches]."""
    rows = math.ceil(len(varying(scenario)) / _columns())
    return _ROW * style.scaled(rows) + statement(scenario).lines().height / style.POINTS


def statement(scenario: Scenario) -> Statement:
    """What is written around the cells."""
    found = varying(scenario)
    sources = citations.cited([each.source for each in found])
    key = phrase("Numbers: 5 % and 95 % quantiles. Dashed: nominal value.")
    if any(not 0 <= _Curve.of(each).nominal <= 1 for each in found):
        key = f"{key} {phrase('Triangle at an edge: nominal value beyond it.')}"
    headline = counted_phrase(
        len(found),
        "What is believed of the inputs: {count} of {inputs} inputs varies",
        "What is believed of the inputs: {count} of {inputs} inputs vary",
        inputs=len(scenario.inputs),
    )
    drawn = phrase("Drawn with carbonspan {version}.", version=versions()["carbonspan"])
    return Statement(headline, (scenario.title or scenario.name, key), sources, drawn)


def draw(scenario: Scenario, ax: Axes) -> Axes:
    """Draw a cell for each input that varies on `ax`."""
    found, columns = varying(scenario), _columns()
    names = _names(found)
    rows = math.ceil(len(found) / columns)
    style.bare(ax)
    ax.spines["bottom"].set_visible(False)
    ax.set(xlim=(0, columns), ylim=(rows, 0), xticks=[], yticks=[])
    for number, each in enumerate(found):
        _draw_cell(each, ax, number % columns, number // columns, name=names[number])
    captions.write_statement(ax, statement(scenario))
    return ax


def _columns() -> int:
    found = figure_format.current()
    return max(1, round(found.width * style.POINTS / style.scaled(_CELL if found.height is None else _NARROW_CELL)))


def _names(found: Sequence[Input]) -> list[str]:
    """The names of cells: with the unit where both have room, and shortened where the name alone has none."""
    room = style.POINTS * figure_format.current().width / _columns() * _WIDE * 0.93
    units = [many(readable(each.unit.text)) for each in found]
    names = [coordinate_names.of_input(each.name) for each in found]
    full = [f"{name} ({unit})" if unit else name for name, unit in zip(names, units, strict=True)]
    fits = [style.text_width(style.typeset(text), style.TINY) <= room for text in full]
    return style.shortened_apart(
        [whole if fit else name for whole, name, fit in zip(full, names, fits, strict=True)], room, style.TINY
    )


@dataclass(frozen=True)
class _Curve:
    """The density of a law between its ends: heights of bins, their edges and the nominal value as shares of it."""

    heights: Floats
    edges: Floats
    nominal: float

    @classmethod
    def of(cls, given: Input) -> _Curve:
        """The curve of an input, along the logarithm of its values if they span much."""
        values = given.unit.from_base(1.0) * given.distribution.quantile(np.linspace(*_ENDS, _VALUES))
        nominal = given.unit.from_base(given.nominal)
        if values[0] > 0 and values[-1] > _WIDE_LAW * values[0]:
            values, nominal = np.log(values), math.log(nominal) if nominal > 0 else -math.inf
        counts, edges = np.histogram(values, bins=_BINS)
        low, length = edges[0], edges[-1] - edges[0]
        return cls(counts / counts.max(), (edges - low) / length, float((nominal - low) / length))


def _draw_cell(each: Input, ax: Axes, column: int, row: int, *, name: str) -> None:
    curve, floor = _Curve.of(each), row + 1 - _FLOOR
    x = column + _WIDE * curve.edges
    ax.stairs(floor - _HIGH * curve.heights, x, baseline=floor, fill=True, color=style.TINT, lw=0, zorder=2)
    ax.plot([column, column + _WIDE], [floor, floor], color=style.GREY, lw=0.6, zorder=3)
    _mark_nominal(each, ax, column, floor, at=curve.nominal)
    ends = (significant(each.unit.from_base(float(each.distribution.quantile(p))), 3) for p in _RANGE)
    _write(ax, column, floor, (name, *ends))


def _mark_nominal(each: Input, ax: Axes, column: int, floor: float, *, at: float) -> None:
    """A dashed line at the nominal value, or a triangle with its number at the edge beyond which it lies."""
    x = column + _WIDE * min(max(at, 0.0), 1.0)
    if 0 <= at <= 1:
        ax.plot([x] * 2, [floor, floor - _HIGH], color=style.NOMINAL, lw=1.1, ls=(0, (4, 2)), zorder=4)
        return
    y, inwards = floor - _HIGH / 2, 1 if at < 0 else -1
    ax.plot(x, y, "<" if at < 0 else ">", ms=style.scaled(_TRIANGLE), mfc=style.NOMINAL, mew=0, clip_on=False, zorder=4)
    ax.annotate(style.typeset(significant(each.unit.from_base(each.nominal), 3)), (x, y),
                xytext=(inwards * style.scaled(_TRIANGLE), 0), textcoords="offset points", va="center",
                ha="left" if at < 0 else "right", fontsize=style.TINY, color=style.NOMINAL,
                path_effects=style.halo(), zorder=5)  # fmt: skip


def _write(ax: Axes, column: int, floor: float, texts: tuple[str, ...]) -> None:
    """The name above a density, and its range below."""
    name, low, high = texts
    for text, x, y, va, ha, colour in (
        (name, column, floor - _HIGH - 0.03, "bottom", "left", style.INK),
        (low, column, floor + 0.04, "top", "left", style.GREY),
        (high, column + _WIDE, floor + 0.04, "top", "right", style.GREY),
    ):
        ax.text(x, y, style.typeset(text), fontsize=style.TINY, color=colour, va=va, ha=ha)
