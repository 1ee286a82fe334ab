"""A hindcast drawn: where the truths lie in their forecasts, and a histogram of their percentiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...answer.hindcasts.hindcast import Hindcast
from ...answer.hindcasts.predictions import OWN, Prediction
from ...answer.hindcasts.scored import PIT_BINS, Scored
from ...language import listing, numeral, phrase
from .. import style
from . import over_medians

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Inches of a truth's row, and of all that is around the rows.
_ROW, _AROUND = 0.19, 2.85
#: Inches above the rows: the heading, and the key below it.
_HEAD, _TOP = 0.75, 0.14
#: The share of the figure's height that the histogram takes, at least [inches].
_HISTOGRAM = 1.1
_RIGHT = 0.97


def draw(found: Hindcast) -> Axes:
    """Each truth over its prediction's median, on its intervals, and below it the histogram of percentiles."""
    shown = [(name, scored, each) for name, scored in found.sets.items() for each in scored.misses_first]
    upper = style.new_axes(_AROUND + _ROW * len(shown))
    figure = upper.figure
    figure.set_layout_engine("none")  # type: ignore[union-attr]
    height = figure.get_figheight()  # type: ignore[union-attr]
    left = (_widest(shown) + 14) / style.POINTS / style.WIDTH
    bottom = (_HISTOGRAM + 1.0) / height
    upper.set_position((left, bottom, _RIGHT - left, 1 - bottom - _HEAD / height))
    lower = figure.add_axes((left, 0.5 / height, _RIGHT - left, (_HISTOGRAM - 0.2) / height))
    figure.text(0.02, 1 - _TOP / height, described(found)[0], fontsize=style.TITLE, weight="bold", va="top",
                color=style.INK)  # fmt: skip
    _draw_truths(upper, shown)
    _draw_histogram(lower, found)
    return upper


def described(found: Hindcast) -> tuple[str, str]:
    """The headline of the picture, and the picture in words."""
    parts = [_hits(name, scored) for name, scored in found.sets.items()]
    sentence = phrase("The 90 % intervals hold {truths}", truths=listing(parts))
    what = phrase("Truths divided by their predictions' medians, on intervals, and their percentiles.")
    return sentence, f"{what} {sentence}."


def _hits(name: str, scored: Scored) -> str:
    """How many truths of a set lie in their intervals."""
    found = {"hits": scored.hits(), "count": len(scored.predictions)}
    if name == "unseen":
        return phrase("{hits} of {count} unseen truths", **found)
    return phrase("{hits} of {count} seen truths", **found)


def _widest(shown: list[tuple[str, Scored, Prediction]]) -> float:
    return max(style.text_width(each.name, style.TINY) for _, _, each in shown)


def _draw_truths(ax: Axes, shown: list[tuple[str, Scored, Prediction]]) -> None:
    style.bare(ax)
    for row, (name, _, each) in enumerate(shown):
        over_medians.draw_intervals(ax, row, each.marginal)
        colour = style.INK if each.is_hit() else style.NOMINAL
        filled = colour if name == "unseen" else style.PAPER
        over = each.truth.value / each.marginal.median.value
        ax.plot(over, row, "o", ms=4.2, mfc=filled, mec=colour, mew=0.9, zorder=4)
    over_medians.finish_axis(ax, len(shown), phrase("truth and intervals over the median of the prediction"), [])
    ax.set_yticks(range(len(shown)), [each.name for _, _, each in shown])
    ax.tick_params(axis="y", labelsize=style.TINY)
    ax.set_title(
        phrase("Bars: 50, 90 and 95 % intervals. Circles: truths, filled if no law has seen them, orange if missed."),
        fontsize=style.SMALL,
        color=style.GREY,
        loc="right",
    )


def _draw_histogram(ax: Axes, found: Hindcast) -> None:
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
    ax.set_xlabel(phrase("percentile of the truth; dashed: calibrated"), fontsize=style.SMALL, color=style.INK)
    low, high = ax.get_ylim()
    ticks = [float(tick) for tick in ax.get_yticks() if low <= tick <= high]
    ax.set_yticks(ticks, list(map(numeral, ax.yaxis.get_major_formatter().format_ticks(ticks))))
    ax.legend(fontsize=style.TINY, frameon=False, loc="upper left", bbox_to_anchor=(0, 1.3), ncols=2)
