"""Plots of distributions: exceedance curve, quantile dots, the laws of inputs, and how an answer settles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ...answer.answer import Answer
from ...answer.run_options import Request
from ...language import language, using
from ...problems import InvalidInput
from ...scenario.scenario import Scenario
from .. import answer_plots, arguments, coordinate_names, style
from ..arguments import kind_of
from . import convergence as convergence_plot
from . import exceedance as exceedance_plot
from . import inputs as inputs_plot
from . import quantile_dots

if TYPE_CHECKING:
    import xarray as xr
    from matplotlib.axes import Axes

#: The default number of samples of `convergence`.
_SAMPLES = 1_000_000


def exceedance(
    result: Answer | xr.DataTree,
    *,
    output: str | None = None,
    title: str | None = None,
    lang: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """How likely one output is above each value, at the first coordinate.

    `output` is by default the headline's; `title` replaces the heading, and `lang` is the language, such as ``de``.
    Raises InvalidInput as `intervals` does.

    >>> from carbonspan import run
    >>> exceedance(run("chatgpt/by-words", samples=10_000)).get_xlabel()
    'emissions (t CO₂e a day), log scale'
    """
    panel = answer_plots.panels_of(result, output, ax)[0]
    with using(lang), style.drawing(answer_plots.text([panel]), ax, title):
        return exceedance_plot.draw(panel, ax or style.new_axes(exceedance_plot.height(panel)))


def dots(
    result: Answer | xr.DataTree,
    *,
    output: str | None = None,
    title: str | None = None,
    lang: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """One output as 20 equally likely values, a dot each, at the first coordinate (Kay et al. 2016).

    `output` is by default the headline's; `title` replaces the heading, and `lang` is the language, such as ``de``.
    Raises InvalidInput as `intervals` does.

    >>> from carbonspan import run
    >>> len(dots(run("chatgpt/by-words", samples=10_000), title="").lines)  # 20 dots and the nominal value
    21
    """
    panel = answer_plots.panels_of(result, output, ax)[0]
    with using(lang), style.drawing(answer_plots.text([panel]), ax, title):
        return quantile_dots.draw(panel, ax or style.new_axes(quantile_dots.height(panel)))


def inputs(scenario: Scenario, *, title: str | None = None, lang: str | None = None, ax: Axes | None = None) -> Axes:
    """What is believed of the inputs of a scenario: the density of each that varies.

    `title` replaces the heading, and `lang` is the language, such as ``de``. Raises InvalidInput for anything but a
    scenario, and if no input varies or more than 60 do.

    >>> from carbonspan import load
    >>> len(inputs(load("chatgpt/by-words")).patches)
    9
    """
    if not isinstance(scenario, Scenario):
        raise InvalidInput(f"scenario: must be what carbonspan.load returns, got {kind_of(scenario)}")
    arguments.check(None, ax)
    names = " ".join([scenario.title, *map(coordinate_names.of_input, scenario.inputs)])
    with using(lang), style.drawing(names, ax, title):
        return inputs_plot.draw(scenario, ax or style.new_axes(inputs_plot.height(scenario)))


def convergence(  # noqa: PLR0913 - the options of a run and of a plot, by keyword
    scenario: Scenario,
    *,
    samples: float = _SAMPLES,
    seed: int = 0,
    output: str | None = None,
    title: str | None = None,
    lang: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """How the answer of a scenario settles as samples are added, at the first coordinate, with a verdict.

    The scenario is run with 1,024 samples, 4,096 and so on, up to `samples`. `output` is by default the headline's;
    `title` replaces the heading, and `lang` is the language, such as ``de``. Raises InvalidInput for anything but a
    scenario and for fewer than 2,048 samples.

    >>> from carbonspan import load
    >>> convergence(load("chatgpt/by-words"), samples=20_000).get_xlabel()
    'samples, log scale'
    """
    if not isinstance(scenario, Scenario):
        raise InvalidInput(f"scenario: must be what carbonspan.load returns, got {kind_of(scenario)}")
    arguments.check(output, ax)
    if lang is not None:
        language(lang)  # one that there is not is refused before the run
    found = convergence_plot.answers(scenario, Request(samples, seed))
    return settling(found, output=output, title=title, lang=lang, ax=ax)


def settling(
    found: Sequence[Answer],
    *,
    output: str | None = None,
    title: str | None = None,
    lang: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """The plot of `convergence`, of answers from more and more samples."""
    drawn = convergence_plot.first_panels(found, output)
    with using(lang), style.drawing(answer_plots.text(drawn[-1:]), ax, title):
        return convergence_plot.draw(drawn, ax or style.new_axes(convergence_plot.height(drawn)))


def described(result: Answer | xr.DataTree, output: str | None, plot: Callable[..., Axes]) -> tuple[str, str]:
    """The heading of a plot of an answer and the plot in words."""
    panel = answer_plots.panels_of(result, output, None)[0]
    heading = quantile_dots.heading(panel) if plot is dots else panel.headline
    return heading, f"{heading}. {answer_plots.in_words([panel])}"


def described_inputs(scenario: Scenario) -> tuple[str, str]:
    """The heading of a plot of inputs and the plot in words."""
    statement = inputs_plot.statement(scenario)
    return statement.headline, " ".join((f"{statement.headline}.", *statement.sentences))


def described_settling(found: Sequence[Answer], output: str | None) -> tuple[str, str]:
    """The verdict of a plot of convergence and the plot in words."""
    last = convergence_plot.first_panels(found[-1:], output)
    return convergence_plot.verdict(last[0]), f"{convergence_plot.verdict(last[0])}. {answer_plots.in_words(last)}"
