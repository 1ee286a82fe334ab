"""The axis on which a density shows best: its ends, and the room that its words take."""

from __future__ import annotations

import math

import numpy as np

from .. import figure_format, style
from ..plot_data import Panel
from ..quantity_axis import QuantityAxis
from . import density

#: Room beside the widest interval's ends, as a share of the axis.
_MARGIN = 0.10
#: How far the axis may be stretched to reach the nominal value, as a share of its length.
_STRETCH = 0.45
#: Points around a number beside the axis.
_AROUND = 10
#: How far an even axis goes beyond the widest interval at most, in widths of it.
_LONGEST = 1.0
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


def _with_margins(on: QuantityAxis, panel: Panel) -> QuantityAxis:
    """Wider where the ends of the intervals leave no room for their numbers, as far as floats go.

    Room on one side takes some of the other's, hence two rounds.
    """
    quotes = [panel.span(index).quote for index in range(len(panel.ends))]
    margins = [(_margin(quote.low), _margin(quote.high)) for quote in quotes]
    for (low, high), (left, right) in 2 * list(zip(panel.ends, margins, strict=True)):
        on = on.stretched(_missing(on.at(low.value), left), 0.0)
        on = on.stretched(0.0, _missing(1 - on.at(high.value), right))
    return on


def _margin(text: str) -> float:
    """The share of the axis that the number at the end of an interval takes."""
    return max(_MARGIN, length(text, _AROUND))


def _missing(room: float, wide: float) -> float:
    """How far an axis must be stretched, as a share of its length, so that the `room` on one side is as `wide`."""
    return max(0.0, wide - room) / (1 - wide)


def length(text: str, beside: float, *, bold: bool = True) -> float:
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
