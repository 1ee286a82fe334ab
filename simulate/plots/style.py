"""What all plots share: colours, type sizes, fonts, the axis of the quantity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..units.vocabulary import vocabulary
from . import figure_format
from .fonts import USUAL, boxes_for_missing, families

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patheffects import AbstractPathEffect

# Okabe and Ito (2008), and tints of their blues.
INK, GREY, PALE = "#1a1a1a", "#666666", "#e9edf0"
NOMINAL = "#d55e00"
DARK, LIGHT = "#0072b2", "#cfe5f4"

#: Points per inch; the width of a picture and the height of one that says none [inches].
POINTS = figure_format.POINTS
#: Where axes begin before the layout makes room for their labels, as a share of the figure's width.
_LEFT = 0.03
WIDTH, HEIGHT = figure_format.WIDTH, 4.5
#: Sizes of type in a picture of the usual size [points].
_TYPE = {"TITLE": 12.0, "TEXT": 9.5, "SMALL": 8.5, "TINY": 7.0}


def __getattr__(name: str) -> float:
    """The type sizes ``TITLE``, ``TEXT``, ``SMALL`` and ``TINY`` of the picture that is being drawn [points]."""
    if name not in _TYPE:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return scaled(_TYPE[name])


def scaled(points: float) -> float:
    """A length [points] in the picture that is being drawn, which grows with its type."""
    return points * figure_format.current().type


@contextmanager
def drawing(text: str, ax: Axes | None, title: str | None = None) -> Iterator[None]:
    """Within this context, a picture on `ax`, or on axes of its own, is drawn, with this `title` for its heading.

    `text` is all that it says. A figure without a layout engine gets one that keeps labels apart.
    """
    whole: Any = None if ax is None else ax.get_figure(root=True)
    if whole and whole.get_layout_engine() is None:
        whole.set_layout_engine("constrained")
    with figure_format.using(figure_format.of_axes(ax, title)), literal(f"{text} {title or ''}"):
        yield


@contextmanager
def literal(text: str = "") -> Iterator[None]:
    """Within this context, text is drawn literally, dollar signs too, in fonts that have the letters of `text`."""
    from matplotlib import rc_context

    settings: dict[Any, Any] = {"text.parse_math": False}
    if (found := families(text)) != [USUAL]:
        settings["font.family"] = found
    with rc_context(settings), boxes_for_missing():
        yield


def new_axes(height: float = HEIGHT) -> Axes:
    """Axes on a figure of their own, this high [inches] unless the format says how high, that needs no window."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    found = figure_format.current()
    layout = ConstrainedLayoutEngine(w_pad=0.15 * found.type, h_pad=0.12 * found.type)
    size = found.width, found.height or height
    figure = Figure(figsize=size, layout=layout, facecolor="white")
    FigureCanvasAgg(figure)
    # The layout keeps what is flush with the figure as far from the axes as they begin.
    return figure.add_subplot(figure.add_gridspec(left=_LEFT)[0])


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
    ax.tick_params(axis="x", colors=GREY, labelcolor=INK, labelsize=scaled(_TYPE["SMALL"]), length=3)
    ax.tick_params(axis="y", length=0, labelcolor=INK, labelsize=scaled(_TYPE["SMALL"]))


def place_height_label(ax: Axes, middle: float) -> None:
    """Put the vertical axis's name beside its numbers at any figure size, at `middle` as a share of its height."""
    from matplotlib.transforms import ScaledTranslation

    scale = ax.figure.dpi_scale_trans
    ax.yaxis.set_label_coords(0, middle, transform=ax.transAxes + ScaledTranslation(scaled(-0.62), 0, scale))


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
    from matplotlib import rcParams

    return _width(text, size, tuple(rcParams["font.family"]), bold=bold)


@lru_cache(maxsize=65_536)
def _width(text: str, size: float, _family: tuple[str, ...], *, bold: bool) -> float:
    """The width of a text in the fonts that are set now, which are `_family`."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(size=size, weight="bold" if bold else "normal")
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width)


def shortened(text: str, room: float, size: float) -> str:
    """A text of at most `room` points, its end left out if it is longer.

    >>> shortened("one two three", 1000.0, 9.0), shortened("one two three", 40.0, 9.0)
    ('one two three', 'one tw…')
    """
    left = text
    while text_width(typeset(text), size) > room and len(left) > 1:
        left = left[:-1].rstrip()
        text = f"{left}…"
    return text


def typeset(text: str) -> str:
    """A text with the signs that a picture prints: ``−0.5 t CO₂e`` for ``-0.5 t CO2e``."""
    text = re.sub(r"(?<![\w.])-(?=\d)", "−", text)
    for typed, printed in vocabulary().typeset.items():
        text = text.replace(typed, printed)
    return text
