"""What every plot has in common: colours, type sizes, title, axis of the quantity, source line."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .digits import significant

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import XAxis, YAxis
    from matplotlib.patheffects import AbstractPathEffect

# Okabe and Ito (2008), and tints of their blues.
INK, GREY, PALE = "#1a1a1a", "#666666", "#e9edf0"
NOMINAL = "#d55e00"
DARK, LIGHT = "#0072b2", "#cfe5f4"

WIDTH, HEIGHT = 7.2, 4.5
TITLE, TEXT, SMALL, TINY = 12.0, 9.5, 8.5, 7.0
_TITLE_LETTERS, _SUBTITLE_LETTERS, _SOURCE_LETTERS = 62, 92, 128
_SOURCE_BELOW = -44.0
#: Where text that is flush with the figure begins, as a share of its width.
_FLUSH = 0.022


def new_axes(height: float = HEIGHT) -> Axes:
    """Axes on a figure of their own, `height` inches high, that needs no window."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    layout = ConstrainedLayoutEngine(w_pad=0.15, h_pad=0.12)
    figure = Figure(figsize=(WIDTH, height), layout=layout, facecolor="white")
    FigureCanvasAgg(figure)
    return figure.add_subplot()


def tints(count: int) -> list[str]:
    """So many blues, from the narrowest interval's dark one to the widest one's light one."""
    from matplotlib.colors import LinearSegmentedColormap, to_hex

    shades = LinearSegmentedColormap.from_list("intervals", [DARK, "#56b4e9", LIGHT])
    return [to_hex(shades(index / max(1, count - 1))) for index in range(count)]


def bare(ax: Axes) -> None:
    """Only the axis of the quantity is drawn."""
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.spines["bottom"].set_color(GREY)
    ax.tick_params(axis="x", colors=GREY, labelcolor=INK, labelsize=SMALL, length=3)
    ax.tick_params(axis="y", length=0, labelcolor=INK, labelsize=SMALL)


def quantity_axis(ax: Axes, name: str, low: float, high: float, *, log: bool) -> None:
    """The horizontal axis from `low` to `high` with round numbers and its unit."""
    ax.set_xscale("log" if log else "linear")
    ax.set_xlim(low, high)
    _round_numbers(ax.xaxis, name, (low, high), log=log)


def upright_quantity_axis(ax: Axes, name: str, low: float, high: float, *, log: bool) -> None:
    """The same, vertical."""
    ax.set_yscale("log" if log else "linear")
    ax.set_ylim(low, high)
    _round_numbers(ax.yaxis, name, (low, high), log=log)


def _round_numbers(axis: XAxis | YAxis, name: str, ends: tuple[float, float], *, log: bool) -> None:
    from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator

    low, high = ends
    if log:
        axis.set_major_locator(LogLocator(subs=(1, 2, 5) if high < 2000 * low else (1,)))
        axis.set_minor_locator(NullLocator())
    else:
        axis.set_major_locator(MaxNLocator(nbins=7, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: typeset(significant(_rounded(value, high - low), 6))))
    axis.set_label_text(typeset(name), fontsize=TEXT, color=INK)
    axis.labelpad = 6


def place_height_label(ax: Axes, middle: float) -> None:
    """Put the vertical axis's name clear of its numbers whatever the figure's size, `middle` of its height up."""
    from matplotlib.transforms import ScaledTranslation

    scale = ax.figure.dpi_scale_trans
    ax.yaxis.set_label_coords(0, middle, transform=ax.transAxes + ScaledTranslation(-0.62, 0, scale))


def words(ax: Axes, headline: str, subtitles: Sequence[str], source: str) -> None:
    """Headline and what it is about above the axes, what it rests on below; flush with the figure if that is theirs."""
    room = _room(ax)
    above = 10.0
    lines = [line for each in subtitles for line in textwrap.wrap(each, int(room * _SUBTITLE_LETTERS)) or [""]]
    for line in reversed(lines):
        _word(ax, line, offset=above, size=TEXT)
        above += 1.4 * TEXT
    above += 3
    for line in reversed(textwrap.wrap(typeset(headline), int(room * _TITLE_LETTERS))):
        _word(ax, line, offset=above, size=TITLE, bold=True)
        above += 1.3 * TITLE
    _word(ax, "\n".join(textwrap.wrap(source, int(room * _SOURCE_LETTERS))), offset=_SOURCE_BELOW, size=TINY)


def _room(ax: Axes) -> float:
    """How much of a plot's usual width there is for words: all of it, or less beside other axes."""
    share = 1.0 if len(ax.figure.axes) == 1 else ax.get_position().width
    return max(0.2, min(1.0, share * ax.figure.get_figwidth() / WIDTH))  # type: ignore[union-attr]


def _word(ax: Axes, text: str, *, offset: float, size: float, bold: bool = False) -> None:
    """`text` so many points above the axes, or below them; in grey unless it is bold."""
    alone = len(ax.figure.axes) == 1
    x, across = (_FLUSH, "figure fraction") if alone else (0.0, "axes fraction")
    ax.annotate(
        text,
        (x, 1 if offset > 0 else 0),
        xycoords=(across, "axes fraction"),
        xytext=(0, offset),
        textcoords="offset points",
        va="bottom" if offset > 0 else "top",
        fontsize=size,
        weight="bold" if bold else "normal",
        color=INK if bold else GREY,
        linespacing=1.4,
        annotation_clip=False,
    )


def halo() -> list[AbstractPathEffect]:
    """A white rim that keeps a text apart from the lines it crosses."""
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=2.5, foreground="white")]


def typeset(text: str) -> str:
    """A text with the signs that are printed: ``−0.5 t CO₂e`` for ``-0.5 t CO2e``."""
    return re.sub(r"(?<![\w.])-(?=\d)", "−", text).replace("CO2", "CO₂")


def _rounded(value: float, span: float) -> float:
    """A tick's value without what arithmetic left of zero."""
    return 0.0 if abs(value) < 1e-9 * span else value
