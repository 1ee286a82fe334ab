"""What all plots share: colours, type sizes, fonts, the axis of the quantity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ..units.vocabulary import vocabulary
from .fonts import USUAL, boxes_for_missing, families

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patheffects import AbstractPathEffect

# Okabe and Ito (2008), and tints of their blues.
INK, GREY, PALE = "#1a1a1a", "#666666", "#e9edf0"
NOMINAL = "#d55e00"
DARK, LIGHT = "#0072b2", "#cfe5f4"

WIDTH, HEIGHT = 7.2, 4.5
TITLE, TEXT, SMALL, TINY = 12.0, 9.5, 8.5, 7.0
#: Points per inch.
POINTS = 72.0
#: The length of the axis in a figure of its own [points].
USUAL_ROOM = 420.0


@contextmanager
def literal(text: str = "") -> Iterator[None]:
    """Within this context, text is drawn literally, dollar signs too, in fonts that have the letters of `text`."""
    from matplotlib import rc_context

    settings: dict[Any, Any] = {"text.parse_math": False}
    if (found := families(text)) != [USUAL]:
        settings["font.family"] = found
    with rc_context(settings), boxes_for_missing():
        yield


def new_axes(height: float = HEIGHT, width: float = WIDTH) -> Axes:
    """Axes on a figure of their own, of this size in inches, that needs no window."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    layout = ConstrainedLayoutEngine(w_pad=0.15, h_pad=0.12)
    figure = Figure(figsize=(width, height), layout=layout, facecolor="white")
    FigureCanvasAgg(figure)
    return figure.add_subplot()


def tints(count: int) -> list[str]:
    """`count` shades of blue, from dark for the narrowest interval to light for the widest."""
    from matplotlib.colors import LinearSegmentedColormap, to_hex

    shades = LinearSegmentedColormap.from_list("intervals", [DARK, "#56b4e9", LIGHT])
    return [to_hex(shades(index / max(1, count - 1))) for index in range(count)]


def shades(count: int) -> list[str]:
    """`count` colours of lines, from a light blue to black."""
    from matplotlib.colors import LinearSegmentedColormap, to_hex

    found = LinearSegmentedColormap.from_list("lines", ["#56b4e9", DARK, INK])
    return [to_hex(found(index / max(1, count - 1))) for index in range(count)]


def bare(ax: Axes) -> None:
    """Draw only the axis of the quantity."""
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.spines["bottom"].set_color(GREY)
    ax.tick_params(axis="x", colors=GREY, labelcolor=INK, labelsize=SMALL, length=3)
    ax.tick_params(axis="y", length=0, labelcolor=INK, labelsize=SMALL)


def place_height_label(ax: Axes, middle: float) -> None:
    """Put the vertical axis's name beside its numbers at any figure size, at `middle` as a share of its height."""
    from matplotlib.transforms import ScaledTranslation

    scale = ax.figure.dpi_scale_trans
    ax.yaxis.set_label_coords(0, middle, transform=ax.transAxes + ScaledTranslation(-0.62, 0, scale))


def halo() -> list[AbstractPathEffect]:
    """A white outline that separates a text from the lines behind it."""
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=2.5, foreground="white")]


def rim() -> list[AbstractPathEffect]:
    """A thin white outline of a line, which does not fill the gaps between dashes."""
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=2.2, foreground="white")]


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text [points]."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(size=size, weight="bold" if bold else "normal")
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width)


def typeset(text: str) -> str:
    """A text with the signs that a picture prints: ``−0.5 t CO₂e`` for ``-0.5 t CO2e``."""
    text = re.sub(r"(?<![\w.])-(?=\d)", "−", text)
    for typed, printed in vocabulary().typeset.items():
        text = text.replace(typed, printed)
    return text
