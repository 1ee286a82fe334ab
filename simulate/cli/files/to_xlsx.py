"""``carbonspan to-xlsx``: a scenario as an Excel workbook with a row an input."""

from __future__ import annotations

from pathlib import Path

import click

from .. import console
from ..options.paths import FILE


@click.command("to-xlsx")
@click.argument("name", metavar="NAME|FILE")
@click.option("--out", "-o", type=FILE, required=True, help="The workbook to write.")
def command(name: str, *, out: Path) -> None:
    """Write a scenario as a workbook with a row an input, numbers as numbers, which `from-csv` reads back without loss.

    What it takes from other scenarios, the catalog and defaults is written out.
    """
    from ...files.workbook import TAB
    from ...reader.documents.written_out import written_out
    from ...reader.sheets.columns import TEXTS
    from ...reader.sheets.to_rows import table
    from ...show.output_files import check_writable
    from ...show.sheet import write_xlsx

    check_writable(out, (".xlsx",))
    columns, rows = table(written_out(name, out.resolve().parent).data)
    write_xlsx(out, columns, rows, tab=TAB, texts=TEXTS)
    console.tell(f"wrote {out}")
