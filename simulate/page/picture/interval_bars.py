"""The intervals of an answer as bars below its density, with the numbers at their ends."""

from __future__ import annotations

from collections.abc import Iterator

from ...plots.plot_data import Panel
from ...show import labels
from . import svg
from .densities import tints
from .layout import Layout


def bars(panel: Panel, layout: Layout) -> Iterator[str]:
    """The intervals, the narrowest first, each with its level."""
    colours = tints(len(panel.ends))
    for number, (low, high) in enumerate(panel.ends):
        y = layout.row(number)
        yield svg.text(layout.size.left - 7, y, labels.level(panel.levels[number]), anchor="end")
        yield svg.line(layout.x(low.value), layout.x(high.value), y, y, colours[number], width=10)


def ends(panel: Panel, layout: Layout) -> Iterator[str]:
    """The numbers at the ends of the intervals, beside the bars or, for want of room, over them."""
    for number, (low, high) in enumerate(panel.ends):
        quote, bold, y = panel.span(number).quote, number == panel.main, layout.row(number)
        begin, end = layout.x(low.value), layout.x(high.value)
        left = layout.size.left + svg.width(quote.low, bold=bold) + svg.BESIDE <= begin
        yield svg.beside(begin, y, quote.low, right=not left, bold=bold)
        right = end + svg.width(quote.high, bold=bold) + svg.BESIDE <= layout.size.width
        yield svg.beside(end, y, quote.high, right=right, bold=bold)
