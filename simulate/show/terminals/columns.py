"""Tables and sentences that fit the width of a terminal: folded between words, never within one."""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

_GAP = "  "
_INDENT = 4
#: The least width of a column of prose; narrower ones are printed below their row's name.
_NARROWEST = 12
#: A space that does not break.
_TIE = "\xa0"
#: The space before a percent sign.
_PERCENT = re.compile(r"(?<=\d) (?=%)")

Cells = Sequence[str]


class Line(NamedTuple):
    """A line of a table; `is_head` if it belongs to the head."""

    text: str
    is_head: bool = False


@dataclass(frozen=True)
class Columns:
    """A table: heads and rows of texts.

    Columns of `numbers` are aligned to the right and, as `whole` ones, never folded. The others are prose, which folds
    between words in a narrow terminal. The first `names` columns identify a row. A head may have several lines.
    """

    heads: Cells
    rows: Sequence[Cells]
    numbers: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    names: int = 1

    def lines(self, width: int = sys.maxsize) -> Iterator[Line]:
        """The lines of the table, at most `width` wide.

        A table without prose that is too wide becomes several. If neither fits, each row is printed below its name.
        Nothing is left out.

        >>> table = Columns(("id", "says"), [("a/b", "one two three")], whole=frozenset({"id"}))
        >>> [line.text for line in table.lines()]
        ['id   says', 'a/b  one two three']
        >>> [line.text for line in table.lines(17)]
        ['id   says', 'a/b  one two', '     three']
        >>> [line.text for line in table.lines(16)]
        ['a/b', '    one two', '    three']
        """
        widths = self._fitted(width)
        if widths is not None:
            yield from (Line(text, is_head=True) for text in self._folded(self.heads, widths))
            yield from (Line(text) for row in self.rows for text in self._folded(row, widths))
        elif self._can_part(width):
            yield from self._parted(width)
        else:
            yield from (Line(text) for row in self.rows for text in self._stacked(row, width))

    def _can_part(self, width: int) -> bool:
        """Whether there is no prose, and several columns of which each fits beside the names."""
        names, others = range(self.names), range(self.names, len(self.heads))
        narrow = all(self._room([*names, column]) <= width for column in others)
        return narrow and len(others) > 1 and all(map(self._is_kept, self.heads))

    def _parted(self, width: int) -> Iterator[Line]:
        """Several tables of as many columns as fit, each with the names."""
        names, left = range(self.names), list(range(self.names, len(self.heads)))
        while left:
            count = next(count for count in range(len(left), 0, -1) if self._room([*names, *left[:count]]) <= width)
            yield from self._of([*names, *left[:count]]).lines()
            left = left[count:]
            yield from [Line("")] if left else []

    def _of(self, columns: Sequence[int]) -> Columns:
        """The table of these columns alone."""
        rows = [[row[column] for column in columns] for row in self.rows]
        return replace(self, heads=[self.heads[column] for column in columns], rows=rows)

    def _room(self, columns: Sequence[int]) -> int:
        """The width of these columns, not folded."""
        widest = (max(_length(row[column]) for row in (self.heads, *self.rows)) for column in columns)
        return sum(widest) + len(_GAP) * (len(columns) - 1)

    def _fitted(self, width: int) -> list[int] | None:
        """The width of each column, prose narrowed as needed, the widest first; None if they do not fit."""
        texts = list(zip(self.heads, *self.rows, strict=True))
        widths = [max(map(_length, column)) for column in texts]
        least = [self._least(column, most) for column, most in zip(texts, widths, strict=True)]
        for _ in range(sum(widths) + len(_GAP) * (len(widths) - 1) - width):
            spare = [index for index, now in enumerate(widths) if now > least[index]]
            if not spare:
                return None
            widths[max(spare, key=widths.__getitem__)] -= 1
        return widths

    def _least(self, column: Cells, width: int) -> int:
        """The least width of a column: that of its longest word, if it is prose."""
        if self._is_kept(column[0]):
            return width
        longest = max(len(word) for text in column for word in text.split() or [""])
        return min(width, max(longest, _NARROWEST))

    def _is_kept(self, head: str) -> bool:
        return head in self.numbers or head in self.whole

    def _folded(self, row: Cells, widths: Sequence[int]) -> Iterator[str]:
        """The lines of one row, each column at its width."""
        cells = [
            text.split("\n") if self._is_kept(head) else fold(text, width)
            for text, head, width in zip(row, self.heads, widths, strict=True)
        ]
        for index in range(max(map(len, cells))):
            texts = [cell[index] if index < len(cell) else "" for cell in cells]
            yield _GAP.join(map(self._aligned, texts, self.heads, widths)).rstrip()

    def _aligned(self, text: str, head: str, width: int) -> str:
        return text.rjust(width) if head in self.numbers else text.ljust(width)

    def _stacked(self, row: Cells, width: int) -> Iterator[str]:
        """A row's name, and below it the other cells, numbers with their heads."""
        yield from fold(", ".join(row[: self.names]), width, hanging=_INDENT)
        others = zip(self.heads[self.names :], row[self.names :], strict=True)
        cells = [self._with_head(head, text) for head, text in others if text]
        yield from fold(" " * _INDENT + "; ".join(cells), width) if cells else []

    def _with_head(self, head: str, text: str) -> str:
        """A cell outside its column: a number with its head."""
        return _tied(f"{' '.join(head.split())} {text}") if head in self.numbers else text


def fold(text: str, width: int = sys.maxsize, *, hanging: int = 0) -> list[str]:
    """A text in lines of at most `width`, a longer word on its own; further lines are indented by `hanging` more.

    >>> fold("  one: two three four", 14, hanging=2)
    ['  one: two', '    three four']
    """
    within = text[: len(text) - len(text.lstrip())]
    if len(text) <= width:
        return [text.replace(_TIE, " ")]
    wrapper = textwrap.TextWrapper(
        width=max(width, 1),
        initial_indent=within,
        subsequent_indent=within + " " * hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_TIE, " ") for line in wrapper.wrap(_PERCENT.sub(_TIE, text.strip()))] or [""]


def paragraphs(text: str) -> list[str]:
    r"""A text's paragraphs, each as one line; lists and indented text keep their lines.

    >>> paragraphs("One that goes\non.\n\nAnother:\n  a formula")
    ['One that goes on.', '', 'Another:', '  a formula']
    """
    found: list[str] = []
    for block in text.split("\n\n"):
        lines = block.strip("\n").splitlines()
        is_prose = not any(line.startswith((" ", "- ", "* ")) for line in lines)
        found += ["", *([" ".join(lines)] if is_prose else lines)]
    return found[1:]


def _tied(text: str) -> str:
    """A text with spaces that do not break."""
    return text.replace(" ", _TIE)


def _length(text: str) -> int:
    """The width of a text of one or more lines."""
    return max(map(len, text.split("\n")))
