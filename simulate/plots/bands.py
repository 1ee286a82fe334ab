"""Answers along an axis that counts, such as hours: bands and a median line from left to right.

Each coordinate of the other axes has a field of its own, side by side on one scale.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..language import phrase
from ..show import labels
from . import captions, coordinate_names, figure_format, forest, style
from .plot_data import Panel
from .ticks import upright_quantity_axis

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Inches of the axes and what belongs to them.
_AXES = 2.95
#: The gap between two fields, as a share of one.
_GAP = 0.14
_TICKS = 4
#: Points between the numbers of the axis, at least.
_APART = 7
#: Points above the axes: a field's name, the numbers below it, and the height of both.
_NAME, _NUMBERS, _HEADS = 15, 4, 26
#: How much wider bold type is.
_BOLD = 1.15

Fields = dict[str, list[Panel]]


def height(panels: Sequence[Panel]) -> float:
    """The height of the bands and the words around them, in inches."""
    return _AXES + (captions.words(panels, _key(panels[0])).height + _HEADS) / style.POINTS


def draw(panels: Sequence[Panel], ax: Axes, *, along: str) -> Axes:
    """Draw the panels on `ax` from left to right `along` their axis, a field for each coordinate of the others."""
    style.bare(ax)
    low, high, log = forest.shared_range(panels)
    upright_quantity_axis(ax, panels[0].quantity, (low, high), log=log)
    ax.grid(axis="y", color=style.GREY, alpha=0.2, lw=0.5)
    ax.set_axisbelow(True)
    fields = _fields(panels, along)
    numbers = sorted({_number(panel, along) for panel in panels})
    width = numbers[-1] - numbers[0]
    starts = [field * width * (1 + _GAP) - numbers[0] for field in range(len(fields))]
    for (name, field), start in zip(fields.items(), starts, strict=True):
        _draw_field(field, ax, start, along)
        _heads(ax, name, field, start + (numbers[0] + numbers[-1]) / 2, room=_pitch(len(fields)))
    _ticks(ax, numbers, starts, along)
    captions.write(ax, panels, _key(panels[0]), above=_HEADS)
    return ax


def _fields(panels: Sequence[Panel], along: str) -> Fields:
    """The panels of each field, in the order of the axis."""
    fields: Fields = {}
    for panel in panels:
        others = {name: label for name, label in panel.marginal.coordinates.items() if name != along}
        fields.setdefault(coordinate_names.row(others, panel.answer.subject.option_names), []).append(panel)
    return {name: sorted(field, key=lambda panel: _number(panel, along)) for name, field in fields.items()}


def _number(panel: Panel, along: str) -> int:
    return int(panel.marginal.coordinates[along])


def _draw_field(field: Sequence[Panel], ax: Axes, start: float, along: str) -> None:
    """Bands, median and nominal line of one field, and circles at its lowest and its highest median."""
    x = [start + _number(panel, along) for panel in field]
    levels = range(len(field[0].ends))
    for level, tint in reversed(list(zip(levels, style.tints(len(levels)), strict=True))):
        low, high = ([panel.ends[level][side].value for panel in field] for side in (0, 1))
        ax.fill_between(x, low, high, color=tint, lw=0, zorder=2)
    nominal = [panel.marginal.nominal for panel in field]
    ax.plot(x, [panel.marginal.median.value for panel in field], color=style.PAPER, lw=2.0, zorder=5)
    ax.plot(x, nominal, color=style.NOMINAL, lw=1.4, ls=(0, (4, 2)), path_effects=style.rim(), zorder=6)
    for panel in _extremes(field):
        x_extreme = start + _number(panel, along)
        ax.plot(x_extreme, panel.marginal.median.value, "o", ms=4.2, mfc=style.PAPER, mec=style.INK, mew=0.9, zorder=7)


def _extremes(field: Sequence[Panel]) -> tuple[Panel, Panel]:
    """The panels of the lowest and of the highest median."""
    ordered = sorted(field, key=lambda panel: panel.marginal.median.value)
    return ordered[0], ordered[-1]


def _pitch(fields: int) -> float:
    """The room for what is written above a field [points]."""
    return figure_format.current().room / fields


def _heads(ax: Axes, name: str, field: Sequence[Panel], middle: float, *, room: float) -> None:
    """Write a field's name and the range of its medians above it, as far as there is room."""
    low, high = (panel.quote.median for panel in _extremes(field))
    numbers = phrase("{low} to {high}", low=low, high=high) if low != high else low
    shorter = map(style.typeset, (phrase("median {amount}", amount=numbers), numbers, ""))
    medians = next(text for text in shorter if style.text_width(text, style.SMALL) <= room)
    name = style.shortened(name, room / _BOLD, style.SMALL)
    for text, above, bold in ((name, _NAME, True), (medians, _NUMBERS, False)):
        ax.annotate(text, (middle, 1), xycoords=ax.get_xaxis_transform(), xytext=(0, above), ha="center", va="bottom",
                    textcoords="offset points", fontsize=style.SMALL, color=style.INK,
                    weight="bold" if bold else "normal", annotation_clip=False)  # fmt: skip


def _ticks(ax: Axes, numbers: Sequence[int], starts: Sequence[float], along: str) -> None:
    """Label the axis, from its beginning in each field."""
    shown = _shown(numbers, len(starts))
    ax.set_xticks([start + number for start in starts for number in shown], list(map(str, shown)) * len(starts))
    edge = (numbers[-1] - numbers[0]) * _GAP / 2
    ax.set_xlim(starts[0] + numbers[0] - edge, starts[-1] + numbers[-1] + edge)
    ax.set_xlabel(labels.spoken(along), fontsize=style.TEXT, color=style.INK, labelpad=6)


def _shown(numbers: Sequence[int], fields: int) -> list[int]:
    """The numbers to write, at even steps, far enough from each other and from the next field's first not to touch."""
    pitch = (numbers[-1] - numbers[0]) * (1 + _GAP)
    wide = max(style.text_width(str(number), style.SMALL) for number in (numbers[0], numbers[-1])) + _APART
    apart = wide * fields * pitch / figure_format.current().room
    step = max(1, round(len(numbers) / _TICKS), math.ceil(apart * (len(numbers) - 1) / (numbers[-1] - numbers[0])))
    last = numbers[0] + (pitch - apart if fields > 1 else pitch)
    return [number for number in numbers[::step] if number <= last] or [numbers[0]]


def _key(panel: Panel) -> str:
    """The key of the marks, in words."""
    return phrase(
        "Bands: {levels} % credible intervals. White: median, extremes circled. Dashed: nominal.",
        levels=forest.levels(panel),
    )
