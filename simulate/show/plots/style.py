"""What every plot has in common: colours, type sizes, the axis of the quantity."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ...problems import InvalidInput
from ...units.number_format import rounded, significant
from ...units.vocabulary import vocabulary
from .fonts import boxes_for_missing, fonts

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
#: Points of an inch.
POINTS = 72.0
#: Between the numbers of an axis, at least, in points.
_APART = 7.0
_MOST_TICKS = 12
_MOST_STEPS = 7
#: How long the axis of a figure of its own is, in points.
USUAL_ROOM = 420.0
#: Numbers of a logarithmic axis, from many to few: those of a decade, and of every how many decades.
_DENSITIES = (((1, 2, 5), 1), ((1, 3), 1), *(((1,), every) for every in (1, 2, 3, 6, 10, 20, 50, 100)))
#: The largest power of ten a float holds.
_LAST_DECADE = 308
#: How far a linear axis goes at most; its inverse is how long it is at least.
_LARGEST_LINEAR = 1e150


@contextmanager
def literal(text: str = "") -> Iterator[None]:
    """Meanwhile, text is drawn as it is written: dollars are no mathematics, and `text` has fonts with its letters."""
    from matplotlib import rc_context

    settings: dict[Any, Any] = {"text.parse_math": False}
    if len(families := fonts(text).families) > 1:
        settings["font.family"] = list(families)
    with rc_context(settings), boxes_for_missing():
        yield


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


def quantity_axis(ax: Axes, name: str, ends: tuple[float, float], *, log: bool, room: float = USUAL_ROOM) -> None:
    """The horizontal axis between `ends`, about `room` points long, with round numbers and its unit.

    Raises InvalidInput for a linear axis that is too long, or too short, to be drawn.
    """
    _check_drawable(ends, log=log)
    ax.set_xscale("log" if log else "linear")
    ax.set_xlim(ends)
    _round_numbers(ax.xaxis, name, ends, log=log, fits=partial(_stand_apart, ends=ends, room=room, log=log))


def upright_quantity_axis(ax: Axes, name: str, ends: tuple[float, float], *, log: bool) -> None:
    """The same, vertical."""
    _check_drawable(ends, log=log)
    ax.set_yscale("log" if log else "linear")
    ax.set_ylim(ends)
    _round_numbers(ax.yaxis, name, ends, log=log, fits=lambda ticks: len(ticks) <= _MOST_TICKS)


def _check_drawable(ends: tuple[float, float], *, log: bool) -> None:
    """Nothing, where an axis between `ends` can be drawn; densities along a linear one are squared, so it is bounded.

    Raises InvalidInput where it cannot.
    """
    low, high = ends
    if not log and not (max(abs(low), abs(high)) <= _LARGEST_LINEAR and high - low >= 1 / _LARGEST_LINEAR):
        axis = f"a linear axis from {significant(low, 2)} to {significant(high, 2)}"
        raise InvalidInput(
            f"no picture: {axis} is beyond the lengths that can be drawn, 1e-150 to 1e150; "
            "the printed answer, --json and --csv have the numbers"
        )


def _round_numbers(
    axis: XAxis | YAxis, name: str, ends: tuple[float, float], *, log: bool, fits: Callable[[Sequence[float]], bool]
) -> None:
    from matplotlib.ticker import NullLocator

    ticks = _log_ticks(*ends, fits) if log else _linear_ticks(*ends, fits)
    axis.set_ticks(ticks, _numbers(ticks, log=log))
    axis.set_minor_locator(NullLocator())
    axis.set_label_text(typeset(f"{name}, log scale" if log else name), fontsize=TEXT, color=INK)
    axis.labelpad = 6


def _linear_ticks(low: float, high: float, fits: Callable[[Sequence[float]], bool]) -> list[float]:
    """Round numbers from `low` to `high` at even steps, fewer where they would not fit."""
    from matplotlib.ticker import MaxNLocator

    ticks: list[float] = []
    for most in range(_MOST_STEPS, 1, -1):
        found = MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
        ticks = [_rounded(float(tick), high - low) for tick in found if low <= tick <= high]
        if fits(ticks):
            break
    return ticks


def _log_ticks(low: float, high: float, fits: Callable[[Sequence[float]], bool]) -> list[float]:
    """Round numbers from `low` to `high`: 1, 2 and 5 of each decade, or fewer where they would not fit."""
    decades = range(math.floor(math.log10(low)), min(math.ceil(math.log10(high)), _LAST_DECADE) + 1)
    ticks: list[float] = []
    for heads, every in _DENSITIES:
        found = (head * 10.0**decade for decade in decades if decade % every == 0 for head in heads)
        ticks = [tick for tick in found if low <= tick <= high]
        if fits(ticks):
            break
    return ticks


def _stand_apart(ticks: Sequence[float], *, ends: tuple[float, float], room: float, log: bool) -> bool:
    """Whether numbers on an axis `room` points long do not come near each other."""
    scale: Callable[[float], float] = math.log if log else float
    low, high = map(scale, ends)
    places = [room * (scale(tick) - low) / (high - low) for tick in ticks]
    halves = [text_width(number, SMALL) / 2 for number in _numbers(ticks, log=log)]
    gaps = ((b - w) - (a + v) for (a, v), (b, w) in pairwise(zip(places, halves, strict=True)))
    return len(ticks) <= _MOST_TICKS and all(gap >= _APART for gap in gaps)


def _numbers(ticks: Sequence[float], *, log: bool) -> list[str]:
    """How the numbers of an axis are written: at even steps, with as many decimals each."""
    return [typeset(significant(tick, 6)) for tick in ticks] if log else list(map(typeset, alike(ticks)))


def alike(values: Sequence[float]) -> list[str]:
    """Numbers with as many decimals as the one that needs most.

    >>> alike([0.5, 0.75, 1.0])
    ['0.50', '0.75', '1.00']
    """
    found = [significant(value, 6) for value in values]
    decimals = max((len(text.partition(".")[2]) for text in found), default=0)
    return found if any("e" in text for text in found) else [rounded(value, -decimals) for value in values]


def place_height_label(ax: Axes, middle: float) -> None:
    """Put the vertical axis's name clear of its numbers whatever the figure's size, `middle` of its height up."""
    from matplotlib.transforms import ScaledTranslation

    scale = ax.figure.dpi_scale_trans
    ax.yaxis.set_label_coords(0, middle, transform=ax.transAxes + ScaledTranslation(-0.62, 0, scale))


def halo() -> list[AbstractPathEffect]:
    """A white rim that keeps a text apart from the lines it crosses."""
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=2.5, foreground="white")]


def rim() -> list[AbstractPathEffect]:
    """A thin white rim along a line, which hides nothing between its dashes."""
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=2.2, foreground="white")]


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is, in points."""
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


def _rounded(value: float, span: float) -> float:
    """A tick's value without what arithmetic left of zero."""
    return 0.0 if abs(value) < 1e-9 * span else value
