"""An answer in a notebook: the sentence to quote, a small picture, a table; all else is xarray's own tree.

The tree of an answer has an accessor, ``tree.carbonspan``, and IPython shows such a tree by it.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..answer.answer import Answer
from ..problems import InvalidInput
from ..show import text
from ..show.datasets.stored_answer import answer_in, stored_answer
from ..show.tables import medians, varying_axes
from ..show.terminals.columns import Columns

if TYPE_CHECKING:
    import xarray as xr

_CELL = "padding:2px 10px;text-align:{}"
#: Pixels per inch of the picture, which is finer than it is shown.
_DPI = 140
_NOTE = "The whole answer is a DataTree: <code>.groups</code> names its parts, <code>print</code> shows it."


class AnswerView:
    """The answer that a tree holds, as people read it: ``tree.carbonspan``."""

    def __init__(self, tree: xr.DataTree) -> None:
        self._tree = tree

    @property
    def sentence(self) -> str:
        """The sentence to quote; raises InvalidInput for a tree without an answer.

        >>> from carbonspan import run
        >>> run("chatgpt/by-words", samples=10_000).carbonspan.sentence[:30]
        'emissions: 1.8 t CO2e a day; 9'
        """
        shown = self._answer.in_units()
        axes, _ = varying_axes(shown, shown.of(shown.main.output))
        return text.headline(shown, shown.main, axes)

    def __repr__(self) -> str:
        """The short answer, as it is printed."""
        return text.render(self._answer, width=100)

    def _repr_html_(self) -> str:
        """The sentence, a small picture and a table."""
        shown = self._answer.in_units()
        nominal = text.nominal_sentence(shown.main)
        beliefs = "".join(f"<p>{escape(each)}</p>" for each in text.beliefs(shown.implausible))
        warnings = "".join(f"<p><b>Warning:</b> {escape(each)}</p>" for each in shown.cautions)
        table = medians(shown)
        parts = (
            f"<p>{escape(text.title(shown))}</p><p><b>{escape(self.sentence)}</b><br>{escape(nominal)}</p>",
            beliefs,
            warnings,
            _picture(self._answer),
            _table(table.columns, table.title),
            f"<p><small>{escape(text.basis(shown))}. {_NOTE}</small></p>",
        )
        return f'<div class="carbonspan-answer">{"".join(parts)}</div>'

    @property
    def _answer(self) -> Answer:
        if not is_answer(self._tree):
            raise InvalidInput("tree: holds no answer of carbonspan.run; `carbonspan` is for the root of one")
        return stored_answer(self._tree)


def is_answer(tree: Any) -> bool:
    """Whether a tree holds the answer of a run."""
    return {"histogram", "intervals", "quantiles", "nominal"} <= set(tree.children) and "headline" in tree.attrs


def open_answer(path: str | Path) -> xr.DataTree:
    """The answer in a netCDF file, as `run` returns it.

    Raises InvalidInput if the file cannot be read, or holds something else.
    """
    from ..show.datasets.opened import opened

    tree = opened(path)
    if not is_answer(tree):
        raise InvalidInput(f"{path}: holds no answer of a run; open it with xarray.open_datatree")
    answer_in(tree, path)
    return shown(tree)


def shown(tree: xr.DataTree) -> xr.DataTree:
    """The tree of an answer, which from now on has its accessor, and which a notebook shows by it."""
    _register_accessor()
    _register_with_notebook()
    return tree


@cache
def _register_accessor() -> None:
    import xarray as xr

    register: Any = xr.register_datatree_accessor
    register("carbonspan")(AnswerView)


def _register_with_notebook() -> None:
    """Tell IPython, if it runs, how an answer is shown; it keeps one function for a type."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is not None:
        import xarray as xr

        shell.display_formatter.formatters["text/html"].for_type(xr.DataTree, _html)


def _html(tree: xr.DataTree) -> str:
    """What a notebook shows of a tree: of an answer the sentence, picture and table, else what xarray shows."""
    of: Any = AnswerView(tree) if is_answer(tree) else tree
    return str(of._repr_html_())


def _picture(answer: Answer) -> str:
    from ..plots import image
    from .pictures import narrow, plot_of

    draw, words = plot_of(answer)
    data = base64.b64encode(image.png(narrow(draw), dpi=_DPI)).decode()
    return f'<img alt="{escape(words)}" style="max-width:520px" src="data:image/png;base64,{data}">'


def _table(columns: Columns, title: str) -> str:
    caption = f"<caption>{escape(title)}</caption>" if title else ""
    head = "".join(_cells("th", columns.heads, columns))
    rows = "".join(f"<tr>{''.join(_cells('td', row, columns))}</tr>" for row in columns.rows)
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cells(tag: str, row: Sequence[str], columns: Columns) -> Iterator[str]:
    for name, each in zip(columns.heads, row, strict=True):
        side = "right" if name in columns.numbers else "left"
        yield f'<{tag} style="{_CELL.format(side)}">{escape(each)}</{tag}>'
