"""An output as twenty equally likely values, a dot each, so that a probability is counted (Kay et al. 2016)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...language import phrase
from ...show import digits
from ...units import counted
from .. import captions, figure_format, style
from ..captions import Statement
from ..densities import density
from ..densities.stage import stage
from ..plot_data import Panel
from ..quantity_axis import QuantityAxis
from ..ticks import quantity_axis

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DOTS = 20
#: The probability below the value that the heading names: that of all dots but one.
_BELOW = 0.95
#: Inches of the highest stack of a picture that is as high as it needs, and of what is around the dots.
_HIGHEST, _AROUND = 1.75, 0.4
#: The widest dot and the narrowest, as shares of the axis, and how many widths are tried between them.
_WIDEST, _NARROWEST, _STEPS = 0.075, 0.01, 60
#: The share of its cell that a dot fills, and the share of a picture's height that stacks fill at most.
_FILLED, _STACKED = 0.92, 0.4

Floats = NDArray[np.float64]


def height(panel: Panel) -> float:
    """The height of the dots and the words around them [inches]."""
    on = stage(panel)
    width, columns = _stacked(_shares(panel, on))
    dots = (1 + max(level for _, level in columns)) * width * figure_format.current().room
    return _AROUND + (dots + statement(panel).lines().height) / style.POINTS


def statement(panel: Panel) -> Statement:
    """What is written around the dots."""
    has_paler = not panel.is_constant and _count(panel) < DOTS
    paler = phrase("Paler: the one of {dots} above that value.", dots=DOTS) if has_paler else ""
    key = (phrase("Each of the {dots} dots is equally likely.", dots=DOTS), paler, phrase("Dashed: nominal."))
    return captions.of_panels([panel], " ".join(filter(None, key)), headline=heading(panel))


def heading(panel: Panel) -> str:
    """How many of the dots lie below which value: ``19 of 20 equally likely cases: below 7.9 t CO2e a day``."""
    if panel.is_constant:
        return panel.headline
    amount = " ".join(filter(None, (counted(_quoted(panel), panel.unit), panel.per)))
    said = {"dots": DOTS, "output": panel.quantity.partition(" (")[0], "amount": amount}
    if density.is_lump(panel.marginal.bins, _end(panel)):
        return phrase("In {some} of {dots} equally likely cases, {output} at most {amount}", some=_count(panel), **said)
    return phrase("In {below} of {dots} equally likely cases, {output} below {amount}", below=DOTS - 1, **said)


def _end(panel: Panel) -> float:
    """The value that the heading names."""
    return panel.marginal.quantiles[_BELOW].value


def _count(panel: Panel) -> int:
    """How many of the dots are no higher than the value that the heading names: all if the highest equals it."""
    is_highest = density.is_lump(panel.marginal.bins, _end(panel)) and _values(panel)[-1] <= _end(panel)
    return DOTS if is_highest else DOTS - 1


def _quoted(panel: Panel) -> str:
    """The value that the heading names, as the interval between the same quantiles quotes it."""
    if 0.9 in panel.levels:
        return panel.span(panel.levels.index(0.9)).quote.high
    median, high = panel.marginal.median, panel.marginal.quantiles[_BELOW]
    return digits.quoted((median.value, high.value), (median.error, high.error))[-1]


def draw(panel: Panel, ax: Axes) -> Axes:
    """Draw the dots of one panel on `ax`, stacked where they are close."""
    from matplotlib.transforms import ScaledTranslation

    on = stage(panel)
    style.bare(ax)
    quantity_axis(ax, panel.quantity, (on.low, on.high), log=on.log)
    width, columns = _stacked(_shares(panel, on))
    size = width * figure_format.current().room
    for number, (at, level) in enumerate(columns):
        up = ScaledTranslation(0, size * (level + 0.5) / style.POINTS, ax.figure.dpi_scale_trans)
        colour = style.STRONG if number < _count(panel) or panel.is_constant else style.TINT
        ax.plot(on.value(at), 0, "o", ms=_FILLED * size, mfc=colour, mec=style.STRONG, mew=0.8, zorder=3,
                transform=ax.transData + up, clip_on=False)  # fmt: skip
    ax.set_ylim(0, 1)
    ax.set_yticks([])
    _mark_nominal(panel, ax, on)
    captions.write_statement(ax, statement(panel))
    return ax


def _shares(panel: Panel, on: QuantityAxis) -> Floats:
    """Where the dots lie, as shares of the axis."""
    return np.clip([on.at(value) for value in _values(panel)], 0, 1)


def _values(panel: Panel) -> Floats:
    """The values of the dots."""
    return density.quantile(panel.marginal.bins, (np.arange(DOTS) + 0.5) / DOTS)


def _mark_nominal(panel: Panel, ax: Axes, on: QuantityAxis) -> None:
    if 0 <= on.at(panel.marginal.nominal) <= 1:
        ax.axvline(panel.marginal.nominal, color=style.NOMINAL, lw=1.2, ls=(0, (4, 2)), zorder=5)


def _stacked(shares: Floats) -> tuple[float, list[tuple[float, int]]]:
    """The width of a dot as a share of the axis, and for each dot where it lies and how many are below it.

    It is the widest dot whose stacks are not too high; a dot that would touch the one before is put on top of its
    stack (Wilkinson 1999).
    """
    found = figure_format.current()
    most = (_STACKED * found.height if found.height else _HIGHEST) * style.POINTS
    widths = np.geomspace(_WIDEST, _NARROWEST, _STEPS)
    for width in widths.tolist():
        stacks = _stacks(shares, width)
        if max(map(len, stacks)) * width * found.room <= most:
            break
    return width, [((stack[0] + stack[-1]) / 2, level) for stack in stacks for level in range(len(stack))]


def _stacks(shares: Floats, width: float) -> list[list[float]]:
    stacks: list[list[float]] = []
    for share in shares.tolist():
        if stacks and share < stacks[-1][0] + width:
            stacks[-1].append(share)
        else:
            stacks.append([share])
    return stacks
