"""The plot of what measuring an input would buy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...answer.answer import HASH_LETTERS
from ...language import ENGLISH, phrase, using
from ...problems import InvalidInput
from ...sensitivity.measuring.measurements import Measurements
from ...show import citations
from .. import arguments, style
from ..arguments import kind_of
from . import narrowing
from .measured_output import MeasuredOutput, measured_output

if TYPE_CHECKING:
    import xarray as xr
    from matplotlib.axes import Axes

_GROUP, _VARIABLE = "measurements", "width_now"


def measure(
    tree: Measurements | xr.DataTree,
    *,
    output: str | None = None,
    title: str | None = None,
    lang: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """The width of one output's 90 % interval that is expected after each measurement, over its width now.

    `tree` is what `carbonspan.measure` returns; `output` is by default the headline's, and `lang` is the language, such
    as ``de``. Widths are ratios of the interval's ends if it spans a factor of 10 or more, else differences. Raises
    InvalidInput for an output without an interval that could narrow, if there is nothing to measure, and for anything
    but measurements.

    >>> from carbonspan import measure as buy
    >>> ax = measure(buy("bloom/embodied", samples=20_000))
    >>> ax.get_xlabel(), ax.get_yticklabels()[0].get_text()
    ('width of the 90 % interval of emissions (t)', 'server')
    """
    shown = _measured(tree, output, ax)
    names = [each.name for each in shown.narrowings]
    with using(lang), style.drawing(" ".join([_described(shown), *names, shown.name]), ax, title):
        return narrowing.draw(shown, ax or style.new_axes(narrowing.height(shown)))


def is_measurements(value: Any) -> bool:
    """Whether a value is what measurements would buy, or the tree of it."""
    children = getattr(value, "children", ())
    return isinstance(value, Measurements) or (_GROUP in children and _VARIABLE in value[_GROUP])


def described(tree: Measurements | xr.DataTree, output: str | None) -> tuple[str, str]:
    """The headline of the plot, and the plot in words, for screen readers."""
    shown = _measured(tree, output, None)
    return narrowing.headline(shown), _described(shown)


def _described(shown: MeasuredOutput) -> str:
    statement = narrowing.statement(shown)
    title, *sentences = statement.sentences
    cited = citations.sentence(statement.sources, lambda _: True)
    identity = phrase("Hash {hash}.", hash=str(shown.tree.attrs["hash"])[:HASH_LETTERS])
    words = (f"{title}.", f"{statement.headline}.", *sentences, cited, statement.computed, identity)
    return " ".join(filter(None, words))


def _measured(tree: Any, output: Any, ax: Any) -> MeasuredOutput:
    """The output to draw; raises InvalidInput for arguments of another kind."""
    if not is_measurements(tree):
        raise InvalidInput(f"tree: must be the whole DataTree of measurements, got {kind_of(tree)}")
    arguments.check(output, ax)
    if isinstance(tree, Measurements):
        from ...show.reports.measure_dataset import dataset

        with using(ENGLISH.code):  # what a tree holds is for programs
            tree = dataset(tree)
    return measured_output(tree, output)
