"""One answer drawn: its density, shaded by its intervals, the intervals as bars below it, and the nominal figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...answer.statistics.marginal import Bins
from ...language import phrase
from ...show import labels
from ...units.number_format import significant
from .. import captions, figure_format, style
from ..evidence.published import mark, published
from ..plot_data import Panel
from ..quantity_axis import QuantityAxis
from ..ticks import quantity_axis
from . import density
from .heights import height_axis, height_name
from .marks import BESIDE, Mark, draw_marks, write
from .stage import length, stage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Inches of the axes and what belongs to them, and the least.
_AXES, _LOWEST = 2.85, 0.7
#: Shares of the axis: bars below the density, at most, and room for names above it.
_BARS, _MOST_BARS, _NAMES = 0.30, 0.5, 0.22
#: The least height of a bar's row and of the room for names, in heights of their type.
_ROW_HEIGHT, _NAMES_HEIGHT = 1.3, 2.7
#: How far single values rise above a density, so that what is written beside them is not over it.
_ABOVE = 1.3
#: How far a text above a line is from it [points].
_LIFT = 2.0


def height(panel: Panel) -> float:
    """The height of the density, its bars and the words around them, in inches."""
    return _AXES + captions.words([panel]).height / style.POINTS


def draw(panel: Panel, ax: Axes) -> Axes:
    """Draw one panel on `ax`."""
    on = stage(panel)
    style.bare(ax)
    quantity_axis(ax, panel.quantity, (on.low, on.high), log=on.log)
    peak = _draw_values(panel, ax, on)
    bars, names = _shares(panel)
    ax.set_ylim(-peak * bars / (1 - bars - names), peak * (1 + names / (1 - bars - names)))
    style.place_height_label(ax, 1 - names - (1 - bars - names) / 2)
    _draw_bars(panel, ax, on, peak * bars / (1 - bars - names))
    draw_marks(panel, ax, on, peak, room=peak * names / (1 - bars - names))
    captions.write(ax, [panel])
    return ax


def _shares(panel: Panel) -> tuple[float, float]:
    """The shares of the axis for the bars below the density and for the names above it: more where it is low."""
    height = figure_format.current().height
    axes = _AXES if height is None else height - captions.words([panel]).height / style.POINTS
    line = style.SMALL / style.POINTS / max(axes, _LOWEST)
    rows = len(panel.ends) + len(published(panel))
    bars, names = _ROW_HEIGHT * line * (rows + 0.6), _NAMES_HEIGHT * line
    usual = _BARS * (rows + 0.6) / (len(panel.ends) + 0.6)
    return min(max(usual, bars), _MOST_BARS), min(max(_NAMES, names), 0.35)


def _draw_values(panel: Panel, ax: Axes, on: QuantityAxis) -> float:
    """The density, or the probabilities of a few values; returns the peak."""
    single = density.atoms(panel.marginal.bins)
    if single is None:
        return _draw_density(panel, ax, on)
    values, probabilities = single
    ax.vlines(
        np.clip(values, panel.marginal.minimum, panel.marginal.maximum),
        0,
        probabilities,
        color=style.STRONG,
        lw=5,
        zorder=3,
    )
    return height_axis(ax, float(probabilities.max()), phrase("probability"), percent=True)


def _draw_density(panel: Panel, ax: Axes, on: QuantityAxis) -> float:
    single, rest = density.split(panel.marginal.bins)
    x, y = density.curve(rest, on.low, on.high, log=on.log)
    y *= rest.counts.sum() / panel.marginal.samples
    ax.fill_between(x, y, color=style.PALE, lw=0, zorder=1)
    pairs = list(zip(panel.ends, style.tints(len(panel.ends)), strict=True))
    for (low, high), tint in reversed(pairs):
        inside = np.linspace(*(max(low.value, on.low), min(high.value, on.high)), 400)
        inside = np.union1d(x[(x >= low.value) & (x <= high.value)], inside[[0, -1]])
        ax.fill_between(inside, np.interp(inside, x, y), color=tint, lw=0, zorder=2)
    ax.plot(x, y, color=style.INK, lw=1.1, zorder=4, solid_joinstyle="round")
    peak = _density_axis(panel, ax, float(y.max()) * (_ABOVE if len(single.counts) else 1), log=on.log)
    _draw_atoms(panel, ax, single, peak)
    return peak


def _density_axis(panel: Panel, ax: Axes, peak: float, *, log: bool) -> float:
    name, size = height_name(panel, peak, log=log)
    return height_axis(ax, peak, name, size=size)


def _draw_atoms(panel: Panel, ax: Axes, single: Bins, peak: float) -> None:
    """Draw single values of many samples: a stem each, as high as the axis, with its probability beside it."""
    for value, count in zip(single.low, single.counts, strict=True):
        ax.vlines(value, 0, peak, color=style.STRONG, lw=5, zorder=3)
        share = significant(100 * count / panel.marginal.samples, 2)
        probability = phrase("{share} % at {value}", share=share, value=significant(value, 3))
        height = 0.9 * peak
        write(ax, Mark(value, height, probability, style.INK), (value, height), rightwards=True)


def _draw_bars(panel: Panel, ax: Axes, on: QuantityAxis, room: float) -> None:
    """The intervals from the narrowest down, each with its level and its ends, and below them published figures."""
    figures = published(panel)
    step = room / (len(panel.ends) + len(figures) + 0.6)
    heights = [-step * (number + 1.05) for number in range(len(panel.ends) + len(figures))]
    rows = zip(panel.ends, heights, style.tints(len(panel.ends)), strict=False)
    for number, ((low, high), height, tint) in enumerate(rows):
        ax.plot(
            [low.value, high.value], [height, height], color=tint, lw=style.scaled(8), solid_capstyle="butt", zorder=3
        )
        quote, bold = panel.span(number).quote, number == panel.main
        fits = on.at(low.value) >= length(quote.low, BESIDE), 1 - on.at(high.value) >= length(quote.high, BESIDE)
        _write_end(ax, (low.value, height), quote.low, right=not fits[0], bold=bold)
        _write_end(ax, (high.value, height), quote.high, right=fits[1], bold=bold)
    for figure, height in zip(figures, heights[len(panel.ends) :], strict=True):
        begin, end = mark(figure, ax, height)
        _write_figure(ax, on, (begin, end), height, figure.text)
    above = [label.get_text() for label in ax.get_yticklabels()]
    below = [*map(labels.level, panel.levels), *[phrase("published")] * len(figures)]
    ax.set_yticks([*ax.get_yticks(), *heights], [*above, *below])


def _write_figure(ax: Axes, on: QuantityAxis, ends: tuple[float, float], height: float, text: str) -> None:
    """A published figure to the right of where it is drawn, or to its left; else above it.

    A low picture has no room above it: there it stands on the line of a range, and is left out where that is too short.
    """
    (begin, end), room = ends, length(text, BESIDE, bold=False)
    if 1 - on.at(end) >= room:
        _write_end(ax, (end, height), text, right=True, bold=False)
    elif on.at(begin) >= room:
        _write_end(ax, (begin, height), text, right=False, bold=False)
    elif figure_format.current().height is not None:
        if on.at(end) - on.at(begin) >= room:
            ax.text(on.value((on.at(begin) + on.at(end)) / 2), height, style.typeset(text), ha="center",
                    va="center_baseline", fontsize=style.SMALL, color=style.INK, zorder=9,
                    bbox={"facecolor": style.PAPER, "lw": 0, "pad": style.scaled(_LIFT)})  # fmt: skip
    else:
        right = on.at(begin) + room <= 1
        _write_end(ax, (begin if right else end, height), text, right=right, bold=False, above=True)


def _write_end(  # noqa: PLR0913 - a text and how it is placed
    ax: Axes, at: tuple[float, float], text: str, *, right: bool, bold: bool, above: bool = False
) -> None:
    """A number to the right or to the left of an end of a bar: outside, or inside where it would leave the axes."""
    ax.annotate(
        style.typeset(text),
        at,
        xytext=(BESIDE if right else -BESIDE, style.scaled(_LIFT) if above else 0),
        textcoords="offset points",
        ha="left" if right else "right",
        va="bottom" if above else "center_baseline",
        fontsize=style.SMALL,
        color=style.INK,
        weight="bold" if bold else "normal",
        path_effects=style.halo(),
        zorder=7,
    )
