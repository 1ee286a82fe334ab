"""An output over its two strongest inputs: hexagons of samples, coloured by the median of the output in each.

An input of a few values has a strip for each instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...language import numeral, phrase
from ...problems import InvalidInput
from ...show.digits import samples
from ...units import many, readable
from .. import captions, coordinate_names, figure_format, style
from ..densities import density
from ..quantity_axis import QuantityAxis
from ..ticks import quantity_axis, upright_quantity_axis
from .output_analysis import OutputAnalysis

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Normalize

Floats = NDArray[np.float64]

#: Perceptually even, and the same to colour-blind readers.
COLOURS = "viridis"
#: Inches of the axes and what belongs to them.
_AXES = 4.1
#: The length of the axis, as a share of that of a plot of one quantity.
_ROOM = 0.86
#: The longest line of the name of the colour bar [points].
_LONGEST_NAME = 265.0
#: Quantiles of an input between which samples are drawn.
_WINDOW = (0.01, 0.99)
#: Samples of a cell at least, hexagons and cells along an axis, and the most values that have strips.
FEWEST, _HEXAGONS, _CELLS, _MOST_STRIPS = 4, 16, 14, 12
#: Rows of hexagons by columns: what makes them regular.
_FLATTER = 0.45
#: The colour bar: shares of the axes' width from their right edge and of its own, and colours.
_BAR_FROM, _BAR_WIDTH, _STEPS = 1.03, 0.035, 256


@dataclass(frozen=True)
class _Side:
    """An input with its draws (samples,) in the unit in which it is stated."""

    name: str
    unit: str
    draws: Floats

    @property
    def window(self) -> tuple[float, float]:
        """The values between which samples are drawn."""
        low, high = np.quantile(self.draws, _WINDOW).tolist()
        return (low, high) if low < high else (float(self.draws.min()), float(self.draws.max()))

    @property
    def is_log(self) -> bool:
        """Whether its axis is logarithmic: its draws are positive and span more than a decade."""
        return density.spans_a_decade(*self.window, float(self.draws.min()))

    @property
    def quantity(self) -> str:
        """The input with its unit."""
        unit = many(self.unit)
        return f"{self.name} ({unit})" if unit else self.name

    @property
    def strips(self) -> Floats | None:
        """Its values, ascending, if they are few."""
        values = np.unique(self.draws)
        return values if len(values) <= _MOST_STRIPS else None

    @property
    def edges(self) -> Floats:
        """The edges of cells along its axis: half-way between few values, else evenly apart."""
        if self.strips is not None:
            middle = (self.strips[1:] + self.strips[:-1]) / 2
            return np.concatenate([[2 * self.strips[0] - middle[0]], middle, [2 * self.strips[-1] - middle[-1]]])
        spaced = np.geomspace if self.is_log else np.linspace
        return np.asarray(spaced(*self.window, _CELLS + 1))

    @property
    def axis(self) -> QuantityAxis:
        """Its axis."""
        if self.strips is not None:
            return QuantityAxis(float(self.edges[0]), float(self.edges[-1]), log=False)
        return QuantityAxis(*self.window, self.is_log)


def height(shown: OutputAnalysis) -> float:
    """The height of the axes and the words around them [inches]."""
    return _AXES + statement(shown).lines().height / style.POINTS


def statement(shown: OutputAnalysis) -> captions.Statement:
    """What is written around the picture."""
    one, other = _sides(shown)
    cells = (
        phrase("Cells: the median of {count} samples or more; empty: fewer.", count=FEWEST)
        if _has_strips(one, other)
        else phrase("Hexagons: the median of {count} samples or more; empty: fewer.", count=FEWEST)
    )
    low, high = (f"{100 * probability:g}" for probability in _WINDOW)
    is_cut = one.strips is None or other.strips is None
    window = phrase("Axes: from {low} % to {high} % quantile.", low=low, high=high) if is_cut else ""
    headline = phrase(
        "{output} over the strongest inputs, {first} and {last}", output=shown.name, first=one.name, last=other.name
    )
    return shown.statement(headline, " ".join(filter(None, (cells, window))), count=samples(len(one.draws)))


def draw(shown: OutputAnalysis, ax: Axes) -> Axes:
    """Draw the picture on `ax`, with the colour bar on its right."""
    one, other = _sides(shown)
    values = _values(shown)
    style.bare(ax)
    inside = _inside(one) & _inside(other)
    of = (one.draws[inside], other.draws[inside], values[inside])
    cells = _draw_cells(ax, one, other, of) if _has_strips(one, other) else _draw_hexagons(ax, one, other, of)
    x, y = one.axis, other.axis
    quantity_axis(ax, one.quantity, (x.low, x.high), log=x.log, room=_ROOM * figure_format.current().room)
    upright_quantity_axis(ax, other.quantity, (y.low, y.high), log=y.log)
    _strip_ticks(ax, one, other)
    ax.spines["left"].set(visible=True, color=style.GREY)
    ax.tick_params(axis="y", colors=style.GREY, labelcolor=style.INK, length=3)
    _draw_colours(ax, shown, cells)
    captions.write_statement(ax, statement(shown))
    return ax


def _sides(shown: OutputAnalysis) -> tuple[_Side, _Side]:
    """The two strongest inputs that vary; raises InvalidInput if fewer do."""
    group: Any = shown.group("draws")
    found = zip(map(str, group["input"].values), map(str, group["unit"].values), group["inputs"].values, strict=True)
    varying = [
        (name, _Side(coordinate_names.of_input(name), readable(unit), np.asarray(draws, float)))
        for name, unit, draws in found
        if np.ptp(draws) > 0 and name in shown.rank and name not in shown.inert
    ]
    ordered = sorted(varying, key=lambda each: shown.rank[each[0]])
    if len(ordered) < 2:
        raise InvalidInput(f"output: {shown.output} varies with one input only, and a pair needs two; draw a tornado")
    return ordered[0][1], ordered[1][1]


def _values(shown: OutputAnalysis) -> Floats:
    return np.asarray(shown.group("draws")[shown.output].values, float)


def _inside(side: _Side) -> NDArray[np.bool_]:
    low, high = (-np.inf, np.inf) if side.strips is not None else side.window
    return np.asarray((side.draws >= low) & (side.draws <= high))


def _has_strips(one: _Side, other: _Side) -> bool:
    return one.strips is not None or other.strips is not None


def _draw_hexagons(ax: Axes, one: _Side, other: _Side, of: tuple[Floats, Floats, Floats]) -> Any:
    x, y, values = of
    return ax.hexbin(
        x,
        y,
        values,
        gridsize=(_HEXAGONS, round(_HEXAGONS * _FLATTER)),
        xscale="log" if one.is_log else "linear",
        yscale="log" if other.is_log else "linear",
        reduce_C_function=np.median,
        mincnt=FEWEST,
        cmap=COLOURS,
        edgecolors="face",
        linewidths=0.2,
        zorder=2,
    )


def _draw_cells(ax: Axes, one: _Side, other: _Side, of: tuple[Floats, Floats, Floats]) -> Any:
    x, y, values = of
    at = [np.clip(np.searchsorted(side.edges, draws, side="right") - 1, 0, len(side.edges) - 2)
          for side, draws in ((one, x), (other, y))]  # fmt: skip
    medians = np.full((len(other.edges) - 1, len(one.edges) - 1), np.nan)
    for column, row in np.ndindex(medians.T.shape):
        here = values[(at[0] == column) & (at[1] == row)]
        if len(here) >= FEWEST:
            medians[row, column] = np.median(here)
    return ax.pcolormesh(one.edges, other.edges, np.ma.masked_invalid(medians), cmap=COLOURS,
                         edgecolors=style.PAPER, linewidth=0.4, zorder=2)  # fmt: skip


def _strip_ticks(ax: Axes, one: _Side, other: _Side) -> None:
    """Label the values of an input that has strips."""
    for axis, side in ((ax.xaxis, one), (ax.yaxis, other)):
        if side.strips is not None:
            axis.set_ticks(side.strips.tolist(), [style.typeset(numeral(f"{value:.6g}")) for value in side.strips])


def _draw_colours(ax: Axes, shown: OutputAnalysis, cells: Any) -> None:
    """Colour the cells, and draw the bar that says what the colours mean."""
    from matplotlib.colors import LogNorm, Normalize

    medians = np.ma.compressed(cells.get_array())
    low, high = float(medians.min()), float(medians.max())
    if low == high:
        low, high = low - 0.1 * (abs(low) or 1.0), high + 0.1 * (abs(high) or 1.0)
    log = shown.scale == "log" and low > 0
    norm: Normalize = LogNorm(low, high) if log else Normalize(low, high)
    cells.set_norm(norm)
    bar = ax.inset_axes((_BAR_FROM, 0.0, _BAR_WIDTH, 1.0))
    on = QuantityAxis(low, high, log)
    edges = np.array([on.value(share) for share in np.linspace(0, 1, _STEPS + 1)])
    edges[[0, -1]] = low, high
    upright_quantity_axis(
        bar, phrase("median {quantity}", quantity=shown.quantity), (low, high), log=log, longest=_LONGEST_NAME
    )
    bar.pcolormesh([0, 1], edges, ((edges[1:] + edges[:-1]) / 2)[:, None], cmap=COLOURS, norm=norm)
    bar.set_xticks([])
    bar.yaxis.tick_right()
    bar.yaxis.set_label_position("right")
    bar.tick_params(axis="y", colors=style.GREY, labelcolor=style.INK, labelsize=style.SMALL, length=3)
    bar.spines[:].set_visible(False)
