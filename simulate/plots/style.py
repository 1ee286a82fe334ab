"""What all plots share: colours, type sizes, fonts, the axis of the quantity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..units.vocabulary import vocabulary
from . import figure_format, settings
from .fonts import USUAL, families
from .palettes import PRINT, Palette

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patheffects import AbstractPathEffect

#: Points per inch; the width of a picture and the height of one that says none [inches].
POINTS = figure_format.POINTS
#: Where axes begin before the layout makes room for their labels, as a share of the figure's width.
_LEFT = 0.03
WIDTH, HEIGHT = figure_format.WIDTH, 4.5
#: The size at which texts are measured, whose widths grow with it: that at which matplotlib measures all [points].
_MEASURED = 100.0
#: Sizes of type in a picture of the usual size [points].
_TYPE = {"TITLE": 12.0, "TEXT": 9.5, "SMALL": 8.5, "TINY": 7.0}
_COLOURS = {each.name.upper(): each.name for each in fields(Palette)}


def __getattr__(name: str) -> Any:
    """The type sizes ``TITLE``, ``TEXT``, ``SMALL`` and ``TINY`` of the picture that is being drawn [points].

    Its colours are ``INK``, ``STRONG``, ``PAPER`` and so on, after the fields of a `Palette`.
    """
    if name in _TYPE:
        return scaled(_TYPE[name])
    if name in _COLOURS:
        return getattr(figure_format.current().palette, _COLOURS[name])
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


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
    wanted: dict[Any, Any] = {"text.parse_math": False, **_colours_of_matplotlib()}
    if (found := families(text)) != [USUAL]:
        wanted["font.family"] = found
    with settings.changed(wanted):
        yield


def _colours_of_matplotlib() -> dict[Any, Any]:
    """What matplotlib draws where no colour is named, if that is not what it does anyway."""
    found = figure_format.current().palette
    if found == PRINT:
        return {}
    named = {"text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color"}
    return {**dict.fromkeys(named, found.ink), "axes.facecolor": "none" if found.clear else found.paper}


def new_axes(height: float = HEIGHT) -> Axes:
    """Axes on a figure of their own, this high [inches] unless the format says how high, that needs no window."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    found = figure_format.current()
    layout = ConstrainedLayoutEngine(w_pad=0.15 * found.type, h_pad=0.12 * found.type)
    size = found.width, found.height or height
    figure = Figure(figsize=size, layout=layout, facecolor="none" if found.palette.clear else found.palette.paper)
    FigureCanvasAgg(figure)
    # The layout keeps what is flush with the figure as far from the axes as they begin.
    return figure.add_subplot(figure.add_gridspec(left=_LEFT)[0])


def tints(count: int) -> list[str]:
    """`count` shades of blue, from strong for the narrowest interval to faint for the widest."""
    from matplotlib.colors import LinearSegmentedColormap, to_hex

    found = figure_format.current().palette
    shades = LinearSegmentedColormap.from_list("intervals", [found.strong, found.middle, found.faint])
    return [to_hex(shades(index / max(1, count - 1))) for index in range(count)]


def shades(count: int) -> list[str]:
    """`count` colours of lines, from a blue to ink."""
    from matplotlib.colors import LinearSegmentedColormap, to_hex

    found = figure_format.current().palette
    map_ = LinearSegmentedColormap.from_list("lines", [found.middle, found.strong, found.ink])
    return [to_hex(map_(index / max(1, count - 1))) for index in range(count)]


def bare(ax: Axes) -> None:
    """Draw only the axis of the quantity."""
    colours = figure_format.current().palette
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.spines["bottom"].set_color(colours.grey)
    ax.tick_params(axis="x", colors=colours.grey, labelcolor=colours.ink, labelsize=scaled(_TYPE["SMALL"]), length=3)
    ax.tick_params(axis="y", length=0, labelcolor=colours.ink, labelsize=scaled(_TYPE["SMALL"]))


def place_height_label(ax: Axes, middle: float) -> None:
    """Put the vertical axis's name beside its numbers at any figure size, at `middle` as a share of its height."""
    from matplotlib.transforms import ScaledTranslation

    scale = ax.figure.dpi_scale_trans
    ax.yaxis.set_label_coords(0, middle, transform=ax.transAxes + ScaledTranslation(scaled(-0.62), 0, scale))


def halo() -> list[AbstractPathEffect]:
    """An outline in the colour of the paper that separates a text from the lines behind it."""
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=2.5, foreground=figure_format.current().palette.paper)]


def rim() -> list[AbstractPathEffect]:
    """A thin outline in the colour of the paper of a line, which does not fill the gaps between dashes."""
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=2.2, foreground=figure_format.current().palette.paper)]


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text [points]."""
    from matplotlib import rcParams

    return _width(text, tuple(rcParams["font.family"]), bold=bold) * (size / _MEASURED)


@lru_cache(maxsize=65_536)
def _width(text: str, _family: tuple[str, ...], *, bold: bool) -> float:
    """The width of a text `_MEASURED` points large in the fonts that are set now, which are `_family`."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(size=_MEASURED, weight="bold" if bold else "normal")
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


def shortened_apart(texts: Sequence[str], room: float, size: float) -> list[str]:
    """Texts of at most `room` points; those whose beginnings are the same lose their middles instead of their ends.

    >>> shortened_apart(["source number 1", "source number 2"], 60.0, 9.0)
    ['sourc…ber 1', 'sourc…ber 2']
    """
    found = [shortened(text, room, size) for text in texts]
    return [
        _without_middle(text, room, size) if short != text and found.count(short) > 1 else short
        for text, short in zip(texts, found, strict=True)
    ]


def _without_middle(text: str, room: float, size: float) -> str:
    kept = len(text) // 2
    while kept > 1 and text_width(typeset(_ends(text, kept)), size) > room:
        kept -= 1
    return _ends(text, kept)


def _ends(text: str, kept: int) -> str:
    return f"{text[:kept].rstrip()}…{text[-kept:].lstrip()}"


def typeset(text: str) -> str:
    """A text with the signs that a picture prints: ``−0.5 t CO₂e`` for ``-0.5 t CO2e``."""
    text = re.sub(r"(?<![\w.])-(?=\d)", "−", text)
    for typed, printed in vocabulary().typeset.items():
        text = text.replace(typed, printed)
    return text
