"""How likely an output is above each value: a curve that falls from 100 % to 0, with median, interval and nominal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...language import phrase
from ...show import labels
from ...units import counted
from ...units.number_format import significant
from .. import captions, style
from ..densities import density
from ..densities.stage import stage
from ..plot_data import Panel
from ..ticks import quantity_axis

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Inches of the axes and what belongs to them.
_AXES = 2.85
_POINTS = 600
_TICKS = (0, 25, 50, 75, 100)
#: Points between a mark and the text beside it.
_BESIDE = 6.0


def height(panel: Panel) -> float:
    """The height of the curve and the words around it [inches]."""
    return _AXES + captions.words([panel], key(panel)).height / style.POINTS


def key(panel: Panel) -> str:
    """The key of the marks, in words."""
    if panel.is_constant:
        return phrase("Height: the probability of more. Dashed: nominal.")
    return phrase(
        "Height: the probability of more. Circles: median and the ends of the {level} % interval. Dashed: nominal.",
        level=labels.percent(panel.levels[panel.main]),
    )


def draw(panel: Panel, ax: Axes) -> Axes:
    """Draw the curve of one panel on `ax`."""
    on = stage(panel)
    style.bare(ax)
    quantity_axis(ax, panel.quantity, (on.low, on.high), log=on.log)
    values = np.array([on.value(share) for share in np.linspace(0, 1, _POINTS)])
    above = 100 * (1 - density.probability_below(panel.marginal.bins, values))
    ax.fill_between(values, above, color=style.PALE, lw=0, zorder=1)
    ax.plot(values, above, color=style.STRONG, lw=1.6, zorder=3)
    ax.set_ylim(0, 104)
    ax.set_yticks(_TICKS, [phrase("{number} %", number=tick) for tick in _TICKS])
    ax.grid(axis="y", color=style.GREY, alpha=0.2, lw=0.5)
    ax.set_axisbelow(True)
    _mark(panel, ax)
    captions.write(ax, [panel], key(panel))
    return ax


def _mark(panel: Panel, ax: Axes) -> None:
    """The circles at the median and at the ends of the interval, each with what it says, and the nominal value."""
    if panel.is_constant:
        _mark_nominal(panel, ax)
        return
    low, high = panel.ends[panel.main]
    beyond = (1 - panel.levels[panel.main]) / 2
    quote, unit = panel.quote, labels.short(panel.unit)
    marks = ((low, 1 - beyond, quote.low), (panel.marginal.median, 0.5, quote.median), (high, beyond, quote.high))
    for value, usual, text in marks:
        share = _above(panel, value.value) if density.is_lump(panel.marginal.bins, value.value) else usual
        ax.plot(value.value, 100 * share, "o", ms=style.scaled(5), mfc=style.PAPER, mec=style.INK, mew=1.0, zorder=5)
        above = significant(100 * share, 2) if share else "0"
        said = phrase("{share} % above {amount}", share=above, amount=counted(text, unit))
        ax.annotate(style.typeset(said), (value.value, 100 * share), xytext=(style.scaled(_BESIDE), style.scaled(3)),
                    textcoords="offset points", fontsize=style.SMALL, color=style.INK, va="bottom",
                    path_effects=style.halo(), zorder=7)  # fmt: skip
    _mark_nominal(panel, ax)


def _above(panel: Panel, value: float) -> float:
    """The probability of more than a value that many samples may equal."""
    return float(1 - density.probability_below(panel.marginal.bins, np.array([value]))[0])


def _mark_nominal(panel: Panel, ax: Axes) -> None:
    """A line up to the curve at the nominal value, if that is on the axis: above it are the texts."""
    first, last = ax.get_xlim()
    nominal = panel.marginal.nominal
    if first <= nominal <= last:
        above = 100 * _above(panel, nominal)
        ax.plot([nominal] * 2, [0, above], color=style.NOMINAL, lw=1.4, ls=(0, (4, 2)), zorder=4)
        ax.plot(nominal, above, "o", ms=style.scaled(4), color=style.NOMINAL, zorder=4)
