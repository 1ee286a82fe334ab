"""A report as HTML: one file with its style and pictures, without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from ..show.terminals.columns import Columns
from .blocks import Block, Listing, Paragraph, Picture, ReportTable, Section
from .document import Report
from .templating import STYLE, environment, held_together, markup

#: Columns of a table that fit a printed page in the usual type.
_MOST_COLUMNS = 7
_TEMPLATES = Path(__file__).with_name("templates")


def html(document: Report) -> str:
    """The whole page; all texts are escaped."""
    page = environment(_TEMPLATES).get_template("report.html.jinja")
    numbers = count(1)
    return page.render(
        title=document.title,
        about=document.about,
        sections=[_section(each, numbers) for each in document.sections],
        style=markup(STYLE.read_text(encoding="utf-8")),
        version=document.version,
        most_columns=_MOST_COLUMNS,
    )


def _section(section: Section, numbers: Iterator[int]) -> dict[str, Any]:
    """A section for the template, with an anchor of its own."""
    words = re.sub(r"[^a-z0-9]+", "-", section.title.lower()).strip("-")
    return {
        "title": section.title,
        "anchor": f"s{next(numbers)}-{words}",
        "blocks": [_block(each, numbers) for each in section.blocks],
        "inside": [_section(each, numbers) for each in section.inside],
    }


def _block(block: Block, numbers: Iterator[int]) -> dict[str, Any]:
    match block:
        case Paragraph():
            look = "quoted" if block.is_quoted else "warning" if block.is_warning else ""
            return {"kind": "paragraph", "text": held_together(block.text), "look": look}
        case ReportTable():
            return {"kind": "table", "caption": block.caption, "key": f"t{next(numbers)}", **_cells(block)}
        case Picture():
            return {
                "kind": "picture",
                "svg": markup(block.svg),
                "phone": markup(block.phone),
                "description": block.description,
                "address": block.data_address,
                "data_name": block.data_name,
            }
        case Listing():
            return {"kind": "listing", "text": block.text, "caption": block.caption, "is_long": block.is_long}


def _cells(table: ReportTable) -> dict[str, Any]:
    """The heads and rows of a table; with small pictures behind the numbers, if it has any."""
    columns = table.columns
    heads = [{"text": head, "is_number": head in columns.numbers} for head in columns.heads]
    rows = [_row(row, columns) for row in columns.rows]
    if any(table.pictures):
        at = max(k for k, head in enumerate(columns.heads) if head in columns.numbers) + 1
        heads.insert(at, {"text": table.picture_head, "is_number": False})
        for row, picture in zip(rows, table.pictures, strict=True):
            row.insert(at, {"text": markup(picture), "is_number": False, "is_name": False, "is_whole": False})
    return {"heads": heads, "rows": rows}


def _row(row: Sequence[str], columns: Columns) -> list[dict[str, Any]]:
    kinds = enumerate(zip(columns.heads, row, strict=True))
    return [
        {
            "text": text,
            "is_number": head in columns.numbers,
            "is_name": at < columns.names,
            "is_whole": head in columns.whole,
        }
        for at, (head, text) in kinds
    ]
