"""A tornado: how far an output swings as each input goes from its 5 % to its 95 % quantile, the widest swing on top.

The bar is the swing with all other inputs at their nominal values; the thin bar below it that of the median with all
others at random.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ...language import phrase
from ...show.digits import compared, samples
from ...units import counted, many, readable
from .. import captions, coordinate_names, style
from ..quantity_axis import QuantityAxis
from ..ticks import quantity_axis
from .output_analysis import Names, OutputAnalysis
from .rows import Ends, Rows, is_log, more_swings, most, output_axis, quoted, rows, without

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Points of the bar and of the thin one; how far they lie from the middle of the row, as shares of it.
_BAR, _THIN, _ABOVE, _BELOW = 8.0, 3.5, 0.14, 0.24
#: Points by which a white circle is wider than a black one, so that it is seen around it.
_RING = 1.6
#: Points between an end and its number.
_BESIDE = 6.0

#: Ends of a bar that differ by less than this share of their size are equal but for rounding.
_ROUNDING = 1e-9

_Pair = tuple[float, float]


@dataclass(frozen=True)
class _Row:
    """The swing of an input: its own values at both ends, and the output there, others nominal and at random."""

    names: Names
    unit: str
    values: _Pair
    nominal: _Pair
    random: _Pair

    @property
    def name(self) -> str:
        """The input with its unit."""
        unit = many(self.unit)
        return coordinate_names.of_inputs(self.names) + (f" ({unit})" if unit else "")

    @property
    def is_rising(self) -> bool:
        """Whether the number of the input's low end is on the left."""
        low, high = self.nominal if self.nominal[0] != self.nominal[1] else self.random
        return low <= high

    @property
    def colours(self) -> tuple[str, str]:
        """The colour of the bar and of the thin bar, by whether the output rises with the input, falls, or neither."""
        of = {
            1: (style.STRONG, style.TINT),
            -1: (style.OTHER, style.OTHER_TINT),
            0: (style.GREY, style.NEUTRAL),
        }
        bar, thin = (of[int(np.sign(high - low))] for low, high in (self.nominal, self.random))
        return bar[0], thin[1]

    @property
    def ends(self) -> Ends:
        """The ends of the bar, and the numbers beside them."""
        apart = self.values[1] - self.values[0]
        numbers = [compared(value, apart) for value in self.values]
        before, after = numbers if self.is_rising else reversed(numbers)
        return Ends(min(self.nominal), max(self.nominal), before, after)


def height(shown: OutputAnalysis) -> float:
    """The height of the rows and the words around them [inches]."""
    return _names(_drawn(shown)).height + statement(shown).lines().height / style.POINTS


def statement(shown: OutputAnalysis) -> captions.Statement:
    """What is written around the tornado."""
    left = len(_rows(shown)) - len(_drawn(shown))
    marks = phrase(
        "Open circle: the input at its 5 % quantile. Filled circle: at its 95 % quantile. Bar: others at nominal "
        "values. Thin bar: median, others at random. Blue rises with the input, orange falls."
    )
    dashed = phrase("Dashed: all at nominal values.") if _nominal(shown) is not None else ""
    key = (marks, dashed, more_swings(left), without(shown.inert))
    return shown.statement(_headline(shown), " ".join(filter(None, key)), count=samples(shown.table_samples))


def draw(shown: OutputAnalysis, ax: Axes) -> Axes:
    """Draw the tornado on `ax`."""
    drawn = _drawn(shown)
    names = _names(drawn)
    style.bare(ax)
    on = _axis(drawn, _nominal(shown), names.room())
    quantity_axis(ax, shown.quantity, (on.low, on.high), log=on.log, room=names.room())
    names.draw(ax)
    for row, each in enumerate(drawn):
        _draw_row(each, ax, row)
    nominal = _nominal(shown)
    if nominal is not None:
        ax.axvline(nominal, color=style.NOMINAL, lw=1.2, ls=(0, (4, 2)), zorder=1)
    captions.write_statement(ax, statement(shown))
    return ax


def _axis(drawn: Sequence[_Row], nominal: float | None, room: float) -> QuantityAxis:
    low, high = _range(drawn)
    if nominal is not None:
        low, high = min(low, nominal), max(high, nominal)
    return output_axis([each.ends for each in drawn], room, low=low, high=high)


