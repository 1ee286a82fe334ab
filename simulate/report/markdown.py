"""A report as Markdown: tables and texts; pictures are their words, since a Markdown file holds none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .blocks import Block, Listing, Paragraph, Picture, ReportTable, Section
from .document import Report

#: Marks that Markdown reads as its own, outside listings.
_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_<>|#[]"})


def markdown(document: Report) -> str:
    """The whole file.

    >>> markdown(Report("A lamp", "", "1.0", (Section("The answer", (Paragraph("1 W"),)),))).splitlines()[:5]
    ['# A lamp', '', '## The answer', '', '1 W']
    """
    about = [document.about.translate(_MARKS)] if document.about else []
    body = [line for each in document.sections for line in _section(each, 2)]
    return (
        "\n\n".join([f"# {document.title.translate(_MARKS)}", *about, *body, f"Made by carbonspan {document.version}."])
        + "\n"
    )


def _section(section: Section, level: int) -> Iterator[str]:
    yield f"{'#' * level} {section.title.translate(_MARKS)}"
    yield from (_block(each) for each in section.blocks)
    for each in section.inside:
        yield from _section(each, level + 1)


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            text = block.text.translate(_MARKS)
            return f"**{text}**" if block.is_quoted else f"> {text}" if block.is_warning else text
        case ReportTable():
            caption = [f"{block.caption.translate(_MARKS)}:", ""] if block.caption else []
            return "\n".join([*caption, *_table(block)])
        case Picture():
            return f"*{block.description.translate(_MARKS)}*"
        case Listing():
            return f"{block.caption}:\n\n```\n{block.text.rstrip()}\n```"


def _table(table: ReportTable) -> Iterator[str]:
    columns = table.columns
    yield _cells(columns.heads)
    yield "|" + "".join("---:|" if head in columns.numbers else "---|" for head in columns.heads)
    yield from map(_cells, columns.rows)


def _cells(row: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.translate(_MARKS).split()) for cell in row) + " |"
