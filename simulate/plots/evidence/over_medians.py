"""Figures over the medians of what they are compared with, on their intervals: the rows of an audit or a hindcast."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...answer.statistics.levels import LEVELS
from .. import style
from ..quantity_axis import QuantityAxis
from ..ticks import quantity_axis

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ...answer.statistics.marginal import Marginal

#: Points of the bars, the narrowest interval's first.
_BARS = (7.0, 4.5, 2.0)
#: How far beyond the intervals a value may lie, as a factor, and the margins of the axis.
_FAR, _EDGE = 10.0, 0.02


def draw_intervals(ax: Axes, row: int, marginal: Marginal) -> None:
    """Draw the equal-tailed intervals of a positive `marginal` over its median."""
    median = marginal.median.value
    for level, tint, width in reversed(list(zip(LEVELS, style.tints(len(LEVELS)), _BARS, strict=True))):
        ends = marginal.interval(level)
        ax.plot(
            [ends.low.value / median, ends.high.value / median],
            [row, row],
            color=tint,
            lw=style.scaled(width),
            solid_capstyle="butt",
            zorder=2,
        )


def finish_axis(ax: Axes, rows: int, name: str, values: Sequence[float], *, room: float) -> None:
    """Give the axis, `room` points long, a logarithmic scale with round numbers, room for `values`, and its `name`.

    A line is at 1, and the first row on top. Values that are more than a decade beyond the intervals have no room, nor
    have open ends.
    """
    ax.set_xscale("log")
    low, high = ax.get_xlim()
    near = [value for value in values if low / _FAR < value < high * _FAR]
    wide = QuantityAxis(min([low, *near]), max([high, *near]), log=True).stretched(_EDGE, _EDGE)
    quantity_axis(ax, name, (wide.low, wide.high), log=True, room=room)
    ax.axvline(1, color=style.GREY, lw=0.6, zorder=1)
    ax.set_ylim(rows - 0.4, -0.6)
