"""The density of an answer as a small SVG, in the style of the plots, drawn without their library: it takes its time.

What is drawn, and where, is that of `plots.intervals`, published figures too; a dotted outline is the density before
anything was changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from ...plots import figure_format
from ...plots.densities.stage import stage
from ...plots.evidence.published import Published
from ...plots.plot_data import Panel
from ...plots.quantity_axis import QuantityAxis
from . import axis_numbers, claim_rows, densities, interval_bars, value_marks
from .layout import Layout
from .picture_size import WIDE, PictureSize
from .svg import TYPE

#: An axis that shows the density before too is at most this many times as long as one without.
_LONGEST = 4.0
#: The room for the numbers of the axis and its name [px].
_BELOW = 40


def picture(panel: Panel, words: str, *, before: Panel | None = None, size: PictureSize = WIDE) -> str:
    """An SVG of the density of `panel` above its intervals, its axis common with `before`; `words` are the picture's.

    Raises InvalidInput for numbers that no axis can show.
    """
    with figure_format.using(size.format):
        layout = Layout(size, _axis(panel, before))
        claims = claim_rows.rows(panel, layout)
        bottom = layout.below(len(panel.ends) + len(claims))
        body = "".join(_parts(panel, before, layout, claims, bottom))
    height = bottom + _BELOW
    box = f'viewBox="0 0 {size.width:g} {height:g}" width="{size.width:g}" height="{height:g}"'
    return f'<svg class="{size.name}" role="img" aria-label="{escape(words)}" {box} font-size="{TYPE:g}">{body}</svg>'


def _parts(
    panel: Panel, before: Panel | None, layout: Layout, claims: list[list[Published]], bottom: float
) -> Iterator[str]:
    """Every element, from the back to the front."""
    yield from densities.draw(panel, before, layout)
    yield from interval_bars.bars(panel, layout)
    yield from claim_rows.draw(claims, layout, first=len(panel.ends))
    yield from axis_numbers.draw(panel, layout, bottom)
    yield from value_marks.draw(panel, layout, bottom)
    yield from interval_bars.ends(panel, layout)


def _axis(panel: Panel, before: Panel | None) -> QuantityAxis:
    """The axis of a panel; that of `before` too if it is not much longer."""
    own = stage(panel)
    if before is None:
        return own
    other = stage(before)
    if own.log and other.low <= 0:
        return own
    both = QuantityAxis(min(own.low, other.low), max(own.high, other.high), own.log)
    return both if both.at(own.high) - both.at(own.low) > 1 / _LONGEST else own
