"""``carbonspan new``: a scenario as a starting point."""

from __future__ import annotations

from pathlib import Path

import click

from .. import console
from ..options.paths import FILE


@click.command("new")
@click.argument("file", type=FILE)
@click.option("--from", "origin", metavar="NAME|FILE", help="The scenario to write out, whole.  [default: a template]")
def command(file: Path, *, origin: str | None) -> None:
    """Write a commented scenario to FILE, ready to run and to edit. An existing file is never replaced."""
    from ...show.output_files import check_writable, replacing

    check_writable(file, (".yaml", ".yml"))
    text = _text(origin, file.resolve().parent)
    with replacing(file, new=True) as beside:
        beside.write_text(text, encoding="utf-8")
    console.tell(f"wrote {file}; edit it, then run: carbonspan check {file}")


def _text(origin: str | None, folder: Path) -> str:
    """The template, or the scenario called `origin` for a file in `folder`."""
    if origin is None:
        from ...shipped import template

        return template.text()
    from ...reader.documents.written_out import written_out
    from ...show.scenario_file import scenario_file

    whole = written_out(origin, folder)
    return scenario_file(whole.name, whole.data, whole.uses)
