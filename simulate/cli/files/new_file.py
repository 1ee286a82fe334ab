"""A scenario file that a command writes: a new file, or stdout."""

from __future__ import annotations

from pathlib import Path

import click

from .. import console


def write_new(out: Path | None, text: str) -> None:
    """Write `text` to the new file `out`, or to stdout without one; raise InvalidInput if the file exists."""
    if out is None:
        click.echo(text, nl=False)
        return
    from ...show.output_files import check_writable, replacing

    check_writable(out, (".yaml", ".yml"))
    with replacing(out, new=True) as beside:
        beside.write_text(text, encoding="utf-8")
    console.tell(f"wrote {out}; edit it, then run: carbonspan run {out}")
