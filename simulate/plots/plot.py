"""Plots for print, `carbonspan.plot`: of an answer, and of what its inputs explain.

| plot | shows |
|---|---|
| `intervals` | an answer: its density over its credible intervals |
| `forest` | one answer or several: their intervals, a row a coordinate |
| `course` | an answer: its intervals as bands along a sweep, or along an axis that counts, such as hours |
| `bars` | a sensitivity analysis: the share of an output's variance that each input explains |
| `tornado` | a sensitivity analysis: how far an output swings with each input |
| `conditional` | a sensitivity analysis: an output's intervals where an input is low, middle or high |
| `pair` | a sensitivity analysis: an output over its two strongest inputs |

A plot takes an `Axes` and returns it; `write` makes a file. Colours are Okabe and Ito's (2008), told apart by
colour-blind readers and in grey.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..answer.answer import Answer
from ..comparing.compared import Compared
from ..comparing.gap import Gap
from ..problems import InvalidInput, did_you_mean
from ..sensitivity.analysis import Sensitivity
from ..show import output_files
from ..show.reports import compare
from ..show.reports import gap as report
from . import answer_plots, several, style, waterfall
from .answer_plots import course, forest, intervals
from .arguments import kind_of
from .image import save
from .sensitivity import sensitivity_plots
from .sensitivity.sensitivity_plots import bars, conditional, pair, tornado

if TYPE_CHECKING:
    import xarray as xr
    from matplotlib.axes import Axes

__all__ = [
    "ANSWER_KINDS",
    "SENSITIVITY_KINDS",
    "bars",
    "check_writable",
    "conditional",
    "course",
    "forest",
    "intervals",
    "pair",
    "tornado",
    "write",
]

SUFFIXES = (".png", ".svg", ".pdf")

#: The plots of an answer by name.
ANSWER_PLOTS: Mapping[str, Callable[..., Axes]] = {"intervals": intervals, "forest": forest, "course": course}
_OF_SENSITIVITY: Mapping[str, Callable[..., Axes]] = {
    "bars": bars,
    "tornado": tornado,
    "conditional": conditional,
    "pair": pair,
}
#: The plots that `write` knows, by name: of an answer and of a sensitivity analysis.
ANSWER_KINDS, SENSITIVITY_KINDS = tuple(ANSWER_PLOTS), tuple(_OF_SENSITIVITY)


def check_writable(path: Path | str) -> None:
    """Raise InvalidInput unless `write` can write to `path`."""
    if not isinstance(path, str | PathLike):
        raise InvalidInput(f"path: must be the name of a file, such as 'answer.png', got {kind_of(path)}")
    output_files.check_writable(path, SUFFIXES)


def write(
    result: Answer | Sensitivity | Compared | Gap | xr.DataTree,
    path: Path | str,
    *,
    output: str | None = None,
    kind: str | None = None,
) -> None:
    """Write a plot of an answer, a sensitivity analysis, a comparison or a gap as PNG, SVG or PDF.

    The same numbers give the same bytes.
    `kind` is the name of the plot, by default the one that suits an answer, and ``bars`` of a sensitivity analysis.
    `output` is by default the headline's. Raises InvalidInput for another suffix, if the file cannot be written, for
    an output that the answer does not have, for anything else to draw, for a plot of another kind, and as that plot
    does.
    """
    check_writable(path)
    if isinstance(result, Compared):
        save(several.compared(result), path, title=compare.sentence(result), description=several.described(result))
        return
    if isinstance(result, Gap):
        with style.literal(report.sentence(result)):
            ax = waterfall.draw(result, style.new_axes(waterfall.height(result)))
        save(ax, path, title=report.sentence(waterfall.told(result)), description=waterfall.described(result))
        return
    written = _analysis_drawn if sensitivity_plots.is_analysis(result) else _answer_drawn
    ax, title, description = written(result, output, kind)
    save(ax, path, title=title, description=description)


def _answer_drawn(answer: Any, output: str | None, kind: Any) -> tuple[Axes, str, str]:
    """A plot of an answer, its headline, and the plot in words."""
    draw = _chosen(ANSWER_PLOTS, kind, answer_plots.suiting(answer, output))
    return draw(answer, output=output), *answer_plots.described(answer, output)


def _analysis_drawn(tree: Any, output: str | None, kind: Any) -> tuple[Axes, str, str]:
    """A plot of a sensitivity analysis, its headline, and the plot in words."""
    draw = _chosen(_OF_SENSITIVITY, kind, "bars")
    return draw(tree, output=output), *sensitivity_plots.described(tree, output, draw)


def _chosen(plots: Mapping[str, Callable[..., Axes]], kind: Any, usual: str) -> Callable[..., Axes]:
    """The plot of this kind, the `usual` one for None; raises InvalidInput for a name that is none of `plots`."""
    if kind is None:
        return plots[usual]
    if not isinstance(kind, str):
        raise InvalidInput(f"kind: must be the name of a plot, such as {usual!r}, got {kind_of(kind)}")
    if kind not in plots:
        of = "a sensitivity analysis" if plots is _OF_SENSITIVITY else "an answer"
        raise InvalidInput(f"kind: no plot of {of} is called {kind!r}; {did_you_mean(kind, plots)}")
    return plots[kind]
