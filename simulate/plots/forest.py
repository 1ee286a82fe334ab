"""Several answers drawn: a row a coordinate, its intervals one over the other, median and nominal value marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..language import listing, phrase
from ..show import labels
from . import captions, figure_format, style
from .densities import density
from .evidence.published import mark, published
from .plot_data import Panel
from .quantity_axis import QuantityAxis
from .ticks import quantity_axis

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.transforms import Transform

#: Inches of a row, of one with a density above it, and of all that is neither rows nor words.
_ROW, _DENSE, _AROUND = 0.29, 0.62, 0.42
#: The height of the highest density, in rows.
_PEAK = 0.72
#: Points of the widest interval's bar and of the narrowest's, and of the triangle above them.
_THIN, _THICK, _TRIANGLE = 2.0, 9.0, 5.5
#: The share of a picture's width that the names of rows take at most.
_NAMES = 0.4
#: The least length of the axis [points]: with a column less it would be longer, and for the choice of its numbers.
_SHORT, _LEAST_ROOM = (40.0, 70.0), 24.0
#: The least size of marks, as a share of the usual: the names of rows without room for these would overlap.
_SMALLEST_MARKS = 0.5
_BEFORE, _AFTER = 0.03, 0.06


@dataclass(frozen=True)
class _Column:
    """A column of numbers: its head, a text a row, and whether it is flush right."""

    head: str
    texts: Sequence[str]
    right: bool = False


def height(panels: Sequence[Panel], *, densities: bool = False) -> float:
    """The height of the rows and the words around them, in inches."""
    captions_height = captions.words(panels, _key(panels[0], densities=densities)).height + captions.HEADS
    rows = _DENSE * len(panels) + _ROW if densities else _ROW * max(len(panels), 3)
    return _AROUND + captions_height / style.POINTS + rows


def draw(panels: Sequence[Panel], ax: Axes, *, densities: bool = False) -> Axes:
    """Draw the panels on `ax`, the first on top, with their `densities` above the intervals if asked."""
    style.bare(ax)
    low, high, log = shared_range(panels)
    columns = _columns(panels)
    room = max(_room(panels, columns), _LEAST_ROOM)
    quantity_axis(ax, panels[0].quantity, (low, high), log=log, room=room)
    ax.grid(axis="x", color=style.GREY, alpha=0.2, lw=0.5)
    ax.set_axisbelow(True)
    if densities:
        _draw_densities(panels, ax, log=log)
    size = _marks_size(panels, densities=densities)
    for row, panel in enumerate(panels):
        _draw_row(panel, ax, row, size)
    ax.set_yticks(range(len(panels)), [_name(panel) for panel in panels])
    ax.set_ylim(len(panels) - 0.4, -0.9 if densities else -0.6)
    _write_columns(columns, ax)
    captions.write_head(ax, labels.spoken(", ".join(panels[0].marginal.coordinates)), 0, -6, right=True)
    captions.write(ax, panels, _key(panels[0], densities=densities), above=captions.HEADS)
    return ax


def _draw_densities(panels: Sequence[Panel], ax: Axes, *, log: bool) -> None:
    """Draw a density above each row, all with one area; an output of a few values alone has none."""
    low, high = ax.get_xlim()
    curves = {}
    for row, panel in enumerate(panels):
        _, rest = density.split(panel.marginal.bins)
        if density.atoms(panel.marginal.bins) is None and len(rest.counts):
            curves[row] = density.curve(rest, low, high, log=log)
    peak = max((float(y.max()) for _, y in curves.values()), default=1.0)
    for row, (x, y) in curves.items():
        top = row - _PEAK * y / peak
        ax.fill_between(x, row, top, color=style.PALE, lw=0, zorder=0.8)
        ax.plot(x, top, color=style.GREY, lw=0.8, zorder=1)


def _marks_size(panels: Sequence[Panel], *, densities: bool) -> float:
    """The size of marks that stay in their rows, as a share of the usual, where the height of the picture is given."""
    found = figure_format.current()
    if found.height is None:
        return 1.0
    words = captions.words(panels, _key(panels[0], densities=densities)).height + captions.HEADS
    pitch = ((found.height - _AROUND) * style.POINTS - words) / (len(panels) + 0.2)
    return min(1.0, max(pitch / style.scaled(_THICK + 2 * _TRIANGLE), _SMALLEST_MARKS))


def _draw_row(panel: Panel, ax: Axes, row: int, size: float) -> None:
    """The intervals, nominal value and median of one coordinate; no mark hides a part of another."""
    widths = [_THIN + (_THICK - _THIN) * (1 - index / len(panel.ends)) for index in range(len(panel.ends))]
    for (low, high), tint, width in reversed(list(zip(panel.ends, style.tints(len(panel.ends)), widths, strict=True))):
        ax.plot(
            [low.value, high.value],
            [row, row],
            color=tint,
            lw=style.scaled(size * width),
            solid_capstyle="butt",
            zorder=2,
        )
    ax.plot(panel.marginal.median.value, row, "o", ms=size * 4.2, mfc=style.PAPER, mec=style.INK, mew=0.9, zorder=5)
    _mark_nominal(panel.marginal.nominal, ax, row, size)
    for figure in published(panel):
        mark(figure, ax, row, transform=ax.transData + _beside_bars(ax, -size), size=size)


def _mark_nominal(nominal: float, ax: Axes, row: int, size: float) -> None:
    """Draw a triangle on the bars that points down at the value, or at the edge beyond which it lies."""
    low, high = ax.get_xlim()
    marker = "<" if nominal < low else ">" if nominal > high else "v"
    colours = {"mfc": style.NOMINAL, "mec": style.NOMINAL, "mew": 0}
    transform = ax.transData + _beside_bars(ax, size)
    at = min(max(nominal, low), high)
    ax.plot(at, row, marker, ms=style.scaled(size * _TRIANGLE), transform=transform, clip_on=False, zorder=4, **colours)


def _beside_bars(ax: Axes, size: float) -> Transform:
    """From the middle of a row to above its bars of this size, or below them if it is negative."""
    from matplotlib.transforms import ScaledTranslation

    offset = style.scaled(size * (_THICK + _TRIANGLE) / 2)
    return ScaledTranslation(0, offset / style.POINTS, ax.figure.dpi_scale_trans)


def _columns(panels: Sequence[Panel]) -> list[_Column]:
    """Medians and intervals, in columns on the right; those beside which the axis has enough room."""
    medians, intervals = zip(*map(_numbers, panels), strict=True)
    head = phrase("{level} % interval", level=labels.percent(panels[0].levels[panels[0].main]))
    found = [_Column(phrase("median"), medians, right=True), _Column(head, intervals)]
    while found and _room(panels, found) < _SHORT[len(found) - 1]:
        found = found[1:]
    return found


def _write_columns(columns: Sequence[_Column], ax: Axes) -> None:
    end = 0.0
    for each in columns:
        end = captions.write_column(ax, each.head, each.texts, start=end + captions.GAP, right=each.right)


def _name(panel: Panel) -> str:
    """The name of a row, shortened if it is too long."""
    return style.shortened(panel.row, _NAMES * figure_format.current().width * style.POINTS, style.SMALL)


def _room(panels: Sequence[Panel], columns: Sequence[_Column]) -> float:
    """The length of the axis between the rows' names and the columns [points]."""
    names = max(style.text_width(style.typeset(_name(panel)), style.SMALL) for panel in panels)
    beside = sum(captions.column_width(each.head, each.texts) + captions.GAP for each in columns)
    return float(figure_format.current().width * style.POINTS - names - beside - 4 * captions.GAP)


