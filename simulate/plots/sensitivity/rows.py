"""Plots with a row an input: the rows' names, how many there are, and the axis of the output with room for numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...language import counted_phrase, phrase
from ...show import digits
from .. import captions, coordinate_names, figure_format, style
from ..densities import density
from ..quantity_axis import QuantityAxis
from ..wording import MOST_NAMED

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: More rows are not drawn.
MOST = 20
#: The least distance of rows [points], and the share of a given height that rows have at least.
_PITCH, _OF_HEIGHT = 19.0, 0.36
#: The width to which names are broken [points], the height of a row and of a further line of its name [inches].
_NAME_WIDTH, _ROW, _LINE = 150.0, 0.33, 0.16
#: The share of a picture's width that names take at most, and one with a word that is longer.
_NAME_SHARE, _WORD_SHARE = 0.34, 0.42
#: All that is neither rows nor words [inches], and rows that a plot has room for at least.
_AROUND, _FEWEST = 0.42, 3
#: Points around the axes: beside the rows' names, and to the edges of the figure.
_BESIDE = 40.0
#: The least length of an axis beside columns of numbers [points].
_LEAST_ROOM = 90.0
#: The least margin beyond what is drawn, as a share of the axis, and points around a number.
_MARGIN, _APART = 0.02, 10.0

#: The head of a column of numbers, and a text a row.
Column = tuple[str, list[str]]


def most() -> int:
    """How many rows a picture has room for; fewer where its height is given."""
    height = figure_format.current().height
    if height is None:
        return MOST
    return max(3, min(MOST, int(_OF_HEIGHT * height * style.POINTS / style.scaled(_PITCH))))


@dataclass(frozen=True)
class Rows:
    """The names of rows, each broken into lines."""

    names: tuple[str, ...]

    @property
    def height(self) -> float:
        """The height of all rows [inches]."""
        return self._row * max(len(self.names), _FEWEST) + _AROUND

    @property
    def _row(self) -> float:
        return max(_ROW, _LINE * max(name.count("\n") + 2 for name in self.names))

    def room(self, beside: float = 0.0) -> float:
        """The length of the axis where `beside` points on the right are taken [points]."""
        widest = max(style.text_width(line, style.SMALL) for name in self.names for line in name.split("\n"))
        figure = figure_format.current().width * style.POINTS
        return float(max(figure - widest - beside - _BESIDE, style.POINTS))

    def draw(self, ax: Axes) -> None:
        """Write the names, the first on top, and lines between the rows' numbers."""
        ax.set_yticks(range(len(self.names)), list(self.names))
        ax.set_ylim(max(len(self.names), _FEWEST) - 0.4, -0.6)
        ax.grid(axis="x", color=style.GREY, alpha=0.2, lw=0.5)
        ax.set_axisbelow(True)


def rows(names: Sequence[str]) -> Rows:
    """Rows called by these names, which are shortened where the height of the picture is given."""
    found = figure_format.current()
    width = min(_NAME_WIDTH, found.width * style.POINTS * _NAME_SHARE)
    if found.height is not None:
        return Rows(tuple(style.shortened_apart([style.typeset(name) for name in names], width, style.SMALL)))
    longest = max((captions.longest_piece(name, style.SMALL) for name in names), default=0.0)
    width = max(width, min(longest, found.width * style.POINTS * _WORD_SHARE))
    broken = (captions.wrapped(name, width, style.SMALL) for name in names)
    return Rows(tuple("\n".join(lines) for lines in broken))


def fitting(found: Sequence[Column], names: Rows) -> list[Column]:
    """The first columns beside which the bars have enough room."""
    left = list(found)
    while left and names.room(sum(captions.column_width(*each) + captions.GAP for each in left)) < _LEAST_ROOM:
        left = left[:-1]
    return left


@dataclass(frozen=True)
class Ends:
    """The ends of what is drawn in a row, and the texts beside them."""

    low: float
    high: float
    before: str = ""
    after: str = ""


def output_axis(ends: Sequence[Ends], room: float, *, low: float, high: float) -> QuantityAxis:
    """The axis from `low` to `high` on which `ends` lie, with room for their texts on `room` points.

    It is logarithmic if positive values span a decade.
    """
    log = is_log(low, high)
    ends = [*ends, Ends(low, high)]
    if low == high:
        low, high = low - 0.1 * (abs(low) or 1.0), high + 0.1 * (abs(high) or 1.0)
    on = QuantityAxis(low, high, log)
    for each in 2 * list(ends):
        on = on.stretched(_missing(on.at(each.low), each.before, room), 0.0)
        on = on.stretched(0.0, _missing(1 - on.at(each.high), each.after, room))
    return on


def is_log(low: float, high: float) -> bool:
    """Whether an axis between these values is logarithmic."""
    return figure_format.current().is_log(low, usual=density.spans_a_decade(low, high, low))


def quoted(first: float, last: float) -> tuple[str, str]:
    """Two values of an output as a sentence quotes them: with as many digits as tell them apart.

    >>> quoted(20.034, 7.128), quoted(100_000.04, 100_000.2)
    (('20', '7.1'), ('100,000.04', '100,000.20'))
    """
    ascending = digits.quoted(sorted((first, last)), (0.0, 0.0))
    low, high = ascending
    return (low, high) if first <= last else (high, low)


def more_shares(count: int) -> str:
    """A sentence on further inputs, whose shares are smaller; empty if there are none.

    >>> more_shares(1), more_shares(2)
    ('1 more input with smaller shares.', '2 more inputs with smaller shares.')
    """
    if not count:
        return ""
    return counted_phrase(count, "{count} more input with smaller shares.", "{count} more inputs with smaller shares.")


def more_swings(count: int) -> str:
    """A sentence on further inputs, whose swings are smaller; empty if there are none."""
    if not count:
        return ""
    return counted_phrase(count, "{count} more input with smaller swings.", "{count} more inputs with smaller swings.")


def more_measurements(count: int) -> str:
    """A sentence on further measurements, which would narrow an interval less; empty if there are none."""
    if not count:
        return ""
    return counted_phrase(
        count, "{count} more input that would narrow it less.", "{count} more inputs that would narrow it less."
    )


def _missing(free: float, text: str, room: float) -> float:
    """How far an axis of `room` points must be stretched, as a share, for a text to fit into the `free` share of it."""
    wide = (style.text_width(style.typeset(text), style.SMALL) + _APART) / room if text else 0.0
    wide = min(max(_MARGIN, wide), 0.4)
    return max(0.0, wide - free) / (1 - wide)


def without(names: Sequence[str]) -> str:
    """A sentence on inputs that have no part in the output: named if they are few; empty if there are none.

    >>> without(["pue", "idle_power"]), without(["a", "b", "c", "d", "e"])
    ('Without effect: PUE, idle power.', '5 inputs have no effect.')
    """
    if not names:
        return ""
    if len(names) > MOST_NAMED:
        return counted_phrase(len(names), "{count} input has no effect.", "{count} inputs have no effect.")
    return phrase("Without effect: {inputs}.", inputs=", ".join(map(coordinate_names.of_input, names)))
