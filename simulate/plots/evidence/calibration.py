"""A hindcast drawn: where the truths lie in their forecasts, and a histogram of their percentiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...answer.hindcasts.hindcast import Hindcast
from ...answer.hindcasts.predictions import OWN, Prediction
from ...answer.hindcasts.scored import PIT_BINS, Scored
from ...language import listing, numeral, phrase
from ...problems import InvalidInput
from .. import captions, style
from . import over_medians

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Inches of a truth's row, and of the histogram.
_ROW, _HISTOGRAM = 0.19, 0.9
#: The least height of a row, in heights of its name.
_LEAST_PITCH = 1.0
#: Shares of the figure's width where axes end and words begin; points beside the names, and the leading of lines.
_RIGHT, _FLUSH, _BESIDE, _LEADING = 0.97, 0.022, 14, 1.4


def draw(found: Hindcast) -> Axes:
    """Each truth over its prediction's median, on its intervals, and below it the histogram of percentiles.

    Raises InvalidInput for a size that has no room for the truths.
    """
    shown = [(name, scored, each) for name, scored in found.sets.items() for each in scored.misses_first]
    words = _statement(found).lines()
    head = style.scaled(20) + _LEADING * (style.TITLE * len(words.headline) + style.TEXT * len(words.subtitles))
    foot = 6 * style.SMALL
    between = 4 * style.SMALL + 3 * _LEADING * style.TEXT + 3 * style.TINY
    around = (head + between + foot) / style.POINTS + _HISTOGRAM
    upper = style.new_axes(around + _ROW * len(shown))
    figure: Any = upper.figure
    figure.set_layout_engine("none")
    width, height = figure.get_size_inches()
    if height - around < _LEAST_PITCH * style.TINY / style.POINTS * len(shown):
        raise InvalidInput(f"size: too small for this plot of {len(shown)} truths; choose a larger one")
    left = (_widest(shown) + _BESIDE) / style.POINTS / width
    bottom = foot / style.POINTS
    top = bottom + _HISTOGRAM + between / style.POINTS
    lower = figure.add_axes((left, bottom / height, _RIGHT - left, _HISTOGRAM / height))
    upper.set_position((left, top / height, _RIGHT - left, 1 - (top + head / style.POINTS) / height))
    _write(figure, words, height * style.POINTS)
    _draw_truths(upper, shown, (_RIGHT - left) * width * style.POINTS)
    _draw_histogram(lower, found, (_RIGHT - left) * width * style.POINTS)
    return upper


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
            label=phrase("unseen truths") if name == "unseen" else phrase("seen truths"),
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
    ax.legend(
        fontsize=style.TINY,
        labelcolor=style.INK,
        frameon=False,
        loc="upper left",
        bbox_to_anchor=(0, 1.3),
        ncols=2,
        borderpad=0,
        borderaxespad=0,
    )
