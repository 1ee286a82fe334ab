"""The pictures of a report: plots as SVG within a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ..answer.answer import Answer
from ..comparing.compared import Compared
from ..plots import answer_plots, figure_format, image, several
from ..plots.figure_format import Format
from ..plots.plot import ANSWER_PLOTS
from ..plots.sensitivity import sensitivity_plots
from ..sensitivity.analysis import Sensitivity
from ..show import export
from ..show.reports import compare, compare_export, sensitivity_records
from .blocks import Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes


#: How a picture is drawn for a page, and for a phone, which shows about one and a half pixels a point.
_PAGE, _PHONE = Format(5.4), figure_format.SIZES["column"]


def of_answer(answer: Answer) -> Picture:
    """The headline's output: its density, or its intervals at all coordinates; the numbers of the answer beside it."""
    draw, words = plot_of(answer)
    title, _ = answer_plots.described(answer, None)
    return _picture(draw, title, words, export.as_csv(answer), f"{_file(answer.subject.name)}.csv")


def plot_of(answer: Answer) -> tuple[Callable[[], Axes], str]:
    """What draws the plot that suits an answer, and the plot in words."""
    draw = ANSWER_PLOTS[answer_plots.suiting(answer, None)]
    _, words = answer_plots.described(answer, None)
    return partial(draw, answer), words


def of_sensitivity(found: Sensitivity, draw: Callable[[Sensitivity], Axes]) -> Picture:
    """What the inputs explain of the headline's output."""
    title, words = sensitivity_plots.described(found, None, draw)
    name = f"{_file(found.subject.name)}-sensitivity.csv"
    return _picture(partial(draw, found), title, words, sensitivity_records.as_csv(found), name)


def of_comparison(found: Compared) -> Picture:
    """The densities of all that is compared."""
    draw, words = partial(several.compared, found), several.described(found)
    return _picture(draw, compare.sentence(found), words, compare_export.as_csv(found), "comparison.csv")


def _picture(draw: Callable[[], Axes], title: str, words: str, data: str, name: str) -> Picture:
    """A picture drawn twice: for a page, and for a phone, where its letters would be too small."""

    def drawn(size: Format, key: str) -> str:
        with figure_format.using(size):
            return _within(image.svg(draw(), title=title, description=words), key)

    key = _file(name)
    return Picture(drawn(_PAGE, key), title, words, data, name, drawn(_PHONE, f"{key}-phone"))


def narrow(draw: Callable[[], Axes]) -> Axes:
    """A plot on a narrow figure, as high as it needs."""
    with figure_format.using(_PAGE):
        return draw()


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
