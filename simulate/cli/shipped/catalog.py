"""``carbonspan catalog``: the numbers that scenarios can use by name."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from .. import console

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...shipped.catalog import CatalogRow

COLUMNS = ("id", "value; belief", "year; basis; evidence; source")
MOST_NOTES = 12  # a longer list is shown without notes


@click.command("catalog")
@click.argument("words", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(words: tuple[str, ...], *, as_json: bool) -> None:
    """Show the numbers of the catalog that contain all WORDS, ignoring case; all numbers without words.

    A scenario uses one by its id, `pue: {catalog: provider/google/pue}`, with its value, law, source and evidence;
    other keys in the scenario override those of the catalog.
    """
    from ...shipped.catalog import search

    found = search(words)
    if as_json:
        console.show_json([_record(row) for row in found])
    else:
        console.show(console.table(COLUMNS, map(_cells, found), whole=("id",)), *_remarks(found))


def _cells(row: CatalogRow) -> tuple[str, str, str]:
    from ...units import counted, readable
    from ...units.number_format import grouping

    unit = readable(row.unit)
    value = counted(grouping(row.value), unit) if row.value else unit
    return row.id, _joined(value, row.belief or "constant"), _joined(row.year, row.basis, row.evidence, _cited(row))


def _joined(*texts: str) -> str:
    return "; ".join(text.strip() for text in texts if text)


def _cited(row: CatalogRow) -> str:
    """The keys of its sources, with a star after each unverified one."""
    from ...shipped.sources import shipped

    return ", ".join(f"{key}{'' if shipped()[key].verified else '*'}" for key in row.source.split(", "))


def _remarks(found: Sequence[CatalogRow]) -> Iterator[str]:
    """The meaning of the star, if there is one, and the notes of a short list."""
    if any("*" in _cited(row) for row in found):
        yield ""
        yield "* unverified: not read, but quoted from another text that cites it"
    if len(found) <= MOST_NOTES:
        yield ""
        yield from (f"{row.id}: {_joined(row.thing, row.note)}" for row in found)


def _record(row: CatalogRow) -> dict[str, Any]:
    return {**asdict(row), "entry": row.entry}
