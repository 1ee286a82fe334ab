"""``carbonspan new``: a scenario to start from."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("new")
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Write a commented scenario to FILE, which runs as it is. An existing file is never replaced."""
    from ..shipped import template
    from ..show.output_files import check_writable, replacing

    check_writable(file, (".yaml", ".yml"))
    with replacing(file, new=True) as beside:
        beside.write_text(template.text(), encoding="utf-8")
    click.echo(f"{file} is written; edit it, then: carbonspan check {file}", err=True)
