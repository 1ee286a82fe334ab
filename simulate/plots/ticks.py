"""The axis of a quantity: round numbers that fit, linear or logarithmic, and its name."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from ..language import ENGLISH, current, phrase, using, value_of
from ..problems import InvalidInput
from ..units.number_format import rounded, significant
from . import captions, figure_format, style
from .style import text_width, typeset

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import XAxis, YAxis

#: The least distance between the numbers of an axis [points].
_APART = 7.0
_MOST_TICKS = 12
_MOST_STEPS = 7
#: The share of a picture's height that an upright axis has about, and the distance of its numbers in their heights.
_UPRIGHT, _LINE = 0.4, 1.8
#: The longest line of the name of an upright axis in a picture that is as high as it needs [points].
_LONGEST_NAME = 235.0
#: The longest word of the name of a horizontal axis, as a share of the picture's width: it may be wider than the axis.
_LONGEST_WORD = 0.5
#: Numbers of a logarithmic axis, from many to few: leading digits in a decade, and the step between decades.
_DENSITIES = (((1, 2, 5), 1), ((1, 3), 1), *(((1,), every) for every in (1, 2, 3, 6, 10, 20, 50, 100)))
#: The largest power of ten that a float holds.
_LAST_DECADE = 308
#: The greatest number on a linear axis; its inverse is the least length.
_LARGEST_LINEAR = 1e150


def quantity_axis(ax: Axes, name: str, ends: tuple[float, float], *, log: bool, room: float | None = None) -> None:
    """Make the horizontal axis one between `ends`, about `room` points long, with round numbers, called `name`.

    `room` is by default that of a plot of one quantity.
    Raises InvalidInput for a linear axis that is too long or too short to be drawn.
    """
    _check_drawable(ends, log=log)
    ax.set_xscale("log" if log else "linear")
    ax.set_xlim(ends)
    room = figure_format.current().room if room is None else room
    whole = min(captions.longest_piece(name, style.TEXT), _LONGEST_WORD * figure_format.current().width * style.POINTS)
    fits = partial(_are_apart, ends=ends, room=room, log=log)
    _round_numbers(ax.xaxis, name, ends, room=max(room, whole), log=log, fits=fits)


def upright_quantity_axis(
    ax: Axes, name: str, ends: tuple[float, float], *, log: bool, longest: float = _LONGEST_NAME
) -> None:
    """Make the vertical axis one between `ends`, as `quantity_axis` does, its name in lines of `longest` points."""
    _check_drawable(ends, log=log)
    ax.set_yscale("log" if log else "linear")
    ax.set_ylim(ends)
    height = figure_format.current().height
    room = math.inf if height is None else _UPRIGHT * height * style.POINTS
    most = min(_MOST_TICKS, room / (_LINE * style.SMALL))
    line = min(room, style.scaled(longest))
    _round_numbers(ax.yaxis, name, ends, room=line, log=log, fits=lambda ticks: len(ticks) <= most)


def round_numbers(ends: tuple[float, float], *, room: float, log: bool) -> list[tuple[float, str]]:
    """The round numbers of a horizontal axis between `ends`, `room` points long, each with its text.

    Raises InvalidInput for a linear axis that is too long or too short to be drawn.

    >>> round_numbers((0.0, 10.0), room=100.0, log=False)
    [(0.0, '0'), (2.0, '2'), (4.0, '4'), (6.0, '6'), (8.0, '8'), (10.0, '10')]
    """
    _check_drawable(ends, log=log)
    fits = partial(_are_apart, ends=ends, room=room, log=log)
    ticks = _log_ticks(*ends, fits) if log else _linear_ticks(*ends, fits)
    return list(zip(ticks, _texts(ticks, log=log), strict=True))


def _check_drawable(ends: tuple[float, float], *, log: bool) -> None:
    """Raise InvalidInput unless an axis between `ends` can be drawn: densities along a linear one are squared."""
    low, high = ends
    if not log and not (max(abs(low), abs(high)) <= _LARGEST_LINEAR and high - low >= 1 / _LARGEST_LINEAR):
        with using(ENGLISH.code):
            axis = f"a linear axis from {significant(low, 2)} to {significant(high, 2)}"
        raise InvalidInput(
            f"no picture: {axis} is beyond the lengths that can be drawn, 1e-150 to 1e150; "
            "the printed answer, --json and --csv have the numbers"
        )


def _round_numbers(  # noqa: PLR0913 - an axis and all that is written on it
    axis: XAxis | YAxis,
    name: str,
    ends: tuple[float, float],
    *,
    room: float,
    log: bool,
    fits: Callable[[Sequence[float]], bool],
) -> None:
    from matplotlib.ticker import NullLocator

    ticks = _log_ticks(*ends, fits) if log else _linear_ticks(*ends, fits)
    axis.set_ticks(ticks, _texts(ticks, log=log))
    axis.set_minor_locator(NullLocator())
    name = phrase("{quantity}, log scale", quantity=name) if log else name
    lines = captions.wrapped(name, room, style.TEXT)
    axis.set_label_text("\n".join(lines), fontsize=style.TEXT, color=style.INK)
    axis.labelpad = style.scaled(6)


def _linear_ticks(low: float, high: float, fits: Callable[[Sequence[float]], bool]) -> list[float]:
    """Round numbers from `low` to `high` at even steps, as many as fit."""
    from matplotlib.ticker import MaxNLocator

    ticks: list[float] = []
    for most in range(_MOST_STEPS, 1, -1):
        found = MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
        ticks = [_rounded(float(tick), high - low) for tick in found if low <= tick <= high]
        if fits(ticks):
            break
    return ticks


def _log_ticks(low: float, high: float, fits: Callable[[Sequence[float]], bool]) -> list[float]:
    """Round numbers from `low` to `high`: 1, 2 and 5 of each decade, or fewer if those do not fit."""
    decades = range(math.floor(math.log10(low)), min(math.ceil(math.log10(high)), _LAST_DECADE) + 1)
    ticks: list[float] = []
    for heads, every in _DENSITIES:
        found = (head * 10.0**decade for decade in decades if decade % every == 0 for head in heads)
        ticks = [tick for tick in found if low <= tick <= high]
        if fits(ticks):
            break
    return ticks


def _are_apart(ticks: Sequence[float], *, ends: tuple[float, float], room: float, log: bool) -> bool:
    """Whether the numbers on an axis `room` points long are far enough from each other."""
    scale: Callable[[float], float] = math.log if log else float
    low, high = map(scale, ends)
    centres = [room * (scale(tick) - low) / (high - low) for tick in ticks]
    halves = [text_width(number, style.SMALL) / 2 for number in _texts(ticks, log=log)]
    gaps = ((b - w) - (a + v) for (a, v), (b, w) in pairwise(zip(centres, halves, strict=True)))
    return len(ticks) <= _MOST_TICKS and all(gap >= style.scaled(_APART) for gap in gaps)


def _texts(ticks: Sequence[float], *, log: bool) -> list[str]:
    """The numbers of an axis as printed: all with the same decimals, unless it is logarithmic."""
    return [typeset(significant(tick, 6)) for tick in ticks] if log else list(map(typeset, alike(ticks)))


def alike(values: Sequence[float]) -> list[str]:
    """Numbers with the same decimals, as many as one of them needs: six digits, or more for values that lie close.

    >>> alike([0.5, 0.75, 1.0]), alike([100.00005, 100.0001])
    (['0.50', '0.75', '1.00'], ['100.00005', '100.00010'])
    """
    found = next(filter(partial(_is_close, values), (_printed(values, digits) for digits in range(6, 15))), None)
    found = found or _printed(values, 15)
    decimals = max((len(text.partition(current().decimal)[2]) for text in found), default=0)
    return found if any("e" in text for text in found) else [rounded(value, -decimals) for value in values]


def _printed(values: Sequence[float], digits: int) -> list[str]:
    return [significant(value, digits) for value in values]


def _is_close(values: Sequence[float], texts: Sequence[str]) -> bool:
    """Whether the numbers that are printed differ from `values` by far less than these from each other."""
    apart = min((abs(b - a) for a, b in pairwise(sorted(values))), default=math.inf)
    moved = (abs(value_of(text) - value) for text, value in zip(texts, values, strict=True))
    return all(each <= 0.01 * apart for each in moved)


def _rounded(value: float, span: float) -> float:
    """A tick's value, 0 if it differs from that by rounding alone."""
    return 0.0 if abs(value) < 1e-9 * span else value
