"""Median and nominal value: a line each, its name above, pointing away from each other."""

from __future__ import annotations

from collections.abc import Iterator

from ...plots import style
from ...plots.densities import marks
from ...plots.plot_data import Panel
from . import svg
from .layout import NAMES, Layout

#: The colour of the nominal value: darker than in the plots, as small letters need more contrast.
_NOMINAL = "#b34e00"
#: From the top of the density up to the lower names, and from names down to their lines [px].
_ABOVE, _UNDER = 12, 6


def draw(panel: Panel, layout: Layout, bottom: float) -> Iterator[str]:
    """The marks, whose lines go down to `bottom`."""
    before = panel.marginal.nominal < panel.marginal.median.value
    yield from _median(panel, layout, bottom, right=before)
    yield from _nominal(panel, layout, bottom, right=not before)


def _median(panel: Panel, layout: Layout, bottom: float, *, right: bool) -> Iterator[str]:
    x, y = layout.x(panel.marginal.median.value), layout.top - _ABOVE
    yield svg.line(x, x, y + _UNDER, bottom, style.INK, width=1.2)
    yield _name(x, y, marks.median_name(panel), layout, right=right)


def _nominal(panel: Panel, layout: Layout, bottom: float, *, right: bool) -> Iterator[str]:
    """The nominal value; an arrowhead where the axis does not reach it."""
    nominal = panel.marginal.nominal
    x, y = layout.x(nominal), layout.top - _ABOVE - NAMES
    if layout.is_shown(nominal):
        yield svg.line(x, x, y + _UNDER, bottom, _NOMINAL, width=1.8, dashes="5 3")
    else:
        is_above = layout.on.at(nominal) > 1
        yield svg.arrowhead(x, y, _NOMINAL, right=is_above)
        x -= svg.BESIDE if is_above else -svg.BESIDE
    yield _name(x, y, marks.nominal_name(panel, layout.on), layout, right=right, colour=_NOMINAL)


def _name(  # noqa: PLR0913 - a text and how it looks
    x: float, y: float, words: str, layout: Layout, *, right: bool, colour: str = style.INK
) -> str:
    """A mark's name beside it, turned inwards where it would leave the picture."""
    wide, edge = svg.width(words) + svg.BESIDE, layout.size.width
    if (right and x + wide > edge) or (not right and x < wide):
        right = not right
    if right and x + wide > edge:
        return svg.text(edge - 1, y, words, anchor="end", colour=colour)
    return svg.beside(x, y, words, right=right, colour=colour)
