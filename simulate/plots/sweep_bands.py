"""Answers along a sweep, on an axis of numbers: bands and a median, or one line and band for each of several curves.

The curves are the coordinates of all other axes, such as the values of a second sweep, each with its name at its end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..answer.scale import Scale
from ..language import phrase
from ..show import labels
from ..units import readable
from . import captions, coordinate_names, figure_format, forest, style, wording
from .plot_data import Panel
from .quantity_axis import QuantityAxis
from .ticks import quantity_axis, upright_quantity_axis

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Inches of the axes and what belongs to them.
_AXES = 3.1
#: Room at either end of the axis of values, as a share of its length.
_EDGE = 0.02
#: Curves of which the bands can still be told apart, and of which every one has its name.
_MOST_BANDS, _MOST_NAMES = 5, 12
#: The least distance between the names of curves, as a share of the axes' height.
_APART = 0.06
#: The length of the axis beside the names of curves, as a share of that without.
_BESIDE_NAMES = 0.79

Curves = dict[str, list[Panel]]


def height(panels: Sequence[Panel]) -> float:
    """The height of the curves and the words around them, in inches."""
    return _AXES + captions.words(panels, _key(panels, _curves(panels))).height / style.POINTS


def draw(panels: Sequence[Panel], ax: Axes) -> Axes:
    """Draw the panels on `ax` from left to right along their first swept axis."""
    style.bare(ax)
    along, scale = next(iter(panels[0].answer.subject.scales.items()))
    low, high, log = forest.shared_range(panels)
    upright_quantity_axis(ax, panels[0].quantity, (low, high), log=log)
    curves = _curves(panels)
    room = figure_format.current().room
    _axis_of_values(ax, along, scale, room=room if len(curves) == 1 else _BESIDE_NAMES * room)
    ax.grid(axis="y", color=style.GREY, alpha=0.2, lw=0.5)
    ax.set_axisbelow(True)
    if len(curves) == 1:
        _draw_alone(panels, ax, along, scale)
    else:
        _draw_beside(curves, ax, along, scale)
        _write_names(curves, ax, along, QuantityAxis(low, high, log))
    captions.write(ax, panels, _key(panels, curves), above=captions.HEADS if len(curves) > 1 else 0.0)
    return ax


def _curves(panels: Sequence[Panel]) -> Curves:
    """The panels of each curve, ascending along the first swept axis."""
    along, scale = next(iter(panels[0].answer.subject.scales.items()))
    curves: Curves = {}
    for panel in panels:
        others = {name: label for name, label in panel.marginal.coordinates.items() if name != along}
        curves.setdefault(coordinate_names.row(others, panel.answer.subject.option_names), []).append(panel)
    return {name: sorted(each, key=lambda panel: _number(panel, along, scale)) for name, each in curves.items()}


def _number(panel: Panel, along: str, scale: Scale) -> float:
    return scale.numbers[panel.marginal.coordinates[along]]


def _axis_of_values(ax: Axes, along: str, scale: Scale, *, room: float) -> None:
    low, high, log = min(scale.numbers.values()), max(scale.numbers.values()), scale.log
    if low == high:
        low, high, log = low - 0.5 * (abs(low) or 1.0), high + 0.5 * (abs(high) or 1.0), False
    wide = QuantityAxis(low, high, log).stretched(_EDGE, _EDGE)
    name = wording.quantity(coordinate_names.of_input(along), readable(scale.unit), "")
    quantity_axis(ax, name, (wide.low, wide.high), log=log, room=room)


def _draw_alone(panels: Sequence[Panel], ax: Axes, along: str, scale: Scale) -> None:
    """Bands of all levels, median and nominal line."""
    found = sorted(panels, key=lambda panel: _number(panel, along, scale))
    x = [_number(panel, along, scale) for panel in found]
    levels = range(len(found[0].ends))
    for level, tint in reversed(list(zip(levels, style.tints(len(levels)), strict=True))):
        low, high = ([panel.ends[level][side].value for panel in found] for side in (0, 1))
        ax.fill_between(x, low, high, color=tint, lw=0, zorder=2)
    medians, nominal = ([value(panel) for panel in found] for value in (_median, _nominal))
    ax.plot(x, medians, "o-", color=style.PAPER, lw=2.0, ms=4.2, mec=style.INK, mew=0.9, zorder=5)
    ax.plot(x, nominal, color=style.NOMINAL, lw=1.4, ls=(0, (4, 2)), path_effects=style.rim(), zorder=6)


def _draw_beside(curves: Curves, ax: Axes, along: str, scale: Scale) -> None:
    """A median line for each curve, with the band that is quoted if the curves are few."""
    for curve, shade in zip(curves.values(), style.shades(len(curves)), strict=True):
        x = [_number(panel, along, scale) for panel in curve]
        if len(curves) <= _MOST_BANDS:
            low, high = ([panel.ends[panel.main][side].value for panel in curve] for side in (0, 1))
            ax.fill_between(x, low, high, color=shade, alpha=0.13, lw=0, zorder=2)
        ax.plot(x, [_median(panel) for panel in curve], "o-", color=shade, lw=1.6, ms=3.2, zorder=5)


def _write_names(curves: Curves, ax: Axes, along: str, on: QuantityAxis) -> None:
    """Write the name of each curve at its right end, apart from the others, below the name of what differs."""
    ends = sorted((on.at(_median(curve[-1])), name, shade) for (name, curve), shade in _shaded(curves))
    every = -(-len(ends) // _MOST_NAMES)
    shown = ends[::every]
    below = 0.0
    for share, name, shade in shown:
        below = max(share, below)
        ax.annotate(style.typeset(name), (1, below), xycoords="axes fraction", xytext=(captions.GAP, 0), va="center",
                    textcoords="offset points", fontsize=style.SMALL, color=shade, annotation_clip=False)  # fmt: skip
        below += _APART
    first = next(iter(curves.values()))[0].marginal.coordinates
    captions.write_head(ax, labels.spoken(", ".join(axis for axis in first if axis != along)), 1, captions.GAP)


def _shaded(curves: Curves) -> list[tuple[tuple[str, list[Panel]], str]]:
    return list(zip(curves.items(), style.shades(len(curves)), strict=True))


def _median(panel: Panel) -> float:
    return panel.marginal.median.value


def _nominal(panel: Panel) -> float:
    return panel.marginal.nominal


def _key(panels: Sequence[Panel], curves: Curves) -> str:
    """The key of the marks, in words."""
    if len(curves) == 1:
        levels = forest.levels(panels[0])
        return phrase("Bands: {levels} % credible intervals. White: median. Dashed: nominal.", levels=levels)
    first = panels[0]
    if len(curves) > _MOST_BANDS:
        return phrase("Lines: medians.")
    level = labels.percent(first.levels[first.main])
    return phrase("Lines: medians. Bands: {level} % credible intervals.", level=level)
