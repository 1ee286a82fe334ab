"""``carbonspan new``: a scenario as a starting point."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("new")
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Write a commented scenario to FILE, ready to run. An existing file is never replaced."""
    from ..shipped import template
    from ..show.output_files import check_writable, replacing

    check_writable(file, (".yaml", ".yml"))
    with replacing(file, new=True) as beside:
        beside.write_text(template.text(), encoding="utf-8")
    click.echo(f"wrote {file}; edit it, then run: carbonspan check {file}", err=True)
