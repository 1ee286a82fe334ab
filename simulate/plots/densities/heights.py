"""The heights of a density: round numbers, and what they are per."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ...language import numeral, phrase
from ...units import counted, one
from ...units.number_format import significant
from .. import style
from ..plot_data import Panel
from ..ticks import alike

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST_HEIGHTS = 5


def height_name(panel: Panel, peak: float, *, log: bool) -> tuple[str, float]:
    """What the heights of a density up to `peak` are, and the amount of the quantity that they are per."""
    if log:
        return phrase("probability per decade"), 1.0
    size = _step(peak)
    per = one(panel.unit) if size == 1 and panel.unit else counted(significant(size, 6), panel.unit)
    return phrase("probability per {amount}", amount=per), size


def _step(peak: float) -> float:
    """The amount of the quantity that heights are per: a power of 1000 that brings the peak between 0.001 and 1."""
    return float(1000.0 ** -math.ceil(math.log(peak, 1000)))


def height_axis(ax: Axes, peak: float, name: str, *, size: float = 1.0, percent: bool = False) -> float:
    """Label round heights with faint lines; the last, at the `peak` or just above, is returned.

    Heights are per `size` of the quantity.
    """
    ticks = round_heights(peak)
    ax.hlines(ticks, 0, 1, transform=ax.get_yaxis_transform(), color=style.GREY, alpha=0.25, lw=0.5, zorder=0)
    said = alike([tick * size for tick in ticks])
    ax.set_yticks(
        ticks, [phrase("{number} %", number=numeral(f"{100 * tick:.10g}")) for tick in ticks] if percent else said
    )
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
