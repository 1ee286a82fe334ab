"""Plots of several scenarios from the scenarios themselves: their comparison, and the gap between two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..answer.run_options import Request
from ..comparing.compare import compare_scenarios
from ..comparing.compared import Compared
from ..comparing.explained import Gap
from ..comparing.gap import gap as between
from ..comparing.pairing import PairingRules
from ..comparing.sides import Agreement, sides
from ..language import language, using
from ..problems import InvalidInput
from ..scenario.scenario import Scenario
from ..show.reports import compare
from ..show.reports import gap as report
from . import arguments, several, style, waterfall
from .arguments import kind_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SAMPLES = 1_000_000


def comparison(  # noqa: PLR0913 - the options of a run and of a plot, by keyword
    scenarios: Sequence[Scenario],
    *,
    samples: float = _SAMPLES,
    seed: int = 0,
    output: str | None = None,
    title: str | None = None,
    lang: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Scenarios compared on the same draws of the inputs that they share: the density and intervals of each.

    `output` is by default the headline's of each; `title` replaces the heading, and `lang` is the language, such as
    ``de``. Raises InvalidInput for anything but two scenarios or more, and as `carbonspan.compare` does.

    >>> from carbonspan import load
    >>> both = [load("presets/chat-h100"), load("presets/chat-b200")]
    >>> comparison(both, samples=2_000).get_xlabel()
    'emissions (g CO₂e a request), log scale'
    """
    found = _compared(_checked(scenarios, output, lang, ax), samples, seed, output)
    with using(lang):
        return compared(found, title=title, ax=ax)


def gap(  # noqa: PLR0913 - the options of a run and of a plot, by keyword
    first: Scenario,
    second: Scenario,
    *,
    samples: float = _SAMPLES,
    seed: int = 0,
    output: str | None = None,
    title: str | None = None,
    lang: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Why two scenarios differ: a waterfall from the lower answer to the higher one, factor by factor.

    `output` is by default the headline's of each; `title` replaces the heading, and `lang` is the language, such as
    ``de``. Raises InvalidInput for anything but scenarios, and as `carbonspan.gap` does.

    >>> from carbonspan import load
    >>> gap(load("chatgpt/by-words"), load("chatgpt/by-hardware"), samples=2_000).get_xlabel()
    'emissions (kg CO₂e a day), log scale'
    """
    one, other = sides(_checked([first, second], output, lang, ax), [output] * 2, Agreement())
    found = between(one, other, Request(samples, seed), PairingRules())
    with using(lang):
        return explained(found, title=title, ax=ax)


def compared(found: Compared, *, title: str | None = None, ax: Axes | None = None) -> Axes:
    """A comparison drawn."""
    return several.compared(found, title=title, ax=ax)


def explained(found: Gap, *, title: str | None = None, ax: Axes | None = None) -> Axes:
    """A gap drawn."""
    with style.drawing(report.sentence(waterfall.ascending(found)), ax, title):
        return waterfall.draw(found, ax or style.new_axes(waterfall.height(found)))


def described_comparison(found: Compared) -> tuple[str, str]:
    """The heading of a comparison and the plot in words."""
    return compare.sentence(found), several.described(found)


def described_gap(found: Gap) -> tuple[str, str]:
    """The heading of a gap and the plot in words."""
    return report.sentence(waterfall.ascending(found)), waterfall.described(found)


def _compared(scenarios: Sequence[Scenario], samples: float, seed: int, output: str | None) -> Compared:
    return compare_scenarios(
        scenarios,
        Request(samples, seed),
        outputs=[output] * len(scenarios),
        rules=PairingRules(),
        agreement=Agreement(),
    )


def _checked(scenarios: Sequence[Scenario], output: str | None, lang: str | None, ax: Axes | None) -> list[Scenario]:
    """The scenarios; raises InvalidInput, before anything is computed, for what is none and for other arguments."""
    arguments.check(output, ax)
    if lang is not None:
        language(lang)
    given: list[Scenario] = [*scenarios] if isinstance(scenarios, list | tuple) else [scenarios]  # type: ignore[list-item]
    for each in given:
        if not isinstance(each, Scenario):
            raise InvalidInput(f"scenarios: must be what carbonspan.load returns, got {kind_of(each)}")
    if len(given) < 2:
        raise InvalidInput("scenarios: must be two or more, got one")
    return given
