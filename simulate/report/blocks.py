"""What a report is made of: sections of paragraphs, tables, pictures and listings, whatever its format."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..show.terminals.columns import Columns


@dataclass(frozen=True)
class Paragraph:
    """One sentence or several; a `quoted` one is to be quoted, as the headline is."""

    text: str
    is_quoted: bool = False
    is_warning: bool = False


@dataclass(frozen=True)
class ReportTable:
    """A table under its caption; `pictures` are small SVGs, one a row, which follow its numbers where a format can."""

    columns: Columns
    caption: str = ""
    pictures: Sequence[str] = ()
    picture_head: str = ""


@dataclass(frozen=True)
class Picture:
    """A picture as SVG with its words; `data` is a file with its numbers, called `data_name`.

    `phone` is the same for a narrow screen.
    """

    svg: str
    caption: str
    description: str
    data: str = ""
    data_name: str = ""
    phone: str = ""

    @property
    def data_address(self) -> str:
        """The numbers as an address that holds them: nothing is fetched."""
        return (
            f"data:text/csv;charset=utf-8;base64,{base64.b64encode(self.data.encode()).decode()}" if self.data else ""
        )


@dataclass(frozen=True)
class Listing:
    """Text to copy: a command, an entry of a bibliography or a file, folded away if it `is_long`."""

    text: str
    caption: str
    is_long: bool = False


Block = Paragraph | ReportTable | Picture | Listing


@dataclass(frozen=True)
class Section:
    """A headed part of a report; those `inside` it are one level deeper."""

    title: str
    blocks: Sequence[Block] = ()
    inside: Sequence[Section] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show but the title."""
        return not self.blocks and all(each.is_empty for each in self.inside)


def led_by(columns: Columns, leading: Sequence[str]) -> Columns:
    """A table with the columns that matter most behind the names of its rows: a narrow screen cuts the last.

    A head is found by its first line; the second is its unit.

    >>> led_by(Columns(("input", "measured", "narrower by"), [("pue", "to 10 %", "3 %")]), ["narrower by"]).rows
    [('pue', '3 %', 'to 10 %')]
    """
    names, rest = columns.heads[: columns.names], columns.heads[columns.names :]
    first = [head for each in leading for head in rest if head.partition("\n")[0] == each]
    heads = (*names, *first, *(head for head in rest if head not in first))
    order = [columns.heads.index(head) for head in heads]
    return replace(columns, heads=heads, rows=[tuple(row[at] for at in order) for row in columns.rows])


def blocks(printed: Iterable[str | Columns]) -> Iterator[Block]:
    """What a command prints as blocks: a line above a table is its caption, other lines are paragraphs.

    >>> table = Columns(("input", "first order"), [("latency", "60 %")])
    >>> [type(block).__name__ for block in blocks(["Latency leads.", "", "Indices", table, ""])]
    ['Paragraph', 'ReportTable']
    """
    waiting = ""
    for each in printed:
        if isinstance(each, str):
            if waiting:
                yield Paragraph(waiting)
            waiting = each.strip()
        else:
            yield ReportTable(each, waiting)
            waiting = ""
    if waiting:
        yield Paragraph(waiting)
