"""Answers along an axis that counts, such as hours: bands and a median line from left to right.

Where the answer has other axes too, each of their coordinates has a field of its own, side by side on one scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from . import canvas, forest_plot, labels
from .digits import quoted
from .panels import Panel

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 4.9
#: Between two fields, as a share of one.
_GAP = 0.14
_TICKS = 4
#: Points from a median to the number beside it.
_BESIDE = 5

Fields = dict[str, list[Panel]]


def draw(panels: Sequence[Panel], ax: Axes, *, along: str) -> Axes:
    """Draw the panels on `ax` from left to right `along` their axis, a field for each coordinate of the others."""
    canvas.bare(ax)
    low, high, log = forest_plot.shared_range(panels)
    canvas.upright_quantity_axis(ax, panels[0].quantity, low, high, log=log)
    ax.grid(axis="y", color=canvas.GREY, alpha=0.2, lw=0.5)
    ax.set_axisbelow(True)
    fields = _fields(panels, along)
    numbers = sorted({int(panel.coordinates[along]) for panel in panels})
    width = numbers[-1] - numbers[0]
    starts = [field * width * (1 + _GAP) - numbers[0] for field in range(len(fields))]
    for (name, field), start in zip(fields.items(), starts, strict=True):
        _draw_field(field, ax, start, along)
        _head(ax, name, start + (numbers[0] + numbers[-1]) / 2)
    _ticks(ax, numbers, starts, along)
    first = panels[0]
    canvas.words(ax, first.headline, [*_about(panels), ""], f"Source: {first.title}; {first.basis}")
    return ax


def _fields(panels: Sequence[Panel], along: str) -> Fields:
    """The panels of each field, in the order of the axis."""
    fields: Fields = {}
    for panel in panels:
        others = [labels.spoken(label) for name, label in panel.coordinates.items() if name != along]
        fields.setdefault(", ".join(others), []).append(panel)
    return {name: sorted(field, key=lambda each: int(each.coordinates[along])) for name, field in fields.items()}


def _draw_field(field: Sequence[Panel], ax: Axes, start: float, along: str) -> None:
    """Bands, median and nominal line of one field, and the numbers of its lowest and its highest median."""
    x = [start + int(panel.coordinates[along]) for panel in field]
    levels = range(len(field[0].ends))
    for level, tint in reversed(list(zip(levels, canvas.tints(len(levels)), strict=True))):
        low, high = ([panel.ends[level][side].value for panel in field] for side in (0, 1))
        ax.fill_between(x, low, high, color=tint, lw=0, zorder=2)
    ax.plot(x, [panel.median.value for panel in field], color="white", lw=2.0, zorder=4)
    ax.plot(x, [panel.nominal for panel in field], "D", ms=2.6, mfc=canvas.NOMINAL, mec="white", mew=0.4, zorder=5)
    ends = sorted(zip(field, x, strict=True), key=lambda each: each[0].median.value)
    for (panel, place), side in ((ends[0], -1), (ends[-1], 1)):
        _mark(ax, panel, place, side)


def _mark(ax: Axes, panel: Panel, place: float, side: int) -> None:
    """The median of one panel, as a circle with its number above or below."""
    ax.plot(place, panel.median.value, "o", ms=4.2, mfc="white", mec=canvas.INK, mew=0.9, zorder=6)
    (text,) = quoted([panel.median.value], [panel.median.error])
    ax.annotate(canvas.typeset(text), (place, panel.median.value), xytext=(0, side * _BESIDE), ha="center",
                textcoords="offset points", va="top" if side < 0 else "bottom", fontsize=canvas.SMALL,
                color=canvas.INK, path_effects=canvas.halo(), zorder=7)  # fmt: skip


def _head(ax: Axes, name: str, middle: float) -> None:
    ax.annotate(name, (middle, 1), xycoords=ax.get_xaxis_transform(), xytext=(0, 4), textcoords="offset points",
                ha="center", va="bottom", fontsize=canvas.SMALL, color=canvas.INK, weight="bold",
                annotation_clip=False)  # fmt: skip


def _ticks(ax: Axes, numbers: Sequence[int], starts: Sequence[float], along: str) -> None:
    """The axis counted anew in each field."""
    step = max(1, round(len(numbers) / _TICKS))
    shown = numbers[::step]
    ax.set_xticks([start + number for start in starts for number in shown], list(map(str, shown)) * len(starts))
    edge = (numbers[-1] - numbers[0]) * _GAP / 2
    ax.set_xlim(starts[0] + numbers[0] - edge, starts[-1] + numbers[-1] + edge)
    ax.set_xlabel(labels.spoken(along), fontsize=canvas.TEXT, color=canvas.INK, labelpad=6)


def _about(panels: Sequence[Panel]) -> list[str]:
    """What is estimated, where the headline holds, and what the marks are."""
    first = panels[0]
    levels = ", ".join(labels.level(level).removesuffix(" %") for level in first.levels)
    key = f"Bands: {levels} % credible intervals. Line: median and its extremes. Diamonds: nominal."
    place = labels.spoken(labels.coordinate(first.coordinates))
    return [first.title, f"Headline: {place}, the first of {len(panels)}.", key]
