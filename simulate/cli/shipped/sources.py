"""``carbonspan sources``: the sources of shipped numbers."""

from __future__ import annotations

from dataclasses import asdict

import click

from .. import console


@click.command("sources")
@click.argument("words", nargs=-1)
@click.option("--bibtex", "as_bibtex", is_flag=True, help="Write BibTeX.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(words: tuple[str, ...], *, as_bibtex: bool, as_json: bool) -> None:
    """Show the shipped sources that contain all WORDS, ignoring case; all sources without words.

    A scenario cites a source by its key. An unverified source was not read: its figures are quoted from another text
    that cites it.
    """
    if as_bibtex and as_json:
        raise click.UsageError("--bibtex and --json are mutually exclusive; choose one")
    from ...shipped.sources import search

    found = search(words)
    if as_json:
        console.show_json([{**asdict(source), "where": source.location} for source in found])
    elif as_bibtex:
        from ...show.bibtex import bibtex

        click.echo(bibtex(found), nl=False)
    else:
        rows = ((source.key, str(source)) for source in found)
        console.show(console.table(("key", "source"), rows, whole=("key",)))
