"""``carbonspan report``: one file about a scenario or several, to send to somebody else."""

from __future__ import annotations

from pathlib import Path

import click

from .. import completing, console
from ..main import OK
from ..options import comparing, forms, numbers, overrides
from ..options.paths import FILE

_OUT = "The file to write: .html, .md or .pdf.  [default: report.html]"


@click.command("report")
@click.argument("names", metavar="NAME|FILE...", nargs=-1, required=True, shell_complete=completing.names)
@click.option("--out", "-o", type=FILE, default="report.html", metavar="FILE", help=_OUT)
@numbers.sampling(
    numbers.sampled("Number of samples.  [default: 1e6]"),
    numbers.seed,
    numbers.threads,
    click.option(
        "--design", type=click.Choice(["random", "sobol"]), default="random", show_default=True, help="As in run."
    ),
)
@overrides.of_each
@overrides.outputs_of_several
@comparing.options
@forms.quiet("Print no progress.")
def command(  # noqa: PLR0913 - a group of options each
    names: tuple[str, ...],
    *,
    out: Path,
    sampling: numbers.Sampling,
    changes: overrides.Changes,
    outputs: tuple[str, ...],
    comparability: comparing.Comparability,
    quiet: bool,
) -> int:
    """Write a report on scenarios, shipped or in files, to one file that needs nothing else.

    It has the answer with its picture, the inputs with their sources, which of them matter and what to measure next,
    published claims, the method, and how to repeat all of it; of several scenarios, also how they compare, for which
    --output, --same, --apart, --per and --any-boundary are, as in compare.
    """
    if len(names) == 1 and (outputs or comparability):
        raise click.UsageError(
            "--output, --same, --apart, --per and --any-boundary say how scenarios are compared; name two or more"
        )
    from ...report import write as reports

    reports.check_writable(out)

    from ...report.document import SAMPLES, AskedComparison, document

    asked = changes.several(names)
    comparison = AskedComparison(
        tuple(overrides.outputs_of(names, outputs)), comparability.rules, comparability.agreement
    )
    progress = None if quiet else _report_progress
    written = document(asked, sampling.request(SAMPLES), comparison=comparison, progress=progress)
    reports.write(written, out)
    if not quiet:
        console.tell(f"wrote {out}")
    return OK


def _report_progress(name: str) -> None:
    console.tell(f"computing {name}")
