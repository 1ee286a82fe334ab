"""A hindcast drawn: where the truths lie in their forecasts, and a histogram of their percentiles."""

from __future__ import annotations

import math
from collections.abc import Sized
from typing import TYPE_CHECKING, Any

from ...answer.hindcasts.hindcast import Hindcast
from ...answer.hindcasts.predictions import OWN, Prediction
from ...answer.hindcasts.scored import PIT_BINS, Scored
from ...language import listing, numeral, phrase
from ...problems import InvalidInput
from .. import captions, figure_format, style
from . import over_medians

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Inches of a truth's row, and of the histogram.
_ROW, _HISTOGRAM = 0.19, 0.9
#: The least height of a row, in heights of its name.
_LEAST_PITCH = 1.0
#: The least length of the axis [points]. Heights of a name in the key: its mark, what is between two, and its lines.
_LEAST_AXIS, _MARK, _BETWEEN, _KEY_LEADING = 100.0, 2.8, 2.0, 1.5
#: Shares of the figure's width where axes end and words begin; points beside the names, and the leading of lines.
_RIGHT, _FLUSH, _BESIDE, _LEADING = 0.97, 0.022, 14, 1.4


def draw(found: Hindcast) -> Axes:
    """Each truth over its prediction's median, on its intervals, and below it the histogram of percentiles.

    Raises InvalidInput for a size that has no room for the truths.
    """
    shown = [(name, scored, each) for name, scored in found.sets.items() for each in scored.misses_first]
    words, names = _statement(found).lines(), _widest(shown) + _BESIDE
    room = _RIGHT * figure_format.current().width * style.POINTS - names
    head, between, foot = _around(words, _key_lines(found, room))
    around = (head + between + foot) / style.POINTS + _HISTOGRAM
    upper = style.new_axes(around + _ROW * len(shown))
    figure: Any = upper.figure
    figure.set_layout_engine("none")
    width, height = figure.get_size_inches()
    if room < _least_axis(found) or height < around + _least_rows(shown):
        least = _least_size(found, shown, math.ceil(round(width * figure_format.MILLIMETRES, 3)))
        raise InvalidInput(
            f"size: too small for this plot of {len(shown)} truths, whose names have a row each; "
            f"choose {least} or a larger one, or name fewer files"
        )
    left = names / style.POINTS / width
    bottom = foot / style.POINTS
    top = bottom + _HISTOGRAM + between / style.POINTS
    lower = figure.add_axes((left, bottom / height, _RIGHT - left, _HISTOGRAM / height))
    upper.set_position((left, top / height, _RIGHT - left, 1 - (top + head / style.POINTS) / height))
    _write(figure, words, height * style.POINTS)
    _draw_truths(upper, shown, room)
    _draw_histogram(lower, found, room)
    return upper


def _key_widths(found: Hindcast) -> list[float]:
    """The widths of the entries of the histogram's key [points]."""
    return [style.TINY * _MARK + style.text_width(_set_name(each), style.TINY) for each in found.sets]


def _key_lines(found: Hindcast, room: float) -> int:
    """The lines of the histogram's key: one, if its entries have room beside each other, else one each."""
    widths = _key_widths(found)
    return 1 if sum(widths) + style.TINY * _BETWEEN * (len(widths) - 1) <= room else len(widths)


def _least_axis(found: Hindcast) -> float:
    """The least length of the axes, on which their numbers and each entry of the key have room [points]."""
    return max(_LEAST_AXIS, *_key_widths(found))


def _least_rows(shown: Sized) -> float:
    """The height that the rows need so that their names do not overlap [inches]."""
    return _LEAST_PITCH * float(style.TINY) / style.POINTS * len(shown)


def _set_name(name: str) -> str:
    """The name of a set of truths in the key."""
    return phrase("unseen truths") if name == "unseen" else phrase("seen truths")


def _around(words: captions.Captions, key_lines: int) -> tuple[float, float, float]:
    """The heights of the words above the rows, between these and the histogram, and below that [points]."""
    head = style.scaled(20) + _LEADING * (style.TITLE * len(words.headline) + style.TEXT * len(words.subtitles))
    key = style.TINY * (3 + _KEY_LEADING * (key_lines - 1))
    return head, 4 * style.SMALL + 3 * _LEADING * style.TEXT + key, 6 * style.SMALL


def _least_size(found: Hindcast, shown: list[tuple[str, Scored, Prediction]], width: int) -> str:
    """The smallest size from `width` [mm] on that has room for all; wider pictures may have larger type."""
    with figure_format.using(figure_format.of_width(width)):
        names, least = _widest(shown) + _BESIDE, _least_axis(found)
        needed = math.ceil((names + least) / style.POINTS / _RIGHT * figure_format.MILLIMETRES)
        if needed > width:
            return _least_size(found, shown, needed)
        words = _statement(found).lines()
        room = _RIGHT * figure_format.current().width * style.POINTS - names
        around = sum(_around(words, _key_lines(found, room))) / style.POINTS + _HISTOGRAM
        return f"{width}x{math.ceil((around + _least_rows(shown)) * figure_format.MILLIMETRES)}mm"


