"""The density of an answer, tinted within its intervals, before the faint lines of round heights.

A dotted outline is the density before anything was changed. An output of a few values has stems instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ...plots import style
from ...plots.densities import density
from ...plots.densities.heights import height_name, round_heights
from ...plots.plot_data import Panel
from ...plots.ticks import alike
from . import svg
from .layout import Layout
from .picture_size import PictureSize

Floats = NDArray[np.float64]

#: The density before may be this many times as high; what is higher is cut.
_HIGHEST = 2.0
#: Pixels from one point of a curve to the next.
_STEP = 2
#: The colours of round heights and of their numbers, and of the outline before.
_FAINT, _NUMBERS, _BEFORE = "#dfe3e6", "#595959", "#444"


def draw(panel: Panel, before: Panel | None, layout: Layout) -> Iterator[str]:
    """The density of `panel` and the outline of that before, or the stems of single values."""
    single = density.atoms(panel.marginal.bins)
    yield from _density(panel, before, layout) if single is None else _stems(*single, layout)


@cache
def tints(count: int) -> list[str]:
    """The colours of `count` intervals, the narrowest first."""
    return style.tints(count)


def _density(panel: Panel, before: Panel | None, layout: Layout) -> Iterator[str]:
    heights, outline = _heights_of(panel, layout), _heights_before(before, layout)
    highest = float(heights.max(initial=0.0)) or 1.0
    if outline is not None:
        highest = max(highest, min(float(outline.max()), _HIGHEST * highest))
    name, per = height_name(panel, highest, log=layout.on.log)
    rounded = round_heights(highest)
    yield from _round_heights(rounded, alike([each * per for each in rounded]), name, layout)
    yield from _tinted(panel, heights, rounded[-1], layout)
    if outline is not None:
        curve = "L".join(_points(np.minimum(outline, rounded[-1]), rounded[-1], layout))
        dots = f'stroke="{_BEFORE}" stroke-width="1.4" stroke-dasharray="2 3"'
        yield f'<path class="before" d="M{curve}" fill="none" {dots}/>'


def _tinted(panel: Panel, heights: Floats, peak: float, layout: Layout) -> Iterator[str]:
    """The area of all, those within the intervals over it, the widest first, and the outline."""
    x, points = _values(layout), _points(heights, peak, layout)
    yield _area(points, style.PALE, layout)
    for ends, tint in reversed(list(zip(panel.ends, tints(len(panel.ends)), strict=True))):
        low, high = (min(max(each.value, layout.on.low), layout.on.high) for each in ends)
        within = slice(np.searchsorted(x, low, side="right"), np.searchsorted(x, high, side="left"))
        first, last = (
            f"{layout.x(each):.1f} {layout.y(float(np.interp(each, x, heights)), peak):.1f}" for each in (low, high)
        )
        yield _area([first, *points[within], *([last] if low < high else [])], tint, layout)
    yield f'<path d="M{"L".join(points)}" fill="none" stroke="{style.INK}" stroke-width="1.4"/>'


def _area(points: list[str], colour: str, layout: Layout) -> str:
    """What lies between `points` and the floor."""
    begin = points[0].partition(" ")[0]
    return f'<path d="M{"L".join(points)}V{layout.floor:.1f}H{begin}Z" fill="{colour}"/>'


def _points(heights: Floats, peak: float, layout: Layout) -> list[str]:
    """Where each of these heights is, along the whole axis."""
    down: list[float] = (layout.floor - layout.size.high * heights / peak).tolist()
    return [f"{across} {y:.1f}" for across, y in zip(_across(layout.size), down, strict=True)]


@cache
def _across(size: PictureSize) -> list[str]:
    """Where the points of a curve are on an axis."""
    return [f"{each:.1f}" for each in (size.left + size.length * _shares(size)).tolist()]


@cache
def _shares(size: PictureSize) -> Floats:
    """The shares of the axis's length at which a curve has its points."""
    return np.linspace(0, 1, int(size.length / _STEP))


def _values(layout: Layout) -> Floats:
    """The values at which a curve has its points."""
    return np.array([layout.on.value(each) for each in _shares(layout.size).tolist()])


def _heights_of(panel: Panel, layout: Layout) -> Floats:
    """The density along the axis; what is crowded at single values is left out, as in the plots."""
    _, rest = density.split(panel.marginal.bins)
    if not len(rest.counts):
        return np.zeros(len(_shares(layout.size)))
    x, y = density.curve(rest, layout.on.low, layout.on.high, log=layout.on.log)
    heights: Floats = np.interp(_values(layout), x, y) * (rest.counts.sum() / panel.marginal.samples)
    return heights


def _heights_before(before: Panel | None, layout: Layout) -> Floats | None:
    """The density before, unless there is none or it lies beyond the axis."""
    if before is None or density.atoms(before.marginal.bins) is not None:
        return None
    is_beyond = before.marginal.minimum >= layout.on.high or before.marginal.maximum <= layout.on.low
    return None if is_beyond else _heights_of(before, layout)


def _stems(values: Floats, probabilities: Floats, layout: Layout) -> Iterator[str]:
    """A stem for each single value, as high as its probability."""
    rounded = round_heights(float(probabilities.max()))
    yield from _round_heights(rounded, [f"{100 * each:.10g} %" for each in rounded], "probability", layout)
    for value, share in zip(values.tolist(), probabilities.tolist(), strict=True):
        x = layout.x(value)
        yield svg.line(x, x, layout.y(share, rounded[-1]), layout.floor, style.STRONG, width=6)


def _round_heights(rounded: list[float], texts: list[str], name: str, layout: Layout) -> Iterator[str]:
    """Faint lines at round heights with their numbers, and their name upright beside them."""
    size = layout.size
    for height, words in zip(rounded, texts, strict=True):
        y = layout.y(height, rounded[-1])
        yield svg.line(size.left, size.end, y, y, _FAINT)
        if size.has_heights:
            yield svg.text(size.left - 7, y, words, anchor="end", colour=_NUMBERS)
    yield svg.line(size.left, size.end, layout.floor, layout.floor, style.GREY)
    if size.has_heights:
        middle = min((layout.top + layout.floor) / 2, layout.floor - svg.width(name) / 2)
        yield svg.text(11, middle, style.typeset(name), anchor="middle", colour=_NUMBERS, turned=True)
