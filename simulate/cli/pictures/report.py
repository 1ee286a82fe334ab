"""``carbonspan report``: one file about a scenario or several, to send to somebody else."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from .. import completing, console
from ..main import OK
from ..options import forms, numbers, overrides
from ..options.paths import FILE

_OUT = "The file to write: .html, .md or .pdf.  [default: report.html]"


@click.command("report")
@click.argument("names", metavar="NAME|FILE...", nargs=-1, required=True, shell_complete=completing.names)
@click.option("--out", "-o", type=FILE, default="report.html", metavar="FILE", help=_OUT)
@click.option("--samples", callback=numbers.whole(1), metavar="N", help="Number of samples.  [default: 1e6]")
@numbers.seed
@numbers.threads
@click.option(
    "--design", type=click.Choice(["random", "sobol"]), default="random", show_default=True, help="As in run."
)
@overrides.sets
@overrides.fixes
@forms.quiet("Print no progress.")
def command(  # noqa: PLR0913 - one argument per option
    names: tuple[str, ...],
    *,
    out: Path,
    samples: int | None,
    seed: int,
    threads: int | None,
    design: Literal["random", "sobol"],
    sets: tuple[str, ...],
    fixes: tuple[str, ...],
    quiet: bool,
) -> int:
    """Write a report on scenarios, shipped or in files, to one file that needs nothing else.

    It has the answer with its picture, the inputs with their sources, which of them matter and what to measure next,
    published claims, the method, and how to repeat all of it; of several scenarios, also how they compare.
    """
    from ...report import write as reports

    reports.check_writable(out)

    from ...answer.run_options import Request
    from ...reader.load import load
    from ...report.document import SAMPLES, document

    scenarios = [load(name, sets=sets, fixes=fixes) for name in names]
    request = Request(samples or SAMPLES, seed, threads or 0, design)
    written = document(scenarios, request, progress=None if quiet else _report_progress)
    reports.write(written, out)
    if not quiet:
        console.tell(f"wrote {out}")
    return OK


def _report_progress(name: str) -> None:
    console.tell(f"computing {name}")