def _statement(found: Hindcast) -> captions.Statement:
    key = phrase("Bars: 50, 90 and 95 % intervals. Circles: truths, filled if no law has seen them, orange if missed.")
    return captions.Statement(described(found)[0], (key,), (), "")


def _write(figure: Any, words: captions.Captions, height: float) -> None:
    """Write the heading and the key at the top of a figure of this height [points]."""
    down = style.scaled(8)
    for lines, size, bold in ((words.headline, style.TITLE, True), (words.subtitles, style.TEXT, False)):
        for line in lines:
            figure.text(_FLUSH, 1 - down / height, line, fontsize=size, weight="bold" if bold else "normal", va="top",
                        color=style.INK if bold else style.GREY)  # fmt: skip
            down += _LEADING * size


def described(found: Hindcast) -> tuple[str, str]:
    """The headline of the picture, and the picture in words."""
    parts = [_hits(name, scored) for name, scored in found.sets.items()]
    sentence = phrase("The 90 % intervals hold {truths}", truths=listing(parts))
    what = phrase("Truths divided by their predictions' medians, on intervals, and their percentiles.")
    return sentence, f"{what} {sentence}."


def text(found: Hindcast) -> str:
    """All that the picture says."""
    names = (each.name for scored in found.sets.values() for each in scored.predictions)
    return " ".join((_statement(found).text, *names))


def _hits(name: str, scored: Scored) -> str:
    """How many truths of a set lie in their intervals."""
    found = {"hits": scored.hits(), "count": len(scored.predictions)}
    if name == "unseen":
        return phrase("{hits} of {count} unseen truths", **found)
    return phrase("{hits} of {count} seen truths", **found)


def _widest(shown: list[tuple[str, Scored, Prediction]]) -> float:
    return max(style.text_width(each.name, style.TINY) for _, _, each in shown)


def _draw_truths(ax: Axes, shown: list[tuple[str, Scored, Prediction]], room: float) -> None:
    style.bare(ax)
    for row, (name, _, each) in enumerate(shown):
        over_medians.draw_intervals(ax, row, each.marginal)
        colour = style.INK if each.is_hit() else style.NOMINAL
        filled = colour if name == "unseen" else style.PAPER
        over = each.truth.value / each.marginal.median.value
        ax.plot(over, row, "o", ms=4.2, mfc=filled, mec=colour, mew=0.9, zorder=4)
    name = phrase("truth and intervals over the median of the prediction")
    over_medians.finish_axis(ax, len(shown), name, [], room=room)
    ax.set_yticks(range(len(shown)), [each.name for _, _, each in shown])
    ax.tick_params(axis="y", labelsize=style.TINY)


def _draw_histogram(ax: Axes, found: Hindcast, room: float) -> None:
    """The percentiles of the truths of each set, in fifths, beside what calibrated forecasts would have."""
    style.bare(ax)
    sets = list(found.sets.items())
    for index, (name, scored) in enumerate(sets):
        counts = scored.pit(OWN)
        width = 0.8 / len(sets)
        x = [bin_ + 0.1 + width * (index + 0.5) for bin_ in range(PIT_BINS)]
        colour = style.STRONG if name == "unseen" else style.FAINT
        ax.bar(
            x,
            counts,
            width=width,
            color=colour,
            label=_set_name(name),
            zorder=2,
        )
        ax.axhline(len(scored.predictions) / PIT_BINS, color=colour, lw=1.0, ls=(0, (4, 2)), zorder=1)
    ax.set_xticks(range(PIT_BINS + 1), [f"{100 * edge // PIT_BINS}" for edge in range(PIT_BINS + 1)])
    ax.set_xlim(0, PIT_BINS)
    lines = captions.wrapped(phrase("percentile of the truth; dashed: calibrated"), room, style.SMALL)
    ax.set_xlabel("\n".join(lines), fontsize=style.SMALL, color=style.INK)
    low, high = ax.get_ylim()
    ticks = [float(tick) for tick in ax.get_yticks() if low <= tick <= high]
    ax.set_yticks(ticks, list(map(numeral, ax.yaxis.get_major_formatter().format_ticks(ticks))))
    lines_of_key = _key_lines(found, room)
    ax.legend(
        fontsize=style.TINY,
        labelcolor=style.INK,
        frameon=False,
        loc="upper left",
        bbox_to_anchor=(0, 1.3 + style.TINY * _KEY_LEADING * (lines_of_key - 1) / style.POINTS / _HISTOGRAM),
        ncols=1 if lines_of_key > 1 else 2,
        borderpad=0,
        borderaxespad=0,
    )
