"""Whether what is written in a picture fits: no text reaches beyond the figure or over another."""

from __future__ import annotations

import warnings
from itertools import combinations
from typing import TYPE_CHECKING, Any

from ..problems import InvalidInput
from .image import NO_ROOM, writing

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text
    from matplotlib.transforms import Bbox

#: Pixels by which boxes may touch, for what is empty at the edges of letters.
_SLACK = 1.0


def check(ax: Axes) -> None:
    """Raise InvalidInput if a text of the figure of `ax` is cut or lies over another."""
    if found := problems(ax.get_figure(root=True)):
        raise InvalidInput(f"size: too small for this plot, {found[0]}; choose a larger one, or another kind")


def problems(figure: Any) -> list[str]:
    """What is wrong with the texts of a figure, measured as they are drawn; empty if they all fit."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with writing():
            figure.draw_without_rendering()
    if any("collapsed to zero" in str(each.message) for each in caught):
        return [NO_ROOM]
    boxes = [(each, _box(each)) for each in _texts(figure)]
    whole = figure.bbox.padded(_SLACK)
    cut = [
        f"as {_quoted(text)} is cut"
        for text, box in boxes
        if not (whole.contains(box.x0, box.y0) and whole.contains(box.x1, box.y1))
    ]
    over = [
        f"as {_quoted(one)} lies over {_quoted(other)}"
        for (one, first), (other, second) in combinations(boxes, 2)
        if _overlap(first, second)
    ]
    return [*cut, *over]


def _texts(figure: Any) -> list[Text]:
    """The texts that are seen."""
    from matplotlib.text import Text

    hidden = {id(label) for ax in figure.findobj(_has_axis) for axis in (ax.xaxis, ax.yaxis) for label in _unseen(axis)}
    found = figure.findobj(Text)
    return [each for each in found if each.get_visible() and each.get_text().strip() and id(each) not in hidden]


def _has_axis(artist: Any) -> bool:
    return hasattr(artist, "xaxis")


def _unseen(axis: Any) -> list[Text]:
    """The labels of ticks that lie beyond the ends of an axis, and of those that matplotlib keeps in reserve."""
    drawn = {id(tick) for tick in axis._update_ticks()}  # noqa: SLF001 - no public way says which ticks are drawn
    ticks = [*axis.get_major_ticks(), *axis.get_minor_ticks()]
    return [label for tick in ticks if id(tick) not in drawn for label in (tick.label1, tick.label2)]


def _box(text: Text) -> Bbox:
    return text.get_window_extent()


def _overlap(one: Bbox, other: Bbox) -> bool:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    up = min(one.y1, other.y1) - max(one.y0, other.y0)
    return bool(across > _SLACK and up > _SLACK)


def _quoted(text: Text) -> str:
    return repr(" ".join(text.get_text().split()))
