"""Plots for print, `carbonspan.plot`: of an answer, and of what its inputs explain.

| plot | shows |
|---|---|
| `intervals` | an answer: its density over its credible intervals |
| `forest` | one answer or several: their intervals, a row a coordinate |
| `course` | an answer: its intervals as bands along a sweep, or along an axis that counts, such as hours |
| `exceedance` | an answer: how likely its output is above each value |
| `dots` | an answer: twenty equally likely values, a dot each |
| `inputs` | a scenario: what is believed of each input |
| `convergence` | a scenario: how its answer settles as samples are added, with a verdict |
| `bars` | a sensitivity analysis: the share of an output's variance that each input explains |
| `tornado` | a sensitivity analysis: how far an output swings with each input |
| `conditional` | a sensitivity analysis: an output's intervals where an input is low, middle or high |
| `pair` | a sensitivity analysis: an output over its two strongest inputs |
| `measure` | measurements: how wide an output's interval would be after each |
| `comparison` | scenarios: the densities and intervals of all, on the same draws of what they share |
| `gap` | two scenarios: why they differ, factor by factor |

A plot takes an `Axes` and returns it, and works beside others in one figure; `title` replaces its heading, and `lang`
is the language of all other words: ``en``, ``de``, ``es``, ``fr``, ``it`` or ``pt``.
`write` makes a file. Colours are Okabe and Ito's (2008), distinct to
colour-blind readers and in grey.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..answer.answer import Answer
from ..answer.hindcasts.hindcast import Hindcast
from ..comparing.compared import Compared
from ..comparing.explained import Gap
from ..language import using
from ..problems import InvalidInput, did_you_mean
from ..scenario.scenario import Scenario
from ..sensitivity.analysis import Sensitivity
from ..sensitivity.measuring.measurements import Measurements
from ..show import output_files
from . import answer_plots, comparison_plots, figure_format, fit
from .answer_plots import course, forest, intervals
from .arguments import kind_of
from .comparison_plots import comparison, gap
from .distributions import distribution_plots
from .distributions.distribution_plots import convergence, dots, exceedance, inputs, settling
from .evidence import audited, calibration
from .evidence.audited import AuditPicture
from .image import save
from .palettes import palette
from .sensitivity import measure_plots, sensitivity_plots
from .sensitivity.measure_plots import measure
from .sensitivity.sensitivity_plots import bars, conditional, pair, tornado
from .style import drawing, new_axes

if TYPE_CHECKING:
    from typing import TypeAlias

    import xarray as xr
    from matplotlib.axes import Axes

    Drawable: TypeAlias = (
        Answer | Sensitivity | Measurements | Compared | Gap | AuditPicture | Hindcast | Scenario | xr.DataTree
    )

__all__ = [
    "ANSWER_KINDS",
    "SENSITIVITY_KINDS",
    "bars",
    "check_writable",
    "comparison",
    "conditional",
    "convergence",
    "course",
    "dots",
    "exceedance",
    "forest",
    "gap",
    "inputs",
    "intervals",
    "measure",
    "pair",
    "tornado",
    "write",
]

SUFFIXES = (".png", ".svg", ".pdf")

#: The plots of an answer by name.
ANSWER_PLOTS: Mapping[str, Callable[..., Axes]] = {
    "intervals": intervals,
    "forest": forest,
    "course": course,
    "exceedance": exceedance,
    "dots": dots,
}
_OF_SENSITIVITY: Mapping[str, Callable[..., Axes]] = {
    "bars": bars,
    "tornado": tornado,
    "conditional": conditional,
    "pair": pair,
}
_OF_MEASUREMENTS: Mapping[str, Callable[..., Axes]] = {"measure": measure}
_OF_SEVERAL: Mapping[str, Callable[..., Axes]] = {"forest": forest, "convergence": settling}
#: The plots that `write` knows, by name: of an answer and of a sensitivity analysis.
ANSWER_KINDS, SENSITIVITY_KINDS = tuple(ANSWER_PLOTS), tuple(_OF_SENSITIVITY)


def check_writable(path: Path | str) -> None:
    """Raise InvalidInput unless `write` can write to `path`."""
    if not isinstance(path, str | PathLike):
        raise InvalidInput(f"path: must be the name of a file, such as 'answer.png', got {kind_of(path)}")
    output_files.check_writable(path, SUFFIXES)


def write(  # noqa: PLR0913 - the options of a picture, by keyword
    result: Drawable | Sequence[Answer | xr.DataTree],
    path: Path | str,
    *,
    output: str | None = None,
    kind: str | None = None,
    title: str | None = None,
    size: str | None = None,
    log: bool | None = None,
    style: str | None = None,
    lang: str | None = None,
) -> None:
    """Write a plot of an answer or several, an analysis, measurements, a comparison, a gap, an audit or a hindcast.

    The file is a PNG, SVG or PDF. The same numbers give the same bytes. `kind` is the name of the plot, by default the
    one that suits an answer, ``forest`` of several, and ``bars`` of a sensitivity analysis. `output` is by default the
    headline's. `title` replaces the heading, and an empty one omits it. `size` is ``column``, ``page``, ``slide`` or
    millimetres such as ``85x60mm``; `log` makes the axis of the output logarithmic or linear, and `style` is ``print``,
    ``screen``, whose background is clear, or ``dark``. `lang` is the language of all other words than the file's:
    ``en``, ``de``, ``es``, ``fr``, ``it`` or ``pt``.

    Raises InvalidInput for another suffix, if the file cannot be written, for an output that the answer does not have,
    for anything else to draw, for a title that no scenario may have, for a plot of another kind, for an unknown
    language, for a size in which labels would overlap, and as that plot does.
    """
    check_writable(path)
    title = figure_format.heading(title)
    wanted = replace(figure_format.of_size(size), title=title, log=log, palette=palette(style))
    with using(lang), figure_format.using(wanted):
        ax, heading, description = _drawn(result, output, kind)
        if size is not None:
            fit.check(ax)
        save(ax, path, title=title or heading, description=description)


def _drawn(result: Any, output: str | None, kind: Any) -> tuple[Axes, str, str]:
    """A plot, its headline, and the plot in words."""
    if drawn := next((draw(result) for of, draw in _IN_ONE_WAY.items() if isinstance(result, of)), None):
        return drawn
    if measure_plots.is_measurements(result):
        draw = _chosen(_OF_MEASUREMENTS, kind, "measure")
        return draw(result, output=output), *measure_plots.described(result, output)
    if sensitivity_plots.is_analysis(result):
        draw = _chosen(_OF_SENSITIVITY, kind, "bars")
        return draw(result, output=output), *sensitivity_plots.described(result, output, draw)
    if isinstance(result, list | tuple):
        draw = _chosen(_OF_SEVERAL, kind, "forest")
        words = answer_plots.described_together if draw is forest else distribution_plots.described_settling
        return draw(result, output=output), *words(result, output)
    return _one_drawn(result, output, kind)


def _comparison_drawn(found: Compared) -> tuple[Axes, str, str]:
    return comparison_plots.compared(found), *comparison_plots.described_comparison(found)


def _audit_drawn(found: AuditPicture) -> tuple[Axes, str, str]:
    with drawing(found.statement.text, None):
        return audited.draw(found, new_axes(found.height)), found.headline, found.description


def _hindcast_drawn(found: Hindcast) -> tuple[Axes, str, str]:
    with drawing(calibration.text(found), None):
        return calibration.draw(found), *calibration.described(found)


def _gap_drawn(found: Gap) -> tuple[Axes, str, str]:
    return comparison_plots.explained(found), *comparison_plots.described_gap(found)


#: What is drawn in one way only, and how: a plot, its headline, and the plot in words.
_IN_ONE_WAY: Mapping[type, Callable[[Any], tuple[Axes, str, str]]] = {
    AuditPicture: _audit_drawn,
    Compared: _comparison_drawn,
    Gap: _gap_drawn,
    Hindcast: _hindcast_drawn,
}


def _one_drawn(result: Any, output: str | None, kind: Any) -> tuple[Axes, str, str]:
    """A plot of an answer, or of a scenario's inputs."""
    if isinstance(result, Scenario):
        _chosen({"inputs": inputs}, kind, "inputs")
        return inputs(result), *distribution_plots.described_inputs(result)
    draw = _chosen(ANSWER_PLOTS, kind, answer_plots.suiting(result, output))
    if draw in {exceedance, dots}:
        return draw(result, output=output), *distribution_plots.described(result, output, draw)
    return draw(result, output=output), *answer_plots.described(result, output)


def _chosen(plots: Mapping[str, Callable[..., Axes]], kind: Any, usual: str) -> Callable[..., Axes]:
    """The plot of this kind, the `usual` one for None; raises InvalidInput for a name that is none of `plots`."""
    if kind is None:
        return plots[usual]
    if not isinstance(kind, str):
        raise InvalidInput(f"kind: must be the name of a plot, such as {usual!r}, got {kind_of(kind)}")
    if kind not in plots:
        named = (
            (_OF_SENSITIVITY, "a sensitivity analysis"),
            (_OF_MEASUREMENTS, "measurements"),
            (_OF_SEVERAL, "several answers"),
            (ANSWER_PLOTS, "an answer"),
        )
        of = next((words for known, words in named if plots is known), "a scenario")
        raise InvalidInput(f"kind: no plot of {of} is called {kind!r}; {did_you_mean(kind, plots)}")
    return plots[kind]
