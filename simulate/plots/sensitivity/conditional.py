"""An output's intervals where an input is in the low, the middle or the high third of its values, a row an input."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...language import phrase
from ...show.digits import samples
from ...units import counted
from .. import captions, coordinate_names, style
from ..ticks import quantity_axis
from .output_analysis import OutputAnalysis
from .rows import Ends, Rows, more_shares, most, output_axis, quoted, rows, without

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Points of an interval, and where the three lie about the middle of a row, as shares of it.
_BAR, _OFFSETS = 5.0, (-0.26, 0.0, 0.26)
#: Points between an interval and what is written beside it.
_BESIDE = 4.0


@dataclass(frozen=True)
class _Row:
    """The quantiles (3 thirds, 3) of the output, given the third of an input."""

    name: str
    quantiles: NDArray[np.float64]


def height(shown: OutputAnalysis) -> float:
    """The height of the rows and the words around them [inches]."""
    return _names(_drawn(shown)).height + statement(shown).lines().height / style.POINTS


def statement(shown: OutputAnalysis) -> captions.Statement:
    """What is written around the intervals."""
    left = len(_rows(shown)) - len(_drawn(shown))
    marks = phrase(
        "From top to bottom: where the input is in the low, the middle and the high third of its values. "
        "Bars: 5 % to 95 % quantile. Circle: median."
    )
    key = (marks, more_shares(left), without(shown.inert))
    return shown.statement(_headline(shown), " ".join(filter(None, key)), count=samples(shown.table_samples))


def draw(shown: OutputAnalysis, ax: Axes) -> Axes:
    """Draw the intervals on `ax`."""
    drawn = _drawn(shown)
    names = _names(drawn)
    style.bare(ax)
    known = np.array([each.quantiles for each in drawn])
    top = [Ends(float(low), float(high), after=third)
           for (low, _, high), third in zip(drawn[0].quantiles, _thirds(), strict=True)]  # fmt: skip
    room = names.room()
    on = output_axis(top, room, low=float(known.min()), high=float(known.max()))
    quantity_axis(ax, shown.quantity, (on.low, on.high), log=on.log, room=room)
    names.draw(ax)
    for row, each in enumerate(drawn):
        _draw_row(each, ax, row)
    captions.write_statement(ax, statement(shown))
    return ax


def _thirds() -> tuple[str, str, str]:
    """What the three intervals of a row are called."""
    return phrase("low"), phrase("middle"), phrase("high")


def _draw_row(each: _Row, ax: Axes, row: int) -> None:
    """The three intervals; beside those of the first row, which third each is."""
    colours = (style.TINT, style.BETWEEN, style.DEEP)
    for (low, median, high), third, offset, colour in zip(each.quantiles, _thirds(), _OFFSETS, colours, strict=True):
        at = row + offset
        ax.plot([low, high], [at, at], color=colour, lw=style.scaled(_BAR), solid_capstyle="butt", zorder=2)
        ax.plot(median, at, "o", ms=style.scaled(3.6), mfc=style.PAPER, mec=style.INK, mew=0.8, zorder=5)
        if row == 0:
            _write(ax, third, (high, at))


def _write(ax: Axes, text: str, at: tuple[float, float]) -> None:
    ax.annotate(text, at, xytext=(_BESIDE, 0), textcoords="offset points", ha="left", va="center_baseline",
                fontsize=style.TINY, color=style.GREY, path_effects=style.halo(), zorder=7)  # fmt: skip


def _names(drawn: Sequence[_Row]) -> Rows:
    return rows([each.name for each in drawn])


def _drawn(shown: OutputAnalysis) -> list[_Row]:
    return _rows(shown)[: most()]


def _rows(shown: OutputAnalysis) -> list[_Row]:
    """The rows of inputs with a part in the output, in the order of their shares."""
    table: Any = shown.group("conditional")[shown.output].transpose("input", "tercile", "probability")
    by_name = dict(zip(map(str, table["input"].values), table.values, strict=True))
    names = sorted((name for name in by_name if name not in shown.inert), key=lambda name: shown.rank[name])
    return [_Row(coordinate_names.of_input(name), by_name[name]) for name in names]


def _headline(shown: OutputAnalysis) -> str:
    """The medians of the first row, in words."""
    first = _drawn(shown)[0]
    low, high = (float(first.quantiles[third, 1]) for third in (0, -1))
    numbers = quoted(low, high)
    median = " ".join(filter(None, (counted(numbers[0], shown.unit), shown.per)))
    return phrase(
        "Median {output}: {low} in the low third of {input}, {high} in the high third",
        output=shown.name,
        low=median,
        input=first.name,
        high=numbers[1],
    )
