"""``carbonspan export``: a saved answer as a table, CSV or an Excel workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import console
from ..options.paths import FILE

if TYPE_CHECKING:
    from ...answer.answer import Answer


@click.command("export")
@click.argument("answer", type=FILE, metavar="ANSWER.nc")
@click.option("--out", "-o", type=FILE, help="A file .csv or .xlsx.  [default: CSV to stdout]")
def command(answer: Path, *, out: Path | None) -> None:
    """Write an answer that `run --out` saved as a tidy table: a row a number, with its error and unit.

    In a workbook, numbers are numbers. Probabilities of events are not in a saved answer.
    """
    from ...show.export import as_csv, write_xlsx
    from ...show.output_files import check_writable, replacing

    if out:
        check_writable(out, (".csv", ".xlsx"))
    found = _read(answer)
    if out is None:
        console.show_csv(as_csv(found), found.implausible)
        return
    console.warn_of_beliefs(found.implausible)
    if out.suffix.lower() == ".xlsx":
        write_xlsx(found, out)
    else:
        with replacing(out) as beside:
            beside.write_text(as_csv(found), encoding="utf-8")
    console.tell(f"wrote {out}")


def _read(path: Path) -> Answer:
    """The answer in a netCDF file; raises InvalidInput if it holds none."""
    from ...show.datasets.opened import opened
    from ...show.datasets.stored_answer import answer_in

    return answer_in(opened(path), path)
