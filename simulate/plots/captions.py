"""The text around a plot: headline and what it is about above, sources below, columns of numbers beside its rows.

Lines are broken by the measured widths of a proportional font, between clauses first: textwrap counts characters and
knows neither.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from ..language import phrase
from ..show import citations
from ..units.vocabulary import vocabulary
from . import figure_format, style
from .plot_data import Panel, headline
from .style import POINTS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: The left end of text that is flush with the figure, as a share of its width.
_FLUSH = 0.022
#: Points from the axes to the text above and below, and from the headline to the rest.
_ABOVE, _BELOW, _BETWEEN = 10.0, 44.0, 3.0
#: Points from the axes to the first column of numbers and between columns, and those that the columns' heads take.
GAP, HEADS = 8, 12
_SOURCE_LINES = 3
#: Points of the name of an upright axis, and of the margins of axes beside others.
_LABEL, _MARGINS = 22.0, 20.0
_UNBROKEN = "\u00a0"
#: The ends of clauses: after a sentence and a semicolon.
_CLAUSES = r"(?<=; )|(?<=\. )(?=[^\W\d_a-z])"
#: The longest text in brackets that stays on one line.
_SHORT = 48
_LEADING = 1.4
#: Widths tried to find the narrowest that needs no more lines.
_STEPS = 40

_Width = Callable[[str], float]
_Split = Callable[[str], list[str]]


@dataclass(frozen=True)
class Captions:
    """The lines above and below a plot."""

    headline: tuple[str, ...]
    subtitles: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def height(self) -> float:
        """Their height and their distance from the axes [points]."""
        above = style.TITLE * len(self.headline) + style.TEXT * len(self.subtitles)
        lines: float = above + style.TINY * len(self.sources)
        return _LEADING * lines + style.scaled(_ABOVE + _BETWEEN + _BELOW)


@dataclass(frozen=True)
class Statement:
    """What is written around a plot: the headline, sentences below it, sources and how it was computed."""

    headline: str
    sentences: tuple[str, ...]
    sources: tuple[str, ...]
    computed: str

    @property
    def text(self) -> str:
        """All that it says."""
        return " ".join((self.headline, *self.sentences, *self.sources, self.computed))

    def lines(self, room: float | None = None) -> Captions:
        """Its lines, `room` points long, by default those of the picture that is being drawn.

        A picture of a given height has the headline, and as much of all else as leaves the axes enough of it.
        """
        found = figure_format.current()
        room = (found.width * POINTS if room is None else room) * (1 - 2 * _FLUSH)
        shorter = (
            self,
            replace(self, sources=()),
            replace(self, sources=(), sentences=self.sentences[:1]),
            replace(self, sources=(), sentences=self.sentences[:1], computed=""),
            replace(self, sources=(), sentences=(), computed=""),
        )
        tried = (each.every_line(room, found.title) for each in shorter)
        return next(
            (each for each in tried if each.height <= found.words), Captions(self._above(room, found.title), (), ())
        )

    def every_line(self, room: float, title: str | None) -> Captions:
        """All of its lines, `room` points long, with its own headline unless there is a `title`."""
        subtitles = [line for each in self.sentences for line in wrapped(each, room, style.TEXT)]
        cited = citations.sentence(self.sources, lambda text: len(filled(text, room, style.TINY)) <= _SOURCE_LINES)
        below = [line for each in (cited, self.computed) for line in filled(each, room, style.TINY)]
        return Captions(self._above(room, title), tuple(subtitles), tuple(below))

    def _above(self, room: float, title: str | None) -> tuple[str, ...]:
        own = self.headline if title is None else title
        return tuple(wrapped(_held_together(own), room, style.TITLE, bold=True))


def words(found: Sequence[Panel], key: str = "") -> Captions:
    """The captions of these panels in the picture that is being drawn; `key` explains the marks."""
    return _statement(found, key).lines()


def _statement(found: Sequence[Panel], key: str) -> Statement:
    first = found[0]
    if first.name:
        sources = tuple(dict.fromkeys(source for panel in found for source in panel.sources))
        names = ", ".join(dict.fromkeys(panel.name for panel in found))
        return Statement(
            headline(found),
            (phrase("{quantity}: {names}.", quantity=first.quantity, names=names), key),
            sources,
            first.computed,
        )
    title = ": ".join(filter(None, (first.title, first.coordinate if len(found) == 1 else "")))
    return Statement(headline(found), (title, first.about, key), first.sources, first.computed)


def of_panels(found: Sequence[Panel], key: str, *, headline: str) -> Statement:
    """What is written around a plot of these panels that has a headline of its own."""
    return replace(_statement(found, key), headline=headline)


def _held_together(sentence: str) -> str:
    """A sentence with spaces that do not break between a number and its unit, within that and within short brackets."""
    substance = vocabulary().substance.name
    sentence = sentence.replace(f" {substance}", f"{_UNBROKEN}{substance}")
    sentence = re.sub(r"(?<=\d) (?=[^\W\d]|%)", _UNBROKEN, sentence)
    return re.sub(rf"\([^)]{{,{_SHORT}}}\)", lambda found: found[0].replace(" ", _UNBROKEN), sentence)


def write(ax: Axes, found: Sequence[Panel], key: str = "", *, above: float = 0.0) -> None:
    """Write the captions of these panels around `ax`, `above` points farther up."""
    write_statement(ax, _statement(found, key), above=above)


def write_statement(ax: Axes, statement: Statement, *, above: float = 0.0) -> None:
    """Write `statement` around `ax`, `above` points farther up; flush with the figure if it has no other axes."""
    lines = statement.lines(_room(ax))
    offset = style.scaled(_ABOVE) + above
    for line in reversed(lines.subtitles):
        _word(ax, line, offset=offset, size=style.TEXT)
        offset += _LEADING * style.TEXT
    offset += style.scaled(_BETWEEN)
    for line in reversed(lines.headline):
        _word(ax, line, offset=offset, size=style.TITLE, bold=True)
        offset += _LEADING * style.TITLE
    if lines.sources:
        more = style.TEXT * (ax.xaxis.label.get_text().count("\n"))
        _word(ax, "\n".join(lines.sources), offset=-style.scaled(_BELOW) - _LEADING * more, size=style.TINY)


def write_column(ax: Axes, name: str, texts: Sequence[str], *, start: float, right: bool = False) -> float:
    """Write a text a row, 0 and on, in a column that begins `start` points from the axes; returns where it ends.

    The column is flush `right` or left.
    """
    end = start + column_width(name, texts)
    beside = end if right else start
    for row, text in enumerate(texts):
        ax.annotate(style.typeset(text), (1, row), xycoords=ax.get_yaxis_transform(), xytext=(beside, 0),
                    va="center_baseline", ha="right" if right else "left", textcoords="offset points",
                    fontsize=style.SMALL, color=style.INK, annotation_clip=False)  # fmt: skip
    write_head(ax, name, 1, beside, right=right)
    return end


def column_width(name: str, texts: Sequence[str]) -> float:
    """The width of a column with this head [points]."""
    widest = max(style.text_width(style.typeset(text), style.SMALL) for text in texts)
    return max(widest, style.text_width(name, style.TINY))


def write_head(ax: Axes, text: str, x: float, beside: float, *, right: bool = False) -> None:
    """Write the head of a column, small above it, `beside` points from the share `x` of the axes' width."""
    ax.annotate(text, (x, 1), xycoords="axes fraction", xytext=(beside, 4), textcoords="offset points", va="bottom",
                ha="right" if right else "left", fontsize=style.TINY, color=style.GREY,
                annotation_clip=False)  # fmt: skip


