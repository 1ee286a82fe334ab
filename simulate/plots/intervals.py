"""One answer drawn: its density, shaded by its intervals, the intervals as bars below it, and the nominal figure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..answer.enough_samples import nominal_percentile
from ..answer.statistics.marginal import Bins
from ..show import labels
from ..show.digits import compared
from ..units import counted
from ..units.number_format import significant
from . import captions, density, figure_format, style
from .plot_data import Panel
from .published import mark, published
from .quantity_axis import QuantityAxis
from .ticks import alike, quantity_axis

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Inches of the axes and what belongs to them, and the least.
_AXES, _LOWEST = 2.85, 0.7
#: Shares of the axis: bars below the density, room for names above it, and beside the widest interval's ends.
_BARS, _NAMES, _MARGIN = 0.30, 0.22, 0.10
_MOST_BARS = 0.5
#: The least height of a bar's row and of the room for names, in heights of their type.
_ROW_HEIGHT, _NAMES_HEIGHT = 1.3, 2.7
#: How far the axis may be stretched to reach the nominal value, as a share of its length.
_STRETCH = 0.45
#: Between a mark and its name, and around a number beside the axis, in points.
_BESIDE, _AROUND = 4, 10
#: How far an even axis goes beyond the widest interval at most, in widths of it.
_LONGEST = 1.0
_MOST_HEIGHTS = 5
#: How far single values rise above a density, so that what is written beside them is not over it.
_ABOVE = 1.3
_SHOWN = (0.0005, 0.995)
_SHOWN_LOG = (0.0005, 0.9995)


def stage(panel: Panel) -> QuantityAxis:
    """The axis on which a panel shows best: all but thin tails, room for labels, the nominal value if it is near."""
    low, high = (end.value for end in panel.ends[-1])
    usual = density.spans_a_decade(low, high, panel.marginal.minimum)
    log = figure_format.current().is_log(panel.marginal.minimum, usual=usual)
    found = _with_margins(_shown(panel, low, high, log=log), panel)
    found = _with_margins(_with_nominal(found, panel.marginal.nominal), panel)
    if not log and found.low < 0.3 * found.high and panel.marginal.minimum >= 0:
        return _with_margins(QuantityAxis(0.0, found.high, log), panel)
    return found


def _shown(panel: Panel, low: float, high: float, *, log: bool) -> QuantityAxis:
    """The axis that shows all but thin tails beyond the ends of the widest interval; an even one cuts long ones."""
    reach = math.inf if log else _LONGEST * (high - low)
    first, last = density.quantile(panel.marginal.bins, np.array(_SHOWN_LOG if log else _SHOWN)).tolist()
    start = max(panel.marginal.minimum, min(first, low), low - reach)
    end = min(panel.marginal.maximum, max(last, high), high + reach)
    if start == end:
        start, end = start - (abs(start) or 1) * 0.1, end + (abs(end) or 1) * 0.1
    return QuantityAxis(start, end, log)


def height(panel: Panel) -> float:
    """The height of the density, its bars and the words around them, in inches."""
    return _AXES + captions.words([panel]).height / style.POINTS


def draw(panel: Panel, ax: Axes) -> Axes:
    """Draw one panel on `ax`."""
    on = stage(panel)
    style.bare(ax)
    quantity_axis(ax, panel.quantity, (on.low, on.high), log=on.log)
    peak = _draw_values(panel, ax, on)
    bars, names = _shares(panel)
    ax.set_ylim(-peak * bars / (1 - bars - names), peak * (1 + names / (1 - bars - names)))
    style.place_height_label(ax, 1 - names - (1 - bars - names) / 2)
    _draw_bars(panel, ax, on, peak * bars / (1 - bars - names))
    _draw_marks(panel, ax, on, peak, room=peak * names / (1 - bars - names))
    captions.write(ax, [panel])
    return ax


def _shares(panel: Panel) -> tuple[float, float]:
    """The shares of the axis for the bars below the density and for the names above it: more where it is low."""
    height = figure_format.current().height
    axes = _AXES if height is None else height - captions.words([panel]).height / style.POINTS
    line = style.SMALL / style.POINTS / max(axes, _LOWEST)
    rows = len(panel.ends) + len(published(panel))
    bars, names = _ROW_HEIGHT * line * (rows + 0.6), _NAMES_HEIGHT * line
    usual = _BARS * (rows + 0.6) / (len(panel.ends) + 0.6)
    return min(max(usual, bars), _MOST_BARS), min(max(_NAMES, names), 0.35)


def _draw_values(panel: Panel, ax: Axes, on: QuantityAxis) -> float:
    """The density, or the probabilities of a few values; returns the peak."""
    single = density.atoms(panel.marginal.bins)
    if single is None:
        return _draw_density(panel, ax, on)
    values, probabilities = single
    ax.vlines(
        np.clip(values, panel.marginal.minimum, panel.marginal.maximum),
        0,
        probabilities,
        color=style.STRONG,
        lw=5,
        zorder=3,
    )
    return _height_axis(ax, float(probabilities.max()), "probability", percent=True)


def _draw_density(panel: Panel, ax: Axes, on: QuantityAxis) -> float:
    single, rest = density.split(panel.marginal.bins)
    x, y = density.curve(rest, on.low, on.high, log=on.log)
    y *= rest.counts.sum() / panel.marginal.samples
    ax.fill_between(x, y, color=style.PALE, lw=0, zorder=1)
    pairs = list(zip(panel.ends, style.tints(len(panel.ends)), strict=True))
    for (low, high), tint in reversed(pairs):
        inside = np.linspace(*(max(low.value, on.low), min(high.value, on.high)), 400)
        inside = np.union1d(x[(x >= low.value) & (x <= high.value)], inside[[0, -1]])
        ax.fill_between(inside, np.interp(inside, x, y), color=tint, lw=0, zorder=2)
    ax.plot(x, y, color=style.INK, lw=1.1, zorder=4, solid_joinstyle="round")
    peak = _density_axis(panel, ax, float(y.max()) * (_ABOVE if len(single.counts) else 1), log=on.log)
    _draw_atoms(panel, ax, single, peak)
    return peak


def _density_axis(panel: Panel, ax: Axes, peak: float, *, log: bool) -> float:
    name, size = height_name(panel, peak, log=log)
    return _height_axis(ax, peak, name, size=size)


def height_name(panel: Panel, peak: float, *, log: bool) -> tuple[str, float]:
    """What the heights of a density up to `peak` are, and the amount of the quantity that they are per."""
    if log:
        return "probability per decade", 1.0
    size = _step(peak)
    per = panel.unit if size == 1 and panel.unit else counted(significant(size, 6), panel.unit)
    return f"probability per {per}", size


def _draw_atoms(panel: Panel, ax: Axes, single: Bins, peak: float) -> None:
    """Draw single values of many samples: a stem each, as high as the axis, with its probability beside it."""
    for value, count in zip(single.low, single.counts, strict=True):
        ax.vlines(value, 0, peak, color=style.STRONG, lw=5, zorder=3)
        probability = f"{significant(100 * count / panel.marginal.samples, 2)} % at {significant(value, 3)}"
        height = 0.9 * peak
        _write(ax, _Mark(value, height, probability, style.INK), (value, height), rightwards=True)


def _step(peak: float) -> float:
    """The amount of the quantity that heights are per: a power of 1000 that brings the peak between 0.001 and 1."""
    return float(1000.0 ** -math.ceil(math.log(peak, 1000)))


def _height_axis(ax: Axes, peak: float, name: str, *, size: float = 1.0, percent: bool = False) -> float:
    """Label round heights with faint lines; the last, at the `peak` or just above, is returned.

    Heights are per `size` of the quantity.
    """
    ticks = round_heights(peak)
    ax.hlines(ticks, 0, 1, transform=ax.get_yaxis_transform(), color=style.GREY, alpha=0.25, lw=0.5, zorder=0)
    said = alike([tick * size for tick in ticks])
    ax.set_yticks(ticks, [f"{100 * tick:.10g} %" for tick in ticks] if percent else said)
    ax.axhline(0, color=style.GREY, lw=0.6, zorder=3)
    ax.set_ylabel(style.typeset(name), fontsize=style.SMALL, color=style.GREY)
    return ticks[-1]


def round_heights(peak: float) -> list[float]:
    """Two to five round heights, the last of which is the first not below `peak` and lies closest to it."""
    decade = 10.0 ** math.floor(math.log10(peak))
    steps = [head * decade * scale for scale in (0.1, 1) for head in (1, 2, 2.5, 5)]
    counted = {step: math.ceil(peak / step * (1 - 1e-9)) for step in steps}
    fitting = [step for step in steps if 2 <= counted[step] <= _MOST_HEIGHTS]
    step = min(fitting, key=lambda each: (round(each * counted[each] / peak, 2), -each))
    return [step * (number + 1) for number in range(counted[step])]


def _draw_bars(panel: Panel, ax: Axes, on: QuantityAxis, room: float) -> None:
    """The intervals from the narrowest down, each with its level and its ends, and below them published figures."""
    figures = published(panel)
    step = room / (len(panel.ends) + len(figures) + 0.6)
    heights = [-step * (number + 1.05) for number in range(len(panel.ends) + len(figures))]
    rows = zip(panel.ends, heights, style.tints(len(panel.ends)), strict=False)
    for number, ((low, high), height, tint) in enumerate(rows):
        ax.plot(
            [low.value, high.value], [height, height], color=tint, lw=style.scaled(8), solid_capstyle="butt", zorder=3
        )
        quote, bold = panel.span(number).quote, number == panel.main
        fits = on.at(low.value) >= _length(quote.low, _BESIDE), 1 - on.at(high.value) >= _length(quote.high, _BESIDE)
        _write_end(ax, (low.value, height), quote.low, right=not fits[0], bold=bold)
        _write_end(ax, (high.value, height), quote.high, right=fits[1], bold=bold)
    for figure, height in zip(figures, heights[len(panel.ends) :], strict=True):
        begin, end = mark(figure, ax, height)
        right = 1 - on.at(end) >= _length(figure.text, _BESIDE, bold=False)
        _write_end(ax, (end if right else begin, height), figure.text, right=right, bold=False)
    above = [label.get_text() for label in ax.get_yticklabels()]
    below = [*map(labels.level, panel.levels), *["published"] * len(figures)]
    ax.set_yticks([*ax.get_yticks(), *heights], [*above, *below])


def _write_end(ax: Axes, at: tuple[float, float], text: str, *, right: bool, bold: bool) -> None:
    """A number to the right or to the left of an end of a bar: outside, or inside where it would leave the axes."""
    ax.annotate(
        style.typeset(text),
        at,
        xytext=(_BESIDE if right else -_BESIDE, 0),
        textcoords="offset points",
        ha="left" if right else "right",
        va="center_baseline",
        fontsize=style.SMALL,
        color=style.INK,
        weight="bold" if bold else "normal",
        path_effects=style.halo(),
        zorder=7,
    )


def _draw_marks(panel: Panel, ax: Axes, on: QuantityAxis, peak: float, *, room: float) -> None:
    """Median and nominal value: a line each, with its name above it, pointing away from each other."""
    before = panel.marginal.nominal < panel.marginal.median.value
    lower, upper = peak + 0.3 * room, peak + 0.72 * room
    bottom = ax.get_ylim()[0]
    ax.plot([panel.marginal.median.value] * 2, [bottom, lower], color=style.INK, lw=1.0, zorder=5)
    _name(ax, on, _Mark(panel.marginal.median.value, lower, median_name(panel), style.INK), rightwards=before)
    nominal = _Mark(panel.marginal.nominal, upper, nominal_name(panel, on), style.NOMINAL)
    if not 0 <= on.at(panel.marginal.nominal) <= 1:
        _point_outside(ax, on, nominal)
        return
    ax.plot([panel.marginal.nominal] * 2, [bottom, upper], color=style.NOMINAL, lw=1.4, ls=(0, (4, 2)),
            path_effects=style.rim(), zorder=6)  # fmt: skip
    _name(ax, on, nominal, rightwards=not before)


@dataclass(frozen=True)
class _Mark:
    """A value on the axis, and its name at some height above it."""

    value: float
    height: float
    text: str
    colour: str


def median_name(panel: Panel) -> str:
    """The median as a picture names it."""
    return f"median {counted(panel.quote.median, labels.short(panel.unit))}"


def nominal_name(panel: Panel, on: QuantityAxis) -> str:
    """The nominal value with its percentile, if there is one and there is room for it."""
    low, high = panel.ends[panel.main]
    number = counted(compared(panel.marginal.nominal, high.value - low.value), labels.short(panel.unit))
    text, percentile = f"nominal {number}", nominal_percentile(panel.marginal)
    if percentile is None:
        return text
    rank = labels.rank(percentile)
    longer = f"{text}, {rank.percentile if rank.side == 'at' else labels.percentile(percentile)}"
    share = min(max(on.at(panel.marginal.nominal), 0.05), 0.95)
    return longer if _length(longer, _BESIDE, bold=False) <= max(share, 1 - share) else text


def _name(ax: Axes, on: QuantityAxis, mark: _Mark, *, rightwards: bool) -> None:
    """A mark's name beside its top, turned inwards where it would leave the axes."""
    share, length = on.at(mark.value), _length(mark.text, _BESIDE, bold=False)
    if (rightwards and share + length > 1) or (not rightwards and share < length):
        rightwards = not rightwards
    _write(ax, mark, (mark.value, mark.height), rightwards=rightwards)


