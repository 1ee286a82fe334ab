"""Plots of a sensitivity analysis: what inputs explain of an output, and how it moves with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any

from ...language import ENGLISH, phrase, using
from ...problems import InvalidInput
from ...sensitivity.analysis import Sensitivity
from ...show import citations
from .. import arguments, coordinate_names, style
from ..arguments import kind_of
from . import bars as bars_plot
from . import conditional as conditional_plot
from . import pair as pair_plot
from . import tornado as tornado_plot
from .output_analysis import OutputAnalysis, output_analysis

if TYPE_CHECKING:
    import xarray as xr
    from matplotlib.axes import Axes

#: Groups by which the tree of an analysis is known.
_GROUPS = ("sobol", "tornado", "conditional")


def bars(  # noqa: PLR0913 - the options of a plot, by keyword
    tree: Sensitivity | xr.DataTree,
    *,
    output: str | None = None,
    at: Mapping[str, Any] | None = None,
    title: str | None = None,
    lang: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """The shares of one output's variance that inputs explain, a bar an input.

    Bars are Sobol' indices, or Shapley effects where the tree has these. `output` is by default the headline's; `at`
    names options of axes, such as ``{"region": "norway"}``, by default the first ones. Raises InvalidInput for an
    output or a coordinate that the tree does not have, for an output that does not vary, and for anything but a
    sensitivity analysis. `title` replaces the heading, and `lang` is the language, such as ``de``.

    >>> from carbonspan import load
    >>> from carbonspan.simulate.answer.run_options import Request
    >>> from carbonspan.simulate.sensitivity.analysis import sensitivity
    >>> bars(sensitivity(load("bloom/embodied"), Request(2_000, 0))).get_xlabel()
    'share of the variance of emissions (%)'
    """
    _check_coordinate(at)
    with using(lang):
        return _drawn(bars_plot, _analysis(tree, output, ax, at=at), ax, title)


def tornado(
    tree: Sensitivity | xr.DataTree,
    *,
    output: str | None = None,
    title: str | None = None,
    lang: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """How far one output swings from the 5 % to the 95 % quantile of each input, at the first coordinate.

    `output` is by default the headline's. Raises InvalidInput as `bars` does, and if no axis can be drawn.

    >>> from carbonspan import load
    >>> from carbonspan.simulate.answer.run_options import Request
    >>> from carbonspan.simulate.sensitivity.analysis import sensitivity
    >>> ax = tornado(sensitivity(load("bloom/embodied"), Request(2_000, 0)))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['server (kg/server)', 'lifetime (years)', 'utilization (%)', 'GPU (kg/GPU)']
    """
    with using(lang):
        return _drawn(tornado_plot, _analysis(tree, output, ax), ax, title)


def conditional(
    tree: Sensitivity | xr.DataTree,
    *,
    output: str | None = None,
    title: str | None = None,
    lang: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """The 90 % intervals of one output where each input is low, middle or high, at the first coordinate.

    `output` is by default the headline's. Raises InvalidInput as `bars` does, and if no axis can be drawn.

    >>> from carbonspan import load
    >>> from carbonspan.simulate.answer.run_options import Request
    >>> from carbonspan.simulate.sensitivity.analysis import sensitivity
    >>> conditional(sensitivity(load("bloom/embodied"), Request(2_000, 0))).get_xlabel()
    'emissions (t CO₂e)'
    """
    with using(lang):
        return _drawn(conditional_plot, _analysis(tree, output, ax), ax, title)


def pair(
    tree: Sensitivity | xr.DataTree,
    *,
    output: str | None = None,
    title: str | None = None,
    lang: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """One output over its two strongest inputs, in colours, at the first coordinate.

    `output` is by default the headline's. Raises InvalidInput as `bars` does, if a single input varies, and if no axis
    can be drawn.

    >>> from carbonspan import load
    >>> from carbonspan.simulate.answer.run_options import Request
    >>> from carbonspan.simulate.sensitivity.analysis import sensitivity
    >>> ax = pair(sensitivity(load("bloom/embodied"), Request(2_000, 0)))
    >>> ax.get_xlabel(), ax.get_ylabel()
    ('server (kg/server)', 'lifetime (years)')
    """
    with using(lang):
        return _drawn(pair_plot, _analysis(tree, output, ax), ax, title)


_MODULES: Mapping[Callable[..., Axes], ModuleType] = {
    bars: bars_plot,
    tornado: tornado_plot,
    conditional: conditional_plot,
    pair: pair_plot,
}


def is_analysis(value: Any) -> bool:
    """Whether a value is a sensitivity analysis, or the tree of one."""
    return isinstance(value, Sensitivity) or set(_GROUPS) <= set(getattr(value, "children", ()))


def described(tree: Sensitivity | xr.DataTree, output: str | None, plot: Callable[..., Axes]) -> tuple[str, str]:
    """The headline of a plot of one output, and the plot in words, for screen readers."""
    shown = _analysis(tree, output, None)
    return _MODULES[plot].statement(shown).headline, _described(_MODULES[plot], shown)


def _described(module: ModuleType, shown: OutputAnalysis) -> str:
    statement = module.statement(shown)
    title, *sentences = statement.sentences
    cited = citations.sentence(statement.sources, lambda _: True)
    words = (
        f"{title}.",
        f"{statement.headline}.",
        *sentences,
        cited,
        statement.computed,
        phrase("Hash {hash}.", hash=shown.identity),
    )
    return " ".join(filter(None, words))


def _drawn(module: ModuleType, shown: OutputAnalysis, ax: Axes | None, title: str | None) -> Axes:
    names = map(coordinate_names.of_input, shown.rank)
    with style.drawing(" ".join([_described(module, shown), *names, shown.quantity]), ax, title):
        found: Axes = module.draw(shown, ax or style.new_axes(module.height(shown)))
        return found


def _analysis(tree: Any, output: Any, ax: Any, *, at: Mapping[str, Any] | None = None) -> OutputAnalysis:
    """The output to draw; raises InvalidInput for arguments of another kind."""
    if not is_analysis(tree):
        is_answer = "histogram" in getattr(tree, "children", ()) or hasattr(tree, "marginals")
        got = "the answer of a run; draw its intervals" if is_answer else kind_of(tree)
        raise InvalidInput(f"tree: must be the whole DataTree of a sensitivity analysis, got {got}")
    arguments.check(output, ax)
    if isinstance(tree, Sensitivity):
        from ...show.reports.sensitivity_tree import tree as tree_of

        with using(ENGLISH.code):  # what a tree holds is for programs
            tree = tree_of(tree)
    return output_analysis(tree, output, at)


def _check_coordinate(at: Any) -> None:
    if at is not None and not isinstance(at, Mapping):
        raise InvalidInput(f"at: must name an option of axes, such as {{'region': 'norway'}}, got {kind_of(at)}")
