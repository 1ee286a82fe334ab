"""What measuring an input would buy: a bar a measurement, as long as the 90 % interval is expected to be after it.

The outline is the interval now; the measurement that narrows it most is on top.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...language import phrase
from ...units import one
from ...units.number_format import significant
from .. import captions, style
from ..ticks import quantity_axis
from .measured_output import MeasuredOutput, Narrowing
from .rows import Column, Rows, fitting, more_measurements, most, rows

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Heights of the bar and of the outline, in rows, and standard errors of a whisker.
_FILLED, _OUTLINE, _REACH = 0.4, 0.66, 1.96
#: A narrowing below this share is none that a reader would notice.
_SLIGHT = 0.01
#: The margin at the end of the axis, as a share of it.
_MARGIN = 0.03


def height(shown: MeasuredOutput) -> float:
    """The height of the rows and the words around them [inches]."""
    words = statement(shown).lines().height + captions.HEADS
    return _rows(shown).height + words / style.POINTS


def statement(shown: MeasuredOutput) -> captions.Statement:
    """What is written around the bars."""
    marks = phrase("Filled: expected after the measurement. Outline: now. Whiskers: 95 % intervals.")
    left = more_measurements(len(shown.narrowings) - len(_drawn(shown)))
    return shown.statement(headline(shown), " ".join(filter(None, (marks, left))))


def headline(shown: MeasuredOutput) -> str:
    """What the best measurement of one input buys."""
    known = [each for each in shown.narrowings if each.is_known and each.draws == 1]
    if not known or 1 - known[0].share.value < _SLIGHT:
        return phrase(
            "No single measurement is known to narrow the 90 % interval of {output} by more than {share} %",
            output=shown.name,
            share=f"{100 * _SLIGHT:g}",
        )
    best = known[0]
    return phrase(
        "Measuring {input} {accuracy} would narrow the 90 % interval of {output} from {now} to {after}",
        input=best.name,
        accuracy=best.accuracy,
        output=shown.name,
        now=shown.stated(),
        after=shown.stated(best.share.value),
    )


def draw(shown: MeasuredOutput, ax: Axes) -> Axes:
    """Draw the bars on `ax`."""
    drawn, names = _drawn(shown), _rows(shown)
    style.bare(ax)
    beside = fitting(_columns(drawn), names)
    taken = sum(captions.column_width(*column) + captions.GAP for column in beside)
    quantity_axis(ax, _axis_name(shown), _ends(shown, drawn), log=shown.is_log, room=names.room(taken))
    names.draw(ax)
    for row, each in enumerate(drawn):
        _draw_row(shown, each, ax, row)
    start = float(captions.GAP)
    for name, texts in beside:
        start = captions.write_column(ax, name, texts, start=start, right=True) + captions.GAP
    captions.write_statement(ax, statement(shown), above=captions.HEADS)
    return ax


def _draw_row(shown: MeasuredOutput, each: Narrowing, ax: Axes, row: int) -> None:
    start = 1.0 if shown.is_log else 0.0
    now = shown.width() - start
    ax.barh(row, now, left=start, height=_OUTLINE, fc=style.FAINT, ec=style.STRONG, lw=1.0, zorder=2)
    if not each.is_known:
        return
    width, (low, high) = shown.width(each.share.value), _whisker(shown, each)
    ax.barh(row, width - start, left=start, height=_FILLED, color=style.STRONG, lw=0, zorder=3)
    ax.errorbar(width, row, xerr=[[width - low], [high - width]], fmt="none", ecolor=style.INK, elinewidth=0.9,
                capsize=1.6, capthick=0.9, zorder=5)  # fmt: skip


def _whisker(shown: MeasuredOutput, each: Narrowing) -> tuple[float, float]:
    """The ends of the 95 % interval of the expected width; both at it for an unknown error."""
    share, reach = each.share.value, _REACH * each.share.error
    reach = reach if math.isfinite(reach) else 0.0
    return shown.width(max(share - reach, 0.0)), shown.width(share + reach)


def _ends(shown: MeasuredOutput, drawn: Sequence[Narrowing]) -> tuple[float, float]:
    """The ends of the axis: no width at all, and a little beyond the last whisker."""
    last = max([shown.width(), *(_whisker(shown, each)[1] for each in drawn if each.is_known)])
    return (1.0, float(last ** (1 + _MARGIN))) if shown.is_log else (0.0, last * (1 + _MARGIN))


def _axis_name(shown: MeasuredOutput) -> str:
    if shown.is_log:
        return phrase("90 % interval of {output}: high end over low end", output=shown.name)
    if not shown.unit:
        return phrase("width of the 90 % interval of {output}", output=shown.name)
    return phrase("width of the 90 % interval of {output} ({unit})", output=shown.name, unit=one(shown.unit))


def _columns(drawn: Sequence[Narrowing]) -> list[Column]:
    """The numbers on the right, each column with its head."""
    return [
        (phrase("narrower by"), [_narrower(each) for each in drawn]),
        (phrase("measured"), [each.accuracy for each in drawn]),
    ]


def _narrower(each: Narrowing) -> str:
    """By which share the interval is narrower; one within its error of 0 is ``0 %``."""
    if not each.is_known:
        return phrase("unknown")
    share = 1 - each.share.value
    return phrase("{number} %", number=significant(100 * share, 2) if share > 2 * each.share.error else "0")


def _drawn(shown: MeasuredOutput) -> tuple[Narrowing, ...]:
    return shown.narrowings[: most()]


def _rows(shown: MeasuredOutput) -> Rows:
    return rows([each.name for each in _drawn(shown)])