def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """A text in the fewest lines of `room` points, broken between clauses into lines of similar length.

    A clause that does not fit is broken between words, a word after slashes, and what is left between letters.

    >>> wrapped("one two three four", 1000, 9)
    ['one two three four']
    >>> wrapped("one two three four", 80, 9)
    ['one two', 'three four']
    >>> wrapped("One. Two, three four.", 80, 9)
    ['One.', 'Two, three four.']
    >>> wrapped("requests/person/day", 60, 9)
    ['requests/', 'person/day']
    """
    lines = _balanced(style.typeset(text), room, partial(style.text_width, size=size, bold=bold), _PARTS)
    return [line.rstrip(" ") for line in lines]


def _clauses(text: str) -> list[str]:
    """The clauses of a text, whose ends are those of sentences, semicolons, and closing brackets before `to`."""
    return re.split(rf"{_CLAUSES}|(?<=\) )(?={re.escape(phrase('to'))} )", text)


def _words(text: str) -> list[str]:
    return re.findall(r"[^ ]+ *", text)


def _between_slashes(text: str) -> list[str]:
    return re.split(r"(?<=/)(?=[^/])", text)


#: How a text is split; pieces that do not fit are split in the next way.
_PARTS: tuple[_Split, ...] = (_clauses, _words, _between_slashes, list)


def longest_piece(text: str, size: float) -> float:
    """The width of the longest piece of a text that is not to be broken: a word, or a part of it between slashes."""
    pieces = (piece.rstrip(" ") for word in _words(style.typeset(text)) for piece in _between_slashes(word))
    return max((style.text_width(piece, size) for piece in pieces), default=0.0)


def filled(text: str, room: float, size: float) -> list[str]:
    """A text in lines of `room` points, each as full as possible."""
    lines = _filled(style.typeset(text), room, partial(style.text_width, size=size), _PARTS)
    return [line.rstrip(" ") for line in lines]


def _balanced(text: str, room: float, width: _Width, parts: Sequence[_Split]) -> list[str]:
    """The fewest lines, as even as possible."""
    lines = _filled(text, room, width, parts)
    for step in range(1, _STEPS):
        narrower = _filled(text, room * (1 - step / _STEPS), width, parts)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _filled(text: str, room: float, width: _Width, parts: Sequence[_Split]) -> list[str]:
    """Lines with as many pieces each as fit; one that does not fit is split further, on lines of its own."""
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
    """The length of lines [points]: all of the figure's width, or what axes beside others have from their left end."""
    whole = figure_format.current().width * POINTS
    if figure_format.is_alone(ax):
        return whole
    names = [style.text_width(each.get_text(), style.SMALL) for each in ax.get_yticklabels()]
    label = style.scaled(_LABEL) if ax.yaxis.label.get_text() else 0.0
    return max(whole - max(names, default=0.0) - label - style.scaled(_MARGINS), whole / 3)


def _word(ax: Axes, text: str, *, offset: float, size: float, bold: bool = False) -> None:
    """Write `text` at `offset` points above the axes, or below if negative, in grey unless it is bold."""
    x, across = (_FLUSH, "figure fraction") if figure_format.is_alone(ax) else (0.0, "axes fraction")
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