def _point_outside(ax: Axes, on: QuantityAxis, mark: _Mark) -> None:
    """An arrow at the edge beyond which a value lies."""
    right = on.at(mark.value) > 1
    edge, inside = (on.high, on.value(0.95)) if right else (on.low, on.value(0.05))
    arrow = {"arrowstyle": "-|>", "color": mark.colour, "lw": 1.4, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", (edge, mark.height), xytext=(inside, mark.height), arrowprops=arrow)
    _write(ax, mark, (inside, mark.height), rightwards=not right)


def _write(ax: Axes, mark: _Mark, at: tuple[float, float], *, rightwards: bool) -> None:
    """A mark's name to the right or to the left of a point."""
    ax.annotate(
        style.typeset(mark.text),
        at,
        xytext=(_BESIDE if rightwards else -_BESIDE, 0),
        textcoords="offset points",
        ha="left" if rightwards else "right",
        va="center",
        fontsize=style.SMALL,
        color=mark.colour,
        path_effects=style.halo(),
        zorder=7,
    )


def _with_margins(on: QuantityAxis, panel: Panel) -> QuantityAxis:
    """Wider where the ends of the intervals leave no room for their numbers, as far as floats go.

    Room on one side takes some of the other's, hence two rounds.
    """
    for index, (low, high) in 2 * list(enumerate(panel.ends)):
        quote = panel.span(index).quote
        on = on.stretched(_missing(on.at(low.value), quote.low), 0.0)
        on = on.stretched(0.0, _missing(1 - on.at(high.value), quote.high))
    return on


def _missing(room: float, text: str) -> float:
    """How far an axis must be stretched, as a share of its length, so that a text fits into the `room` on one side."""
    wide = max(_MARGIN, _length(text, _AROUND))
    return max(0.0, wide - room) / (1 - wide)


def _length(text: str, beside: float, *, bold: bool = True) -> float:
    """The share of the axis that a text and the points `beside` it take."""
    return (
        style.text_width(style.typeset(text), style.SMALL, bold=bold) + style.scaled(beside)
    ) / figure_format.current().room


def _with_nominal(on: QuantityAxis, nominal: float) -> QuantityAxis:
    """Stretched to the nominal value and a little further, where it is near."""
    share = on.at(nominal)
    if 1 - _MARGIN / 2 < share < 1 + _STRETCH:
        return on.stretched(0.0, share - 1 + _MARGIN / 2)
    if -_STRETCH < share < _MARGIN / 2:
        return on.stretched(_MARGIN / 2 - share, 0.0)
    return on