def _draw_row(each: _Row, ax: Axes, row: int) -> None:
    bar, thin = each.colours
    ax.plot(each.random, [row + _BELOW] * 2, color=thin, lw=style.scaled(_THIN), solid_capstyle="butt", zorder=2)
    ax.plot(each.nominal, [row - _ABOVE] * 2, color=bar, lw=style.scaled(_BAR), solid_capstyle="butt", zorder=3)
    for values, at, size in ((each.nominal, row - _ABOVE, 4.2), (each.random, row + _BELOW, 2.6)):
        for value, fill, wider in zip(values, (style.PAPER, style.INK), (_RING, 0.0), strict=True):
            ax.plot(value, at, "o", ms=size + wider, mfc=fill, mec=style.INK, mew=0.8, zorder=5)
    ends = each.ends
    for value, text, right in ((ends.low, ends.before, False), (ends.high, ends.after, True)):
        ax.annotate(style.typeset(text), (value, row - _ABOVE), xytext=(_BESIDE if right else -_BESIDE, 0),
                    textcoords="offset points", ha="left" if right else "right", va="center_baseline",
                    fontsize=style.SMALL, color=style.INK, path_effects=style.halo(), zorder=7)  # fmt: skip


def _names(drawn: Sequence[_Row]) -> Rows:
    return rows([each.name for each in drawn])


def _drawn(shown: OutputAnalysis) -> list[_Row]:
    """The rows that are drawn: of inputs with a part in the output, the widest swing on top."""
    return _rows(shown)[: most()]


def _rows(shown: OutputAnalysis) -> list[_Row]:
    found = [each for each in _all(shown) if not set(each.names) <= set(shown.inert)]
    found = [each for each in found if np.isfinite([*each.nominal, *each.random]).all()]
    log = bool(found) and is_log(*_range(found))
    return sorted(found, key=lambda each: -_width(each.nominal, log=log))


def _range(found: Sequence[_Row]) -> tuple[float, float]:
    """The lowest and the highest end of all bars."""
    ends = [end for each in found for end in (*each.nominal, *each.random)]
    return min(ends), max(ends)


def _width(pair: _Pair, *, log: bool) -> float:
    low, high = np.log(pair) if log else pair
    return float(abs(high - low))


def _all(shown: OutputAnalysis) -> list[_Row]:
    group: Any = shown.group("tornado")
    inputs = zip(
        map(str, group["input"].values),
        map(str, group["unit"].values),
        group["value"].values.tolist(),
        group[shown.output].sel(others="nominal").values.tolist(),
        group[shown.output].sel(others="random").values.tolist(),
        strict=True,
    )
    return [
        _Row(tuple(label.split(", ")), readable(unit), tuple(values), _unrounded(nominal), tuple(random))
        for label, unit, values, nominal, random in inputs
    ]


def _unrounded(pair: Sequence[float]) -> _Pair:
    """Both ends of a bar; one twice if they differ by rounding alone."""
    low, high = pair
    return (low, low) if abs(high - low) <= _ROUNDING * max(abs(low), abs(high)) else (low, high)


def _nominal(shown: OutputAnalysis) -> float | None:
    """The output where all inputs are at their nominal values, if the analysis holds it."""
    variables = shown.group("tornado").data_vars
    name = f"{shown.output}_nominal"
    return float(variables[name]) if name in variables else None


def _headline(shown: OutputAnalysis) -> str:
    """The widest swing, in words."""
    widest = _drawn(shown)[0]
    if widest.nominal[0] == widest.nominal[1]:
        return phrase("{output}: no swing, others at nominal values", output=shown.name)
    low, high = quoted(*widest.nominal)
    first, last = (compared(value, widest.values[1] - widest.values[0]) for value in widest.values)
    swing = " ".join(filter(None, (counted(high, shown.unit), shown.per)))
    return phrase(
        "Widest swing of {output}: {low} to {high}, with {input} from {first} to {last}",
        output=shown.name,
        low=low,
        high=swing,
        input=coordinate_names.of_inputs(widest.names),
        first=first,
        last=counted(last, widest.unit),
    )
