"""The shares of an output's variance that inputs explain: a bar an input, the largest on top.

Sobol' indices are a filled bar, first order, within an outline, the total index. Where there are Shapley effects, which
add up to the whole even if inputs depend on each other, these are the bars, and marks give the two indices.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ...answer.statistics.marginal import Estimate
from ...language import counted_phrase, phrase
from ...show.digits import base_points
from ...show.reports.shares import percent
from ...units.number_format import rounded, significant, significant_digit
from .. import captions, coordinate_names, style
from ..ticks import quantity_axis
from .output_analysis import Explained, OutputAnalysis
from .rows import Column, Rows, fitting, most, rows, without

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: The heights of a bar and of what is filled in it, and how far whiskers lie from the middle, as shares of a row.
_OUTLINE, _FILLED, _APART = 0.64, 0.36, 0.25
#: Standard errors of a whisker: 95 % of normal ones.
_REACH = 1.96
#: The last digit of a share in percent, as a power of ten.
_TENTHS = -1
#: Inputs that the headline names, and the share from which it names them.
_NAMED, _LEAST = 3, 0.02


def height(shown: OutputAnalysis) -> float:
    """The height of the rows and the words around them [inches]."""
    words = statement(shown).lines().height + captions.HEADS
    return _rows(shown).height + words / style.POINTS


def statement(shown: OutputAnalysis) -> captions.Statement:
    """What is written around the bars."""
    drawn = _drawn(shown)
    marks = (
        phrase("Bars: Shapley effects, which add up to 100 %. Circles: first order. Diamonds: total.")
        if shown.has_effects
        else phrase("Filled: first order. Outline: total, which counts interactions too.")
    )
    rest = [each for each in shown.explained if each not in drawn]
    key = (marks, phrase("Whiskers: 95 % intervals."), _others(rest), without(shown.inert))
    mixed = phrase("Interactions: {share} of the variance.", share=percent(shown.interactions))
    words = *(() if shown.has_effects else (mixed,)), " ".join(filter(None, key))
    return shown.statement(_headline(shown), *words, count=base_points(shown.samples), design=shown.design)


def draw(shown: OutputAnalysis, ax: Axes) -> Axes:
    """Draw the bars on `ax`."""
    drawn, names = _drawn(shown), _rows(shown)
    style.bare(ax)
    beside = fitting(_columns(drawn), names)
    taken = sum(captions.column_width(*column) + captions.GAP for column in beside)
    quantity_axis(ax, _axis_name(shown), _ends(drawn), log=False, room=names.room(taken))
    names.draw(ax)
    for row, each in enumerate(drawn):
        (_draw_effect if each.shapley else _draw_indices)(each, ax, row)
    ax.axvline(0, color=style.GREY, lw=0.6, zorder=3)
    start = float(captions.GAP)
    for name, texts in beside:
        start = captions.write_column(ax, name, texts, start=start, right=True) + captions.GAP
    captions.write_statement(ax, statement(shown), above=captions.HEADS)
    return ax


def _drawn(shown: OutputAnalysis) -> list[Explained]:
    """The sets of inputs that have a bar; what screening put together comes last, if all others have one.

    Else "20 others together" would be read as all that has no bar.
    """
    together = [each for each in shown.explained if set(each.names) == set(shown.unscreened)]
    own = [each for each in shown.explained if each not in together]
    return own[: most()] + (together if len(own) <= most() else [])


def _rows(shown: OutputAnalysis) -> Rows:
    return rows([_name(shown, each) for each in _drawn(shown)])


def _name(shown: OutputAnalysis, each: Explained) -> str:
    if set(each.names) == set(shown.unscreened):
        return counted_phrase(len(each.names), "{count} others together", "{count} others together")
    return coordinate_names.of_inputs(each.names)


def _axis_name(shown: OutputAnalysis) -> str:
    if shown.scale == "log":
        return phrase("share of the variance of the logarithm of {output} (%)", output=shown.name)
    if shown.scale == "rank":
        return phrase("share of the variance of the rank of {output} (%)", output=shown.name)
    return phrase("share of the variance of {output} (%)", output=shown.name)


def _ends(drawn: Sequence[Explained]) -> tuple[float, float]:
    """The ends of the axis [%]: zero, or the whiskers below it, and a little beyond the last whisker."""
    shares = [share for each in drawn for share in (each.first, each.total, each.share)]
    low = min(0.0, *(100 * (share.value - _reach(share)) for share in shares))
    high = max(100 * (share.value + _reach(share)) for share in shares)
    return low, high + 0.03 * (high - low)


def _reach(share: Estimate) -> float:
    """Half the length of a whisker; none for an unknown error."""
    return _REACH * share.error if math.isfinite(share.error) else 0.0


def _draw_indices(each: Explained, ax: Axes, row: int) -> None:
    """A filled bar, first order, within an outline, total, each with its whisker."""
    ax.barh(row, 100 * each.total.value, height=_OUTLINE, fc=style.FAINT, ec=style.STRONG, lw=1.0, zorder=2)
    ax.barh(row, 100 * each.first.value, height=_FILLED, color=style.STRONG, lw=0, zorder=3)
    _whisker(ax, each.first, row)
    _whisker(ax, each.total, row + _APART)


def _draw_effect(each: Explained, ax: Axes, row: int) -> None:
    """A filled bar, the Shapley effect, and marks for first order above its middle and total below."""
    ax.barh(row, 100 * each.share.value, height=_OUTLINE, color=style.FAINT, ec=style.STRONG, lw=1.0, zorder=2)
    _whisker(ax, each.share, row)
    for share, marker, at in ((each.first, "o", row - _APART), (each.total, "D", row + _APART)):
        _whisker(ax, share, at)
        ax.plot(100 * share.value, at, marker, ms=4.2, mfc=style.PAPER, mec=style.INK, mew=0.9, zorder=6, clip_on=False)


def _whisker(ax: Axes, share: Estimate, at: float) -> None:
    ax.errorbar(100 * share.value, at, xerr=100 * _reach(share), fmt="none", ecolor=style.INK, elinewidth=0.9,
                capsize=1.6, capthick=0.9, zorder=5)  # fmt: skip


def _columns(drawn: Sequence[Explained]) -> list[Column]:
    """The numbers on the right, each column with its head."""
    of: dict[str, Callable[[Explained], Estimate]] = {
        phrase("first order, %"): lambda each: each.first,
        phrase("total, %"): lambda each: each.total,
    }
    if any(each.shapley for each in drawn):
        of = {phrase("Shapley, %"): lambda each: each.share, **of}
    return [(name, [_percent(share(each)) for each in drawn]) for name, share in of.items()]


def _percent(share: Estimate) -> str:
    """A share in percent, to the first digit of its error and no finer than a tenth."""
    error = 100 * share.error
    digit = _TENTHS if error == 0 or not math.isfinite(error) else max(_TENTHS, significant_digit(error, 1))
    return rounded(100 * share.value, digit)


def _headline(shown: OutputAnalysis) -> str:
    """The leading inputs with their shares: first-order indices, or Shapley effects."""
    of: Callable[[Explained], Estimate] = (lambda each: each.share) if shown.has_effects else (lambda each: each.first)
    own = [each for each in shown.explained if set(each.names) != set(shown.unscreened)]
    ordered = sorted(own, key=lambda each: -of(each).value)
    if len(ordered) == 1 and len(ordered[0].names) > 1:
        return phrase(
            "All inputs of {output} are drawn together: none has a share of its spread alone", output=shown.name
        )
    named = [each for each in ordered[:_NAMED] if of(each).value >= _LEAST] or ordered[:1]
    leading = ", ".join(f"{percent(of(each))}\u00a0{coordinate_names.of_inputs(each.names)}" for each in named)
    return phrase("Where the spread of {output} comes from: {inputs}", output=shown.name, inputs=leading)


def _others(rest: Sequence[Explained]) -> str:
    """A sentence on sets of inputs that have no bar."""
    count = sum(len(each.names) for each in rest)
    share = significant(100 * sum((each.shapley or each.first).value for each in rest), 2)
    if not count:
        return ""
    if any(each.shapley for each in rest):
        return counted_phrase(
            count,
            "{count} more input with Shapley effects of {share} % together.",
            "{count} more inputs with Shapley effects of {share} % together.",
            share=share,
        )
    return counted_phrase(
        count,
        "{count} more input with first-order shares of {share} % together.",
        "{count} more inputs with first-order shares of {share} % together.",
        share=share,
    )
