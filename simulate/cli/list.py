"""``carbonspan list``: the shipped scenarios."""

from __future__ import annotations

import click

from . import console


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def command(*, as_json: bool) -> None:
    """Name the shipped scenarios, each with its title."""
    from ..describe import library
    from ..describe.file import yaml

    titles = {name: str(yaml.open_document(library.find(name)[1]).data.get("title", "")) for name in library.names()}
    if as_json:
        console.show_json([{"name": name, "title": title} for name, title in titles.items()])
    else:
        console.show(console.table(("scenario", "title"), titles.items(), whole=("scenario",)))
