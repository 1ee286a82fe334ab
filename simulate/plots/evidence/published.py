"""The figures that were published for a panel's output, drawn below its intervals or on its row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ... import units
from ...answer.statistics.marginal import Marginal
from ...language import phrase
from ...scenario.claim import Claim
from ...units import amounts, readable
from .. import style
from ..plot_data import Panel

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: The size of a diamond, and the height of what marks the end of a range [points].
_DIAMOND, _TICK = 4.4, 6.0


@dataclass(frozen=True)
class Published:
    """A published figure or range in the unit of its panel, an open end infinite, and its text as published."""

    low: float
    high: float
    text: str


def published(panel: Panel) -> tuple[Published, ...]:
    """The published figures for the output and the coordinate of `panel`, in its unit, which may be that of others."""
    found = []
    for claim in panel.answer.subject.claims:
        own = panel.answer.marginal(claim.output, claim.at)
        if own and not claim.below and is_about(claim, panel):
            scale = float(_factor(own) / _factor(panel.marginal))
            found.append(Published(scale * claim.low, scale * claim.high, readable(amounts(claim.stated))))
    return tuple(found)


def in_words(panels: Sequence[Panel]) -> str:
    """The published figures that are drawn, as a sentence; empty if there are none.

    ``Published: 22 kg to 28 kg (Central US or Germany), at most 14 kg (Norway or France).``
    """
    several = len(panels) > 1
    found = [
        f"{figure.text} ({panel.coordinate})" if several else figure.text
        for panel in panels
        for figure in published(panel)
    ]
    return phrase("Published: {figures}.", figures=", ".join(found)) if found else ""


def is_about(claim: Claim, panel: Panel) -> bool:
    """Whether a claim is about the output and the coordinate of `panel`."""
    own = panel.answer.marginal(claim.output, claim.at)
    return own is not None and (own.output, own.coordinates) == (panel.marginal.output, panel.marginal.coordinates)


def _factor(marginal: Marginal) -> Fraction:
    """The size of the unit in which the numbers of a marginal are."""
    return Fraction(units.unit(marginal.unit.text).factor)


def mark(  # noqa: PLR0913 - a mark and how it looks, by keyword
    figure: Published, ax: Axes, height: float, *, transform: Any = None, colour: str | None = None, size: float = 1.0
) -> tuple[float, float]:
    """Draw a figure as a diamond, or a range as a line with ends, at this height; returns where it begins and ends.

    What lies beyond the axis, as an open end does, is an arrowhead at its edge. `transform` is by default the data's,
    and `colour` ink; `size` is a share of the usual.
    """
    low, high = ax.get_xlim()
    begin, end = (min(max(value, low), high) for value in (figure.low, figure.high))
    is_range = figure.low != figure.high
    given: dict[str, Any] = {"color": colour or style.INK, "transform": transform or ax.transData, "clip_on": False}
    if is_range:
        ax.plot([begin, end], [height] * 2, lw=style.scaled(1.2), zorder=4, **given)
    for value, at in {figure.low: begin, figure.high: end}.items():
        marker = "<" if value < low else ">" if value > high else "|" if is_range else "D"
        usual, edge = (_TICK, 1.2) if marker == "|" else (_DIAMOND, 0)
        ax.plot(at, height, marker, ms=style.scaled(size * usual), mew=edge, zorder=8, **given)
    return begin, end
