"""The marks on a density: median and nominal value, each a line with its name beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...answer.enough_samples import nominal_percentile, nominal_percentiles
from ...language import phrase
from ...show import labels
from ...show.digits import compared
from ...units import counted
from .. import style
from ..plot_data import Panel
from ..quantity_axis import QuantityAxis
from .stage import length

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Points between a mark and its name.
BESIDE = 4


def draw_marks(panel: Panel, ax: Axes, on: QuantityAxis, peak: float, *, room: float) -> None:
    """Median and nominal value: a line each, with its name above it, pointing away from each other."""
    before = panel.marginal.nominal < panel.marginal.median.value
    lower, upper = peak + 0.3 * room, peak + 0.72 * room
    bottom = ax.get_ylim()[0]
    ax.plot([panel.marginal.median.value] * 2, [bottom, lower], color=style.INK, lw=1.0, zorder=5)
    _name(ax, on, Mark(panel.marginal.median.value, lower, median_name(panel), style.INK), rightwards=before)
    nominal = Mark(panel.marginal.nominal, upper, nominal_name(panel, on), style.NOMINAL)
    if not 0 <= on.at(panel.marginal.nominal) <= 1:
        _point_outside(ax, on, nominal)
        return
    ax.plot([panel.marginal.nominal] * 2, [bottom, upper], color=style.NOMINAL, lw=1.4, ls=(0, (4, 2)),
            path_effects=style.rim(), zorder=6)  # fmt: skip
    _name(ax, on, nominal, rightwards=not before)


@dataclass(frozen=True)
class Mark:
    """A value on the axis, and its name at some height above it."""

    value: float
    height: float
    text: str
    colour: str


def median_name(panel: Panel) -> str:
    """The median as a picture names it."""
    return phrase("median {amount}", amount=counted(panel.quote.median, labels.short(panel.unit)))


def nominal_name(panel: Panel, on: QuantityAxis) -> str:
    """The nominal value with its percentile, if there is one and there is room for it."""
    low, high = panel.ends[panel.main]
    number = counted(compared(panel.marginal.nominal, high.value - low.value), labels.short(panel.unit))
    text, percentile = phrase("nominal {amount}", amount=number), nominal_percentile(panel.marginal)
    if percentile is None:
        return text
    if several := nominal_percentiles(panel.marginal):
        return _longer_where_it_fits(panel, on, text, labels.percentiles(*several))
    rank = labels.rank(percentile)
    return _longer_where_it_fits(
        panel, on, text, rank.percentile if rank.side == "at" else labels.percentile(percentile)
    )


def _longer_where_it_fits(panel: Panel, on: QuantityAxis, text: str, percentile: str) -> str:
    longer = f"{text}, {percentile}"
    share = min(max(on.at(panel.marginal.nominal), 0.05), 0.95)
    return longer if length(longer, BESIDE, bold=False) <= max(share, 1 - share) else text


def _name(ax: Axes, on: QuantityAxis, mark: Mark, *, rightwards: bool) -> None:
    """A mark's name beside its top, turned inwards where it would leave the axes."""
    share, wide = on.at(mark.value), length(mark.text, BESIDE, bold=False)
    if (rightwards and share + wide > 1) or (not rightwards and share < wide):
        rightwards = not rightwards
    write(ax, mark, (mark.value, mark.height), rightwards=rightwards)


def _point_outside(ax: Axes, on: QuantityAxis, mark: Mark) -> None:
    """An arrow at the edge beyond which a value lies."""
    right = on.at(mark.value) > 1
    edge, inside = (on.high, on.value(0.95)) if right else (on.low, on.value(0.05))
    arrow = {"arrowstyle": "-|>", "color": mark.colour, "lw": 1.4, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", (edge, mark.height), xytext=(inside, mark.height), arrowprops=arrow)
    write(ax, mark, (inside, mark.height), rightwards=not right)


def write(ax: Axes, mark: Mark, at: tuple[float, float], *, rightwards: bool) -> None:
    """A mark's name to the right or to the left of a point."""
    ax.annotate(
        style.typeset(mark.text),
        at,
        xytext=(BESIDE if rightwards else -BESIDE, 0),
        textcoords="offset points",
        ha="left" if rightwards else "right",
        va="center",
        fontsize=style.SMALL,
        color=mark.colour,
        path_effects=style.halo(),
        zorder=7,
    )
