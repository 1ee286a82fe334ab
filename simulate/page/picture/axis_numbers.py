"""The axis of the quantity, with its round numbers and its name."""

from __future__ import annotations

from collections.abc import Iterator

from ...plots import style
from ...plots.plot_data import Panel
from ...plots.ticks import round_numbers
from . import svg
from .layout import Layout
from .picture_size import SCALE


def draw(panel: Panel, layout: Layout, y: float) -> Iterator[str]:
    """The axis at the height `y`."""
    size, on = layout.size, layout.on
    yield svg.line(size.left, size.end, y, y, style.GREY)
    written = 0.0
    for value, words in round_numbers((on.low, on.high), room=size.length / SCALE, log=on.log):
        x, half = layout.x(value), svg.width(words) / 2
        yield svg.line(x, x, y, y + 4, style.GREY)
        middle = min(x, size.width - 1 - half)
        if middle - half >= written + svg.BESIDE:
            yield svg.text(middle, y + 13, words, anchor="middle")
            written = middle + half
    yield _name(style.typeset(panel.quantity) + (", log scale" if on.log else ""), layout, y + 31)


def _name(name: str, layout: Layout, y: float) -> str:
    """The name below the middle of the axis, as far as the picture is wide enough."""
    half = svg.width(name) / 2 + 2
    middle = layout.size.left + layout.size.length / 2
    return svg.text(max(min(middle, layout.size.width - half), half), y, name, anchor="middle")
