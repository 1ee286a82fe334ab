"""A gap drawn: from the lower scenario to the higher one, factor by factor, on a logarithmic axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..answer.identity import versions
from ..answer.subject import substance
from ..comparing.explained import Gap, Share
from ..language import counted_phrase, output_name, phrase
from ..show import citations, labels
from ..show.digits import samples
from ..show.reports import gap as report
from ..units import counted, readable
from ..units.number_format import significant
from . import captions, coordinate_names, figure_format, style, wording
from .quantity_axis import QuantityAxis
from .ticks import quantity_axis

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Inches of a row, and of what is around the rows beside words.
_ROW, _AROUND = 0.34, 0.55
#: Points of a bar and of an interval's line; the share of a row by which the line is below the middle.
_BAR, _LINE, _BELOW = 11.0, 1.2, 0.33
#: Half of a bar's width, as a share of a row.
_HALF = 0.19
#: More causes than these are one row.
_MOST = 14
_EDGE = 0.04


@dataclass(frozen=True)
class _Step:
    """A cause of the gap: its name, the outputs before and after it at nominal values, and its factor."""

    name: str
    before: float
    after: float
    share: Share | None

    @property
    def ends(self) -> tuple[float, float] | None:
        """The ends of the interval of the output after it, from the nominal one before it; None without."""
        if not self.share or not self.share.low or not self.share.high or self.share.is_idle:
            return None
        return self.before * self.share.low.value, self.before * self.share.high.value


def height(found: Gap) -> float:
    """The height of the rows and the words around them [inches]."""
    lines = statement(found).lines()
    return _AROUND + (lines.height + captions.HEADS) / style.POINTS + _ROW * (len(_steps(ascending(found))) + 2)


def ascending(found: Gap) -> Gap:
    """The gap from the lower scenario to the higher one."""
    return found if found.ratio >= 1 else found.inverted()


def statement(found: Gap) -> captions.Statement:
    """What is written around the waterfall."""
    shown = ascending(found)
    names = [source for side in (shown.first, shown.second) for source in side.subject.sources]
    computed = wording.computed(versions()["carbonspan"], samples(found.samples), found.seed, "")
    key = phrase(
        "Bars: factors at nominal values, each from where the one before ends; blue raises, orange lowers. "
        "Thin lines: their 90 % credible intervals, over what is uncertain."
    )
    sentences = (report.expected(shown), key)
    headline = report.comparison(shown).replace(" [", "\u00a0[")
    return captions.Statement(headline, sentences, citations.cited(names), computed)


def draw(found: Gap, ax: Axes) -> Axes:
    """Draw the waterfall on `ax`, the lower scenario on top."""
    shown = ascending(found)
    steps = _steps(shown)
    first, last = shown.values
    style.bare(ax)
    names = [shown.first.name, *(each.name for each in steps), shown.second.name]
    axis = _axis(steps, (first, last), shown)
    room = max(figure_format.current().width * style.POINTS - _beside(names, steps, shown), style.POINTS)
    quantity_axis(ax, _quantity(shown), (axis.low, axis.high), log=True, room=room)
    ax.grid(axis="x", color=style.GREY, alpha=0.2, lw=0.5)
    ax.set_axisbelow(True)
    unit = shown.first.unit
    for row, value in ((0, first), (len(names) - 1, last)):
        ax.plot(unit.from_base(value), row, "D", ms=6.5, mfc=style.INK, mec=style.INK, zorder=4)
    ax.plot([unit.from_base(first)] * 2, [_HALF, 1 - _HALF], color=style.GREY, lw=0.7, zorder=1)
    for row, each in enumerate(steps, 1):
        _draw_step(each, ax, row, shown)
    ax.set_yticks(range(len(names)), [style.typeset(name) for name in names])
    ax.set_ylim(len(names) - 0.4, -0.6)
    times, intervals = _columns(steps, shown)
    end = captions.write_column(ax, phrase("nominal"), times, start=captions.GAP, right=True)
    captions.write_column(ax, phrase("{level} % interval", level="90"), intervals, start=end + captions.GAP)
    captions.write_statement(ax, statement(found), above=captions.HEADS)
    return ax


def described(found: Gap) -> str:
    """The picture in words, for screen readers."""
    return f"{phrase('A waterfall of factors on a logarithmic axis.')} {report.sentence(ascending(found))}"


def _steps(shown: Gap) -> list[_Step]:
    """The causes of the gap in the order of the report, each from where the one before ends."""
    causes: list[tuple[str, Share]] = (
        [(coordinate_names.of_input(each.name), each.share) for each in shown.inputs if not each.share.is_idle]
        if shown.one_model
        else [(report.spoken(each.name), each.share) for each in shown.factors]
    )
    found: list[_Step] = []
    value = shown.values[0]
    for cause, share in causes[:_MOST]:
        found.append(_Step(cause, value, value * share.nominal, share))
        value *= share.nominal
    if left := causes[_MOST:]:
        found.append(
            _Step(
                counted_phrase(len(left), "{count} other", "{count} others"),
                value,
                value * math.prod(each.nominal for _, each in left),
                None,
            )
        )
    return found


def _axis(steps: Sequence[_Step], ends: tuple[float, float], shown: Gap) -> QuantityAxis:
    values = [*ends, *(end for each in steps for end in (each.before, each.after, *(each.ends or ())))]
    unit = shown.first.unit
    low, high = unit.from_base(min(values)), unit.from_base(max(values))
    if low == high:
        low, high = low / 2, high * 2
    return QuantityAxis(low, high, log=True).stretched(_EDGE, _EDGE)


def _draw_step(each: _Step, ax: Axes, row: int, shown: Gap) -> None:
    """The bar of a factor, the interval below it, and the line from where it ends to the next row."""
    unit = shown.first.unit
    before, after = unit.from_base(each.before), unit.from_base(each.after)
    colour = style.STRONG if after >= before else style.OTHER
    if before != after:
        ax.plot([before, after], [row, row], color=colour, lw=_bar(), solid_capstyle="butt", zorder=2)
    ax.plot([after, after], [row + _HALF, row + 1 - _HALF], color=style.GREY, lw=0.7, zorder=1)
    if each.ends:
        ends = [unit.from_base(end) for end in each.ends]
        ax.plot(ends, [row + _BELOW] * 2, color=style.INK, lw=_LINE, solid_capstyle="butt", zorder=3)


def _bar() -> float:
    """The width of a bar [points], narrower where the height of the picture is given."""
    height = figure_format.current().height
    return _BAR if height is None else min(_BAR, 1.9 * height)


def _columns(steps: Sequence[_Step], shown: Gap) -> tuple[list[str], list[str]]:
    """The numbers beside the rows: each scenario's output, and each factor with its interval."""
    unit = shown.first.unit
    first, last = (counted(significant(unit.from_base(value), 3), readable(unit.text)) for value in shown.values)
    times = [first, *(f"× {report.times(each.after / each.before)}" for each in steps), last]
    whole = report.ends(shown.share) if shown.share.low and shown.share.high else ""
    return times, ["", *(report.ends(each.share) if each.ends and each.share else "" for each in steps), whole]


def _beside(names: Sequence[str], steps: Sequence[_Step], shown: Gap) -> float:
    """The width of the names and the numbers beside the axis [points]."""
    columns: Any = (names, *_columns(steps, shown))
    return sum(max(style.text_width(style.typeset(text), style.SMALL) for text in each) for each in columns) + 80.0


def _quantity(shown: Gap) -> str:
    """The output with its unit: ``emissions (t CO2e a day)``."""
    side = shown.first
    of = substance(side.scenario, side.quantity)
    unit = readable(labels.of_substance(side.unit.text, of))
    return wording.quantity(
        output_name(labels.spoken(shown.second.output)), unit, labels.functional_unit(side.subject.per)
    )
