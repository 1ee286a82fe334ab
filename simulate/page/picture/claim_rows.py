"""Published figures in rows below the intervals: a diamond each, a line for a range, an arrowhead at the edge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ...plots import style
from ...plots.evidence.published import Published, published
from ...plots.plot_data import Panel
from . import svg
from .layout import Layout

#: From the middle of a figure's diamond to its corners, and half as high as what ends a range is [px].
_DIAMOND, _TICK = 5.0, 6.0


def rows(panel: Panel, layout: Layout) -> list[list[Published]]:
    """The published figures by row, so that none lies over another; without texts if those need too many rows."""
    figures = published(panel)
    found = _packed(figures, layout)
    if len(found) <= layout.size.most_rows:
        return found
    return _packed([replace(each, text="") for each in figures], layout)


def draw(found: Sequence[Sequence[Published]], layout: Layout, *, first: int) -> Iterator[str]:
    """The figures, from the row number `first` on."""
    for number, row in enumerate(found):
        y = layout.row(first + number)
        if not number:
            yield svg.text(layout.size.left - 11, y, layout.size.claims, anchor="end")
        for figure in row:
            yield f'<g class="claim">{"".join(_figure(figure, y, layout))}</g>'


def _packed(figures: Iterable[Published], layout: Layout) -> list[list[Published]]:
    """Each figure in the first row that has room for it."""
    found: list[list[Published]] = []
    for figure in figures:
        row = next((row for row in found if all(_is_clear(figure, other, layout) for other in row)), None)
        if row is None:
            found.append(row := [])
        row.append(figure)
    return found


def _is_clear(one: Published, other: Published, layout: Layout) -> bool:
    """Whether two published figures with their texts leave each other room."""
    first, second = sorted((_reach(one, layout), _reach(other, layout)))
    return first[1] + 2 * svg.BESIDE <= second[0]


def _reach(figure: Published, layout: Layout) -> tuple[float, float]:
    """Where a published figure with its text begins and ends."""
    begin, end = _ends(figure, layout)
    if not figure.text:
        return begin, end
    at, right = _text_of(figure, layout)
    far = at + (1 if right else -1) * (svg.BESIDE + svg.width(figure.text))
    return min(begin, far), max(end, far)


def _ends(figure: Published, layout: Layout) -> tuple[float, float]:
    """Where a published figure begins and ends without its text."""
    return layout.x(figure.low) - _DIAMOND, layout.x(figure.high) + _DIAMOND


def _text_of(figure: Published, layout: Layout) -> tuple[float, bool]:
    """Where the text of a published figure is, and whether it goes right: beside it, else over a range."""
    begin, end = _ends(figure, layout)
    wide = svg.BESIDE + svg.width(figure.text)
    if end + wide <= layout.size.width:
        return end, True
    return (begin, False) if begin - wide >= layout.size.left else (begin + 2 * _DIAMOND, True)


def _figure(figure: Published, y: float, layout: Layout) -> Iterator[str]:
    """One published figure with its text."""
    if figure.low != figure.high:
        yield svg.line(layout.x(figure.low), layout.x(figure.high), y, y, style.INK, width=1.6)
    for value in dict.fromkeys((figure.low, figure.high)):
        yield _mark(value, y, layout, is_end=figure.low != figure.high)
    if figure.text:
        at, right = _text_of(figure, layout)
        if right and at < layout.x(figure.high):  # the line would strike it through
            room = f'x="{at + 2:.1f}" y="{y - 7:.1f}" width="{svg.width(figure.text) + 6:.1f}" height="14"'
            yield f'<rect {room} fill="#fff"/>'
        yield svg.beside(at, y, figure.text, right=right)


def _mark(value: float, y: float, layout: Layout, *, is_end: bool) -> str:
    """A diamond on a value, what ends a range at it, or an arrowhead where the axis does not reach it."""
    x, d = layout.x(value), _DIAMOND
    if not layout.is_shown(value):
        return svg.arrowhead(x, y, style.INK, right=layout.on.at(value) > 1)
    if is_end:
        return svg.line(x, x, y - _TICK, y + _TICK, style.INK, width=1.6)
    return f'<path d="M{x - d:.1f} {y:.1f}l{d:g} {-d:g}l{d:g} {d:g}l{-d:g} {d:g}Z" fill="{style.INK}"/>'
