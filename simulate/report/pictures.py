"""The pictures of a report: plots as SVG within a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ..answer.answer import Answer
from ..comparing.compared import Compared
from ..plots import answer_plots, image, several, style
from ..plots.plot import ANSWER_PLOTS
from ..plots.sensitivity import sensitivity_plots
from ..sensitivity.analysis import Sensitivity
from ..show import export
from ..show.reports import compare, compare_export, sensitivity_records
from .blocks import Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes


#: The width of a picture [inches]: its smallest letters are readable on a phone, where it is scaled to some 360 pixels.
_WIDTH = 5.4
#: Inches that words take more than on a wide one.
_FOLDED = 0.3


def of_answer(answer: Answer) -> Picture:
    """The headline's output: its density, or its intervals at all coordinates; the numbers of the answer beside it."""
    draw = ANSWER_PLOTS[answer_plots.suiting(answer, None)]
    title, words = answer_plots.described(answer, None)
    return _picture(
        _narrow(partial(draw, answer)), title, words, export.as_csv(answer), f"{_file(answer.subject.name)}.csv"
    )


def of_sensitivity(found: Sensitivity, draw: Callable[[Sensitivity], Axes]) -> Picture:
    """What the inputs explain of the headline's output."""
    title, words = sensitivity_plots.described(found, None, draw)
    name = f"{_file(found.subject.name)}-sensitivity.csv"
    return _picture(_narrow(partial(draw, found)), title, words, sensitivity_records.as_csv(found), name)


def of_comparison(found: Compared) -> Picture:
    """The densities of all that is compared."""
    numbers = compare_export.as_csv(found)
    return _picture(
        several.compared(found), compare.sentence(found), several.described(found), numbers, "comparison.csv"
    )


def _picture(ax: Axes, title: str, words: str, data: str, name: str) -> Picture:
    return Picture(_within(image.svg(ax, title=title, description=words), _file(name)), title, words, data, name)


def _narrow(draw: Callable[..., Axes]) -> Axes:
    """A plot on a narrow figure, as high as it makes its own, with room for words that fold sooner."""
    figure = draw().figure
    return draw(ax=style.new_axes(figure.get_figheight() + _FOLDED, _WIDTH))  # type: ignore[union-attr]


def _within(svg: str, key: str) -> str:
    """An SVG for use within a page that has others: no head of a file, as wide as there is room, names of its own."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r'\b(id|aria-labelledby)="([^"]+)"', lambda found: f'{found[1]}="{_keyed(found[2], key)}"', svg)
    svg = re.sub(r'(xlink:href="|url\()#', rf"\1#{key}-", svg)
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    return re.sub(r'(<svg\b[^>]*?) width="[^"]*"([^>]*?) height="[^"]*"|', _unsized, svg, count=1)


def _unsized(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}" if found[1] else found[0]


def _keyed(names: str, key: str) -> str:
    return " ".join(f"{key}-{name}" for name in names.split())


def _file(name: str) -> str:
    """A name without what a file's name or an identifier cannot have."""
    return re.sub(r"[^\w-]+", "-", name).strip("-").lower()
