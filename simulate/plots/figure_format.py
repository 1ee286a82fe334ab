"""How a picture is to be: size, type, colours, a heading of one's own, and whether its axis is logarithmic.

What draws asks for the format that holds where it is called, so that all that is drawn within one picture agrees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..files.visible import one_line, title_rule
from ..problems import InvalidInput
from .arguments import kind_of
from .palettes import PRINT, Palette

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Points in an inch, and millimetres.
POINTS, MILLIMETRES = 72.0, 25.4
#: The width of a picture [inches], and what a plot of one quantity has beside its axis [points].
WIDTH, _BESIDE = 7.2, 98.4
#: A picture narrower than this [inches] has smaller type, down to this share of the usual one.
_NARROW, _SMALLEST = 4.3, 0.78
#: The share of a given height that words take at most.
_WORDS = 0.47
#: The least and the greatest side of a picture [mm].
_SHORTEST, _LONGEST = 40.0, 1000.0
_SIZE = re.compile(r"(\d+(?:\.\d+)?) ?[x×] ?(\d+(?:\.\d+)?) ?mm", re.ASCII)


@dataclass(frozen=True)
class Format:
    """The size of a picture [inches], its type as a share of the usual, its own heading, its scale and colours.

    A picture without a `height` is as high as it needs; `log` is None where the numbers decide.
    """

    width: float = WIDTH
    height: float | None = None
    type: float = 1.0
    title: str | None = None
    log: bool | None = None
    palette: Palette = PRINT

    @property
    def room(self) -> float:
        """The length of the axis of a plot of one quantity [points]."""
        return self.width * POINTS - _BESIDE * self.type

    @property
    def words(self) -> float:
        """The height that words around the axes may take [points]."""
        return float("inf") if self.height is None else _WORDS * self.height * POINTS

    def is_log(self, low: float, *, usual: bool) -> bool:
        """Whether an axis from `low` is logarithmic; raises InvalidInput if it should be and reaches zero."""
        if self.log and low <= 0:
            raise InvalidInput(f"no logarithmic axis: it would begin at {low:.3g}; a linear one can show that")
        return usual if self.log is None else self.log


#: The sizes with names: the column and the width of a journal's page, and a slide of 16 to 9.
SIZES = {
    "column": Format(85 / MILLIMETRES, None, _SMALLEST),
    "page": Format(170 / MILLIMETRES),
    "slide": Format(254 / MILLIMETRES, 143 / MILLIMETRES, 1.35),
}
_USUAL = Format()
_CURRENT: ContextVar[Format] = ContextVar("format")


def current() -> Format:
    """The format of the picture that is being drawn."""
    return _CURRENT.get(_USUAL)


@contextmanager
def using(found: Format) -> Iterator[None]:
    """Within this context, pictures have this format."""
    token = _CURRENT.set(found)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def of_size(text: str | None) -> Format:
    """The format of a size: ``column``, ``page``, ``slide`` or ``85x60mm``; the usual one for None.

    Raises InvalidInput for anything else, and for a side below 40 mm or above 1 m.

    >>> round(of_size("85x60mm").width, 2), of_size("page").height
    (3.35, None)
    """
    if text is None:
        return Format()
    if text in SIZES:
        return SIZES[text]
    found = _SIZE.fullmatch(text.strip())
    if not found:
        raise InvalidInput(f"size: must be {', '.join(SIZES)} or millimetres such as 85x60mm, got {text!r}")
    sides = [float(side) for side in found.groups()]
    if not all(_SHORTEST <= side <= _LONGEST for side in sides):
        raise InvalidInput(f"size: each side must be {_SHORTEST:g} to {_LONGEST:g} mm, got {text}")
    width, height = (side / MILLIMETRES for side in sides)
    return Format(width, height, _type(width))


def of_width(width: float) -> Format:
    """The format of a picture this wide [mm], as high as it needs."""
    inches = width / MILLIMETRES
    return Format(inches, None, _type(inches))


def of_axes(ax: Axes | None, title: str | None = None) -> Format:
    """The format of a picture on `ax`, or of one of its own, with this `title`; raises InvalidInput for an odd one."""
    found = replace(current(), title=heading(title) if title is not None else current().title)
    if ax is None:
        return found
    width, height = (share * side for share, side in zip(_shares(ax), ax.figure.get_size_inches(), strict=True))  # type: ignore[union-attr]
    return replace(found, width=width, height=height, type=_type(width))


def heading(title: object) -> str | None:
    """A title on one line, None if there is none of its own; raises InvalidInput as for the title of a scenario."""
    if title is None:
        return None
    if not isinstance(title, str):
        raise InvalidInput(f"title: must be a text, got {kind_of(title)}")
    if rule := title_rule(title):
        raise InvalidInput(f"title: {rule}")
    return one_line(title)


def is_alone(ax: Axes) -> bool:
    """Whether its figure has no other axes."""
    return len(ax.figure.axes) == 1


def _shares(ax: Axes) -> tuple[float, float]:
    """The shares of the figure's width and height that axes have with what belongs to them."""
    if is_alone(ax):
        return 1.0, 1.0
    cell = ax.get_subplotspec()
    if cell is None:
        return ax.get_position().width, ax.get_position().height
    rows, columns = cell.get_gridspec().get_geometry()
    return len(cell.colspan) / columns, len(cell.rowspan) / rows


def _type(width: float) -> float:
    return min(1.0, max(_SMALLEST, width / _NARROW))
