"""Figures over the medians of what they are compared with, on their intervals: the rows of an audit or a hindcast."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...answer.statistics.levels import LEVELS
from ...language import numeral
from .. import style
from ..quantity_axis import QuantityAxis

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ...answer.statistics.marginal import Marginal

#: Points of the bars, the narrowest interval's first.
_BARS = (7.0, 4.5, 2.0)
#: How far beyond the intervals a value may lie, as a factor, and the margins of the axis.
_FAR, _EDGE = 10.0, 0.02
_TICKS = (1e-4, 0.001, 0.01, 0.1, 0.2, 0.5, 1, 2, 5, 10, 100, 1000, 1e4)


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


def finish_axis(ax: Axes, rows: int, name: str, values: Sequence[float]) -> None:
    """Give the axis a logarithmic scale with round numbers, room for `values`, a line at 1 and its `name`.

    The first row is on top. Values that are more than a decade beyond the intervals have no room, nor have open ends.
    """
    ax.set_xscale("log")
    low, high = ax.get_xlim()
    near = [value for value in values if low / _FAR < value < high * _FAR]
    wide = QuantityAxis(min([low, *near]), max([high, *near]), log=True).stretched(_EDGE, _EDGE)
    ax.set_xlim(wide.low, wide.high)
    ax.axvline(1, color=style.GREY, lw=0.6, zorder=1)
    ax.set_ylim(rows - 0.4, -0.6)
    inside = [tick for tick in _TICKS if wide.low <= tick <= wide.high]
    ax.set_xticks(inside, [numeral(f"{tick:,.10g}") for tick in inside])
    ax.minorticks_off()
    ax.set_xlabel(name, fontsize=style.SMALL, color=style.INK)
