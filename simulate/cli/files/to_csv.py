"""``carbonspan to-csv``: a scenario as a table with a row an input."""

from __future__ import annotations

from pathlib import Path

import click

from .. import console
from ..options.paths import FILE


@click.command("to-csv")
@click.argument("name", metavar="NAME|FILE")
@click.option("--out", "-o", type=FILE, help="The CSV file to write.  [default: stdout]")
def command(name: str, *, out: Path | None) -> None:
    """Write a scenario as CSV with a row an input, which `from-csv` reads back without loss.

    What it takes from other scenarios, the catalog and defaults is written out.
    """
    from ...reader.documents.written_out import written_out
    from ...reader.sheets.to_rows import table
    from ...show.output_files import check_writable, replacing
    from ...show.sheet import as_csv

    if out:
        check_writable(out, (".csv",))
    columns, rows = table(written_out(name, (out or Path("x")).resolve().parent).data)
    text = as_csv(columns, rows)
    if out is None:
        click.echo(text, nl=False)
        return
    with replacing(out) as beside:
        beside.write_text(text, encoding="utf-8")
    console.tell(f"wrote {out}")
