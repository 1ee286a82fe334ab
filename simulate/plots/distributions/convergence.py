"""How an answer settles as samples are added: median and interval with their Monte Carlo errors, and a verdict."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ...answer.answer import Answer
from ...answer.run import run_scenario
from ...answer.run_options import Request
from ...engine.run import Progress
from ...language import numeral, phrase, value_of
from ...problems import InvalidInput
from ...scenario.scenario import Scenario
from ...show import labels
from ...show.digits import samples
from ...units.number_format import significant
from .. import captions, forest, style
from ..captions import Statement
from ..plot_data import Panel, panels
from ..quantity_axis import QuantityAxis
from ..ticks import quantity_axis, upright_quantity_axis

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: The fewest samples that are drawn, and the ratio of a count to the one before.
FEWEST, _RATIO = 1024, 4
#: Twice the error of the interval's ends as a share of its width, at which an answer has settled.
SETTLED = 0.01
#: Inches of the axes and what belongs to them, and room at both ends of the axis.
_AXES, _EDGE = 2.9, 0.03
#: Standard errors of a band.
_REACH = 2.0


def answers(scenario: Scenario, request: Request, *, progress: Progress | None = None) -> list[Answer]:
    """The answers from the first 1,024 samples, the first 4,096 and so on, up to those of the `request`.

    Raises InvalidInput if that are fewer than twice as many, and as a run does.
    """
    last = request.count
    if last < 2 * FEWEST:
        raise InvalidInput(f"samples: a plot of convergence needs {2 * FEWEST} or more, got {last}")
    counts = [FEWEST * _RATIO**step for step in range(int(math.log(last / FEWEST, _RATIO)) + 1)]
    counts = [*(count for count in counts if count <= last / 2), last]
    return [
        run_scenario(
            scenario,
            samples=count,
            seed=request.seed,
            threads=request.threads or None,
            design=request.design,
            levels=request.levels,
            describe_inputs=False,
            progress=progress,
        )
        for count in counts
    ]


def first_panels(found: Iterable[Answer], output: str | None) -> list[Panel]:
    """The panel of each answer at the first coordinate."""
    return [panels(each, output)[0] for each in found]


def height(found: Sequence[Panel]) -> float:
    """The height of the lines and the words around them [inches]."""
    return _AXES + statement(found).lines().height / style.POINTS


def statement(found: Sequence[Panel]) -> Statement:
    """What is written around the lines."""
    key = phrase(
        "Lines: median and ends of the {level} % interval. Bands: {reach} standard errors. Dashed: where it ends.",
        level=labels.percent(found[-1].levels[found[-1].main]),
        reach=f"{_REACH:g}",
    )
    return captions.of_panels(found[-1:], key, headline=verdict(found[-1]))


def share(panel: Panel) -> float:
    """Twice the larger error of the interval's ends as a share of its width; 0 for a constant output."""
    low, high = panel.ends[panel.main]
    error, width = max(low.error, high.error), high.value - low.value
    return 2 * error / width if width else 0.0


def verdict(panel: Panel) -> str:
    """Whether the answer has settled, and if not, how many samples it takes."""
    found, count = share(panel), panel.marginal.samples
    if panel.is_constant:
        return phrase("Settled: the same in all {samples}", samples=samples(count))
    if not math.isfinite(found):
        return phrase("Not settled: {samples} are too few for the interval's ends", samples=samples(count))
    error = _percent(found)
    if found <= SETTLED:
        return phrase(
            "Settled: after {samples}, twice the error of the interval's ends is {error} % of its width",
            samples=samples(count),
            error=error,
        )
    needed = 10 ** math.ceil(math.log10(count * (found / SETTLED) ** 2))
    return phrase(
        "Not settled: twice the error of the interval's ends is {error} % of its width; 1 % takes about {samples}",
        error=error,
        samples=samples(needed),
    )


def _percent(found: float) -> str:
    """A share in percent, with as many digits as show on which side of the limit it lies."""
    texts = (significant(100 * found, digits) for digits in range(2, 17))
    return next(
        (text for text in texts if (value_of(text) > 100 * SETTLED) == (found > SETTLED)), numeral(f"{100 * found}")
    )


def draw(found: Sequence[Panel], ax: Axes) -> Axes:
    """Draw the lines of all counts on `ax`."""
    counts = [panel.marginal.samples for panel in found]
    low, high, log = forest.shared_range(found)
    style.bare(ax)
    upright_quantity_axis(ax, found[0].quantity, (low, high), log=log)
    on = QuantityAxis(counts[0], counts[-1], log=True).stretched(_EDGE, _EDGE)
    quantity_axis(ax, phrase("samples"), (on.low, on.high), log=True)
    lines = (
        ([panel.ends[panel.main][0] for panel in found], style.STRONG),
        ([panel.marginal.median for panel in found], style.INK),
        ([panel.ends[panel.main][1] for panel in found], style.STRONG),
    )
    for line, colour in lines:
        values = [each.value for each in line]
        reach = [_REACH * each.error if math.isfinite(each.error) else 0.0 for each in line]
        below, above = ([v + sign * r for v, r in zip(values, reach, strict=True)] for sign in (-1, 1))
        floor = [max(each, low) if log else each for each in below]
        ax.fill_between(counts, floor, above, color=colour, alpha=0.2, lw=0, zorder=2)
        ax.plot(counts, values, "o-", color=colour, lw=1.4, ms=style.scaled(3.4), zorder=4)
        ax.axhline(values[-1], color=style.GREY, lw=0.7, ls=(0, (4, 3)), zorder=1)
    ax.set_ylim(low, high)
    captions.write_statement(ax, statement(found))
    return ax
