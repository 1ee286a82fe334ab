"""``carbonspan report``: one file about a scenario or several, to send to somebody else."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from .. import completing, console
from ..main import OK
from ..options import comparing, forms, numbers, overrides
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
@overrides.sets_of_several
@overrides.fixes_of_several
@overrides.choices_of_each
@overrides.outputs_of_several
@comparing.same
@comparing.apart
@comparing.per
@comparing.any_boundary
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
    choices: tuple[str, ...],
    outputs: tuple[str, ...],
    same: tuple[str, ...],
    apart: tuple[str, ...],
    per: str | None,
    any_boundary: bool,
    quiet: bool,
) -> int:
    """Write a report on scenarios, shipped or in files, to one file that needs nothing else.

    It has the answer with its picture, the inputs with their sources, which of them matter and what to measure next,
    published claims, the method, and how to repeat all of it; of several scenarios, also how they compare, for which
    --output, --same, --apart, --per and --any-boundary are, as in compare.
    """
    if len(names) == 1 and (outputs or same or apart or per or any_boundary):
        raise click.UsageError(
            "--output, --same, --apart, --per and --any-boundary say how scenarios are compared; name two or more"
        )
    from ...report import write as reports

    reports.check_writable(out)

    from ...answer.run_options import Request
    from ...comparing.pairing import PairingRules
    from ...comparing.sides import Agreement
    from ...report.document import SAMPLES, AskedComparison, document

    asked = overrides.changed_several(names, sets=sets, fixes=fixes, choices=choices)
    request = Request(samples or SAMPLES, seed, threads or 0, design)
    comparison = AskedComparison(
        tuple(overrides.outputs_of(names, outputs)), PairingRules(same, apart), Agreement(per, any_boundary)
    )
    written = document(asked, request, comparison=comparison, progress=None if quiet else _report_progress)
    reports.write(written, out)
    if not quiet:
        console.tell(f"wrote {out}")
    return OK


def _report_progress(name: str) -> None:
    console.tell(f"computing {name}")
