"""The words around a plot: a bold sentence and what it is about above, sources and how it was computed below."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from .. import citations
from . import style
from .plot_data import Panel, headline
from .style import POINTS, TEXT, TINY, TITLE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Where text that is flush with the figure begins, as a share of its width.
_FLUSH = 0.022
#: Points from the axes to the words above and below, and what lies between the bold sentence and the rest.
_ABOVE, _BELOW, _BETWEEN = 10.0, 44.0, 3.0
_SOURCE_LINES = 3
_UNBROKEN = "\u00a0"
#: Where a text is best broken: behind a sentence or a semicolon, and before what goes on behind brackets.
_CLAUSES = re.compile(r"(?<=; )|(?<=\. )(?=[^\W\d_a-z])|(?<=\) )(?=to )")
#: Letters in brackets that are not broken.
_SHORT = 48
_LEADING = 1.4
#: Into how many steps a line's width is cut to find the narrowest that takes no more lines.
_STEPS = 40

_Width = Callable[[str], float]
_Parted = Callable[[str], list[str]]


@dataclass(frozen=True)
class Captions:
    """What stands above and below a plot, in lines that fit."""

    headline: tuple[str, ...]
    subtitles: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def height(self) -> float:
        """How many points they take, their distance from the axes included."""
        above = _ABOVE + _LEADING * (TITLE * len(self.headline) + TEXT * len(self.subtitles)) + _BETWEEN
        return above + _BELOW + _LEADING * TINY * len(self.sources)


def words(found: Sequence[Panel], key: str = "", *, width: float = style.WIDTH) -> Captions:
    """What is said of these panels on a figure `width` inches wide; `key` says what the marks are."""
    first, room = found[0], width * POINTS * (1 - 2 * _FLUSH)
    title = ": ".join(filter(None, (first.title, first.coordinate if len(found) == 1 else "")))
    subtitles = [line for each in (title, first.about, key) for line in wrapped(each, room, TEXT)]
    cited = citations.sentence(first.sources, lambda text: len(filled(text, room, TINY)) <= _SOURCE_LINES)
    below = [line for each in (cited, first.computed) for line in filled(each, room, TINY)]
    above = wrapped(_held_together(headline(found)), room, TITLE, bold=True)
    return Captions(tuple(above), tuple(subtitles), tuple(below))


def _held_together(sentence: str) -> str:
    """A sentence that no line ends in between a number and its unit, or within short brackets."""
    sentence = re.sub(r"(?<=\d) (?=[^\W\d]|%)", _UNBROKEN, sentence)
    return re.sub(rf"\([^)]{{,{_SHORT}}}\)", lambda found: found[0].replace(" ", _UNBROKEN), sentence)


def write(ax: Axes, found: Sequence[Panel], key: str = "", *, above: float = 0.0) -> None:
    """Write them around `ax`, flush with the figure if that is theirs; `above` points stay free between them."""
    said = words(found, key, width=_room(ax))
    offset = _ABOVE + above
    for line in reversed(said.subtitles):
        _word(ax, line, offset=offset, size=TEXT)
        offset += _LEADING * TEXT
    offset += _BETWEEN
    for line in reversed(said.headline):
        _word(ax, line, offset=offset, size=TITLE, bold=True)
        offset += _LEADING * TITLE
    _word(ax, "\n".join(said.sources), offset=-_BELOW, size=TINY)


def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """A text in as few lines of `room` points as hold it, broken between clauses, none much shorter than the others.

    A clause that does not fit is broken between words, a word between letters.

    >>> wrapped("one two three four", 1000, 9)
    ['one two three four']
    >>> wrapped("one two three four", 80, 9)
    ['one two', 'three four']
    >>> wrapped("One. Two, three four.", 80, 9)
    ['One.', 'Two, three four.']
    """
    lines = _balanced(style.typeset(text), room, partial(style.text_width, size=size, bold=bold), _PARTS)
    return [line.rstrip(" ") for line in lines]


def _clauses(text: str) -> list[str]:
    return _CLAUSES.split(text)


def _words(text: str) -> list[str]:
    return re.findall(r"[^ ]+ *", text)


#: Into what a text is parted, the next where a part of the one before does not fit.
_PARTS: tuple[_Parted, ...] = (_clauses, _words, list)


def filled(text: str, room: float, size: float) -> list[str]:
    """The same, but every line as full as it gets, as in a paragraph."""
    lines = _filled(style.typeset(text), room, partial(style.text_width, size=size), _PARTS)
    return [line.rstrip(" ") for line in lines]


def _balanced(text: str, room: float, width: _Width, parts: Sequence[_Parted]) -> list[str]:
    """Lines as few as fit and as even as can be."""
    lines = _filled(text, room, width, parts)
    for step in range(1, _STEPS):
        narrower = _filled(text, room * (1 - step / _STEPS), width, parts)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _filled(text: str, room: float, width: _Width, parts: Sequence[_Parted]) -> list[str]:
    """Lines with as many parts each as fit; one that does not fit is broken in turn, on lines of its own."""
    lines, is_open = list[str](), False
    for part in parts[0](text) if text else ():
        is_whole = len(parts) == 1 or width(part.rstrip(" ")) <= room
        if is_open and is_whole and width((lines[-1] + part).rstrip(" ")) <= room:
            lines[-1] += part
        else:
            lines += [part] if is_whole else _balanced(part, room, width, parts[1:])
        is_open = is_whole
    return lines


def _room(ax: Axes) -> float:
    """How many inches there are for words: the figure's width, or that of the axes beside others."""
    share = 1.0 if len(ax.figure.axes) == 1 else ax.get_position().width
    return max(1.5, share * ax.figure.get_figwidth())  # type: ignore[union-attr]


def _word(ax: Axes, text: str, *, offset: float, size: float, bold: bool = False) -> None:
    """`text` so many points above the axes, or below them; in grey unless it is bold."""
    alone = len(ax.figure.axes) == 1
    x, across = (_FLUSH, "figure fraction") if alone else (0.0, "axes fraction")
    ax.annotate(
        text,
        (x, 1 if offset > 0 else 0),
        xycoords=(across, "axes fraction"),
        xytext=(0, offset),
        textcoords="offset points",
        va="bottom" if offset > 0 else "top",
        fontsize=size,
        weight="bold" if bold else "normal",
        color=style.INK if bold else style.GREY,
        linespacing=_LEADING,
        annotation_clip=False,
    )