def _numbers(panel: Panel) -> tuple[str, str]:
    """The median and the interval that is quoted, as texts."""
    return panel.quote.median, panel.quote.ends


def _key(panel: Panel, *, densities: bool = False) -> str:
    """The key of the marks, in words."""
    claims = any(claim.output == panel.marginal.output and not claim.below for claim in panel.answer.subject.claims)
    return " ".join(
        filter(
            None,
            (
                phrase("Curves: densities.") if densities else "",
                phrase(
                    "Bars: {levels} % credible intervals. Circle: median. Triangle: nominal value.",
                    levels=levels(panel),
                ),
                phrase("Diamond: published.") if claims else "",
            ),
        )
    )


def levels(panel: Panel) -> str:
    """The levels in words: ``50, 90 and 95``."""
    return listing([labels.percent(level) for level in panel.levels])


def shared_range(panels: Sequence[Panel]) -> tuple[float, float, bool]:
    """Low and high end of the axis that all panels share, and whether it is logarithmic."""
    ends = [end.value for panel in panels for pair in panel.ends for end in pair]
    marks = [panel.marginal.nominal for panel in panels]
    low, high = min(ends), max(ends)
    least = min(panel.marginal.minimum for panel in panels)
    log = figure_format.current().is_log(least, usual=density.spans_a_decade(low, high, least))
    near = [mark for mark in marks if (low / 3 < mark < 3 * high if log else abs(mark - low) < 2 * (high - low))]
    low, high = min([low, *near]), max([high, *near])
    if low == high:
        low, high = low - 0.1 * (abs(low) or 1.0), high + 0.1 * (abs(high) or 1.0)
    wide = QuantityAxis(low, high, log).stretched(_BEFORE, _AFTER)
    return (0.0 if not log and 0 <= low < 0.3 * high else wide.low), wide.high, log
