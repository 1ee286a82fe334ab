"""Plots of an answer: its density over its intervals, a row an interval, or bands along hours or a sweep."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..answer.answer import Answer
from ..language import phrase, using
from ..problems import InvalidInput
from ..show import citations, labels
from ..show.datasets.stored_answer import stored_answer
from . import arguments, bands, several, style, sweep_bands
from . import forest as forest_plot
from .arguments import kind_of
from .densities import intervals as intervals_plot
from .evidence import published
from .plot_data import Panel, headline, panels

if TYPE_CHECKING:
    import xarray as xr
    from matplotlib.axes import Axes


def intervals(
    result: Answer | xr.DataTree,
    *,
    output: str | None = None,
    title: str | None = None,
    lang: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """The density of one output with its credible intervals and the nominal figure, at the first coordinate.

    `output` is by default the headline's; `title` replaces the heading, and `lang` is the language of all other words,
    such as ``de``. Raises InvalidInput for an output that the answer does not have, for anything but an answer, for an
    unknown language, and if no axis can be drawn.

    >>> from carbonspan import run
    >>> intervals(run("chatgpt/by-words", samples=10_000), output="energy").get_xlabel()
    'energy (MWh a day), log scale'
    >>> intervals(run("chatgpt/by-words", samples=10_000), lang="fr").get_xlabel()
    'émissions (t CO₂e par jour), échelle log.'
    """
    found = panels_of(result, output, ax)[:1]
    with using(lang), style.drawing(text(found), ax, title):
        return intervals_plot.draw(found[0], ax or style.new_axes(intervals_plot.height(found[0])))


def forest(
    result: Answer | xr.DataTree | Sequence[Answer | xr.DataTree],
    *,
    output: str | None = None,
    title: str | None = None,
    lang: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """The credible intervals of one output, a row a coordinate; of several answers, all in one figure.

    `output` is by default the headline's, of each answer its own. Raises InvalidInput for an output that the answer
    does not have, for anything but answers, for answers of unlike units or functional units, and if no axis can be
    drawn.

    >>> from carbonspan import run
    >>> forest(run("chatgpt/by-words", samples=10_000)).get_xlabel()
    'emissions (t CO₂e a day), log scale'
    >>> several = [run(name, samples=10_000) for name in ("chatgpt/by-words", "chatgpt/by-hardware")]
    >>> [label.get_text() for label in forest(several).get_yticklabels()]
    ['chatgpt/by-words', 'chatgpt/by-hardware']
    """
    found = _of_all(result, output, ax) if isinstance(result, list | tuple) else panels_of(result, output, ax)
    with using(lang), style.drawing(text(found), ax, title):
        return forest_plot.draw(found, ax or style.new_axes(forest_plot.height(found)))


def course(
    result: Answer | xr.DataTree,
    *,
    output: str | None = None,
    title: str | None = None,
    lang: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """The credible intervals of one output along a sweep, or along an axis that counts, such as hours.

    `output` is by default the headline's. Raises InvalidInput for an output that the answer does not have, for anything
    but an answer, and if nothing is swept and no axis counts far enough, or no axis can be drawn.

    >>> from carbonspan import run
    >>> course(run("bert/by-hour", samples=2_000)).get_xlabel()
    'start hour'
    """
    found = panels_of(result, output, ax)
    if found[0].answer.subject.scales:
        with using(lang), style.drawing(text(found), ax, title):
            return sweep_bands.draw(found, ax or style.new_axes(sweep_bands.height(found)))
    along = _along(found)
    if along is None:
        raise InvalidInput("no axis counts far enough for a course; draw a forest")
    with using(lang), style.drawing(text(found), ax, title):
        return bands.draw(found, ax or style.new_axes(bands.height(found)), along=along)


def suiting(result: Answer | xr.DataTree, output: str | None) -> str:
    """The name of the plot that suits an answer; raises InvalidInput as the plots do."""
    found = panels_of(result, output, None)
    return "course" if found[0].answer.subject.scales or _along(found) else "forest" if len(found) > 1 else "intervals"


def described(result: Answer | xr.DataTree, output: str | None) -> tuple[str, str]:
    """The headline of an answer's plot and the plot in words; raises InvalidInput as the plots do."""
    found = panels_of(result, output, None)
    return headline(found), in_words(found)


def described_together(results: Sequence[Answer | xr.DataTree], output: str | None) -> tuple[str, str]:
    """The headline of a plot of several answers and the plot in words; raises InvalidInput as `forest` does."""
    found = _of_all(results, output, None)
    return headline(found), in_words(found)


def panels_of(result: Any, output: Any, ax: Any) -> list[Panel]:
    """The panels of an answer; raises InvalidInput for arguments of another kind."""
    if isinstance(result, list | tuple):
        raise InvalidInput(
            f"result: a plot shows one answer of carbonspan.run, got a {type(result).__name__} of {len(result)}; "
            "draw several in one figure with `forest`, or each on axes of its own, with ax="
        )
    if not isinstance(result, Answer) and "histogram" not in getattr(result, "children", ()):
        if hasattr(result, "children"):
            raise InvalidInput(
                "result: must be the whole answer of carbonspan.run, a DataTree; this one has no groups of an answer"
            )
        raise InvalidInput(f"result: must be the whole answer of carbonspan.run, a DataTree, got {kind_of(result)}")
    arguments.check(output, ax)
    return panels(result if isinstance(result, Answer) else stored_answer(result), output)


def _of_all(results: Sequence[Any], output: Any, ax: Any) -> list[Panel]:
    """The panels of several answers, each under its name, in the unit of the first."""
    if not results:
        raise InvalidInput("result: must be at least one answer of carbonspan.run, got an empty list")
    return several.together([panels_of(each, output, ax) for each in results])


def _along(found: list[Panel]) -> str | None:
    return labels.counting_axis([panel.marginal.coordinates for panel in found])


def text(found: list[Panel]) -> str:
    """Every text of the plot that people wrote, in any alphabet."""
    return " ".join([in_words(found), *(f"{panel.row} {' '.join(panel.marginal.coordinates)}" for panel in found)])


def in_words(found: list[Panel]) -> str:
    """The plot in words, for screen readers."""
    first = found[0]
    what = (
        phrase("Credible intervals at {count} coordinates of {quantity}.", count=len(found), quantity=first.quantity)
        if len(found) > 1
        else phrase("Density of {quantity}.", quantity=first.quantity)
    )
    cited = citations.sentence(first.sources, lambda _: True)
    said = (
        f"{first.title}.",
        what,
        f"{headline(found)}.",
        published.in_words(found),
        first.about,
        cited,
        first.computed,
    )
    return " ".join([*filter(None, said), phrase("Hash {hash}.", hash=first.identity)])
