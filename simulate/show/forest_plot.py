"""Several answers drawn: a row a coordinate, its intervals one over the other, median and nominal value marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from . import canvas, density, labels
from .digits import quoted
from .panels import Panel

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROW, _AROUND = 0.27, 1.95
#: Points from the axes to the end of the column of medians.
_MEDIAN = 34
_BEFORE, _AFTER = 0.03, 0.06


def height(rows: int) -> float:
    """How many inches so many rows need."""
    return _AROUND + _ROW * max(rows, 3)


def draw(panels: Sequence[Panel], ax: Axes) -> Axes:
    """Draw the panels on `ax`, the first on top."""
    canvas.bare(ax)
    low, high, log = shared_range(panels)
    canvas.quantity_axis(ax, panels[0].quantity, low, high, log=log)
    ax.grid(axis="x", color=canvas.GREY, alpha=0.2, lw=0.5)
    ax.set_axisbelow(True)
    for row, panel in enumerate(panels):
        _draw_row(panel, ax, row)
    rows = [labels.spoken(", ".join(panel.coordinates.values())) for panel in panels]
    ax.set_yticks(range(len(panels)), rows)
    ax.set_ylim(len(panels) - 0.4, -0.6)
    first = panels[0]
    _heads(
        ax, labels.spoken(", ".join(first.coordinates)), f"median ({labels.level(first.levels[first.main])} interval)"
    )
    canvas.words(ax, first.headline, [*_about(panels), ""], f"Source: {first.title}; {first.basis}")
    return ax


def _heads(ax: Axes, left: str, right: str) -> None:
    """What stands in the columns on either side of the rows."""
    for text, x, side in ((left, 0, -1), (right, 1, 1)):
        ax.annotate(text, (x, 1), xycoords="axes fraction", xytext=(6 * side, 4), textcoords="offset points",
                    va="bottom", ha="right" if side < 0 else "left", fontsize=canvas.TINY, color=canvas.GREY,
                    annotation_clip=False)  # fmt: skip


def _draw_row(panel: Panel, ax: Axes, row: int) -> None:
    """The intervals, median, nominal value and numbers of one coordinate."""
    widths = [2.0 + 7.0 * (1 - index / len(panel.ends)) for index in range(len(panel.ends))]
    for (low, high), tint, width in reversed(list(zip(panel.ends, canvas.tints(len(panel.ends)), widths, strict=True))):
        ax.plot([low.value, high.value], [row, row], color=tint, lw=width, solid_capstyle="butt", zorder=2)
    ax.plot(panel.median.value, row, "o", ms=4.2, mfc="white", mec=canvas.INK, mew=0.9, zorder=4)
    ax.plot(panel.nominal, row, "D", ms=4.4, mfc=canvas.NOMINAL, mec="white", mew=0.6, zorder=5)
    given = (panel.ends[panel.main][0], panel.median, panel.ends[panel.main][1])
    least, middle, most = quoted([each.value for each in given], [each.error for each in given])
    for text, x, side in ((middle, _MEDIAN, "right"), (f"({least} to {most})", _MEDIAN + 5, "left")):
        ax.annotate(canvas.typeset(text), (1, row), xycoords=ax.get_yaxis_transform(), xytext=(x, 0), ha=side,
                    textcoords="offset points", va="center", fontsize=canvas.SMALL, color=canvas.INK,
                    annotation_clip=False)  # fmt: skip


def _about(panels: Sequence[Panel]) -> Iterator[str]:
    """What is estimated, which row the headline is that of, and what the marks are."""
    first, rows = panels[0], len(panels)
    yield first.title
    if first.coordinates:
        place = labels.spoken(labels.coordinate(first.coordinates))
        yield f"Headline: {place}{f', the first of {rows} rows' if rows > 1 else ''}."
    yield _key(first)


def _key(panel: Panel) -> str:
    """What the marks are, in words."""
    levels = ", ".join(labels.level(level).removesuffix(" %") for level in panel.levels)
    return f"Bars: {levels} % credible intervals. Circle: median. Diamond: nominal value."


def shared_range(panels: Sequence[Panel]) -> tuple[float, float, bool]:
    """Low and high end of the axis that all panels share, and whether it is logarithmic."""
    ends = [end.value for panel in panels for pair in panel.ends for end in pair]
    marks = [panel.nominal for panel in panels]
    low, high = min(ends), max(ends)
    log = density.spans_a_decade(low, high, min(panel.minimum for panel in panels))
    near = [mark for mark in marks if (low / 3 < mark < 3 * high if log else abs(mark - low) < 2 * (high - low))]
    low, high = min([low, *near]), max([high, *near])
    if log:
        ratio = high / low
        return low / ratio**_BEFORE, high * ratio**_AFTER, True
    span = (high - low) or abs(low) or 1.0
    start = low - _BEFORE * span
    return (0.0 if 0 <= low < 0.3 * high else start), high + _AFTER * span, False
