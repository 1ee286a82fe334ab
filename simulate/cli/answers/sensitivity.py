"""``carbonspan sensitivity``: which input matters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from ...engine import interrupts
from .. import completing, console
from ..main import OK
from ..options import clusters, forms, numbers, overrides, run_output
from ..options.numbers import whole
from ..options.paths import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...sensitivity.analysis import Sensitivity
    from ...show.terminals.columns import Columns

_CLOSED = "Also the indices of a set of inputs, such as latency,pue; can be repeated."
_SHAPLEY = "Also Shapley effects.  [default: if inputs correlate and are at most 12]"
_OUT = "Write all numbers as netCDF."
_PLOT = "Write a picture: .png, .svg or .pdf."
_KIND = "What the picture shows.  [default: bars]"


@click.command("sensitivity")
@click.argument("name", metavar="NAME|FILE", shell_complete=completing.names)
@click.option("--output", metavar="OUTPUT", help="The output whose tables are printed.  [default: the headline's]")
@click.option("--samples", callback=whole(1), metavar="N", help="Number of base points.  [default: 131072]")
@numbers.seed
@click.option(
    "--design",
    type=click.Choice(["random", "sobol"]),
    default="sobol",
    show_default=True,
    help="How points are drawn: as scrambled Sobol' points, or at random.",
)
@click.option(
    "--on",
    type=click.Choice(["value", "log", "rank"]),
    help="The scale on which spread is explained.  [default: log if an output spans a decade, else value]",
)
@numbers.threads
@clusters.cluster
@click.option("--second-order", is_flag=True, help="Also the second-order indices of all pairs of inputs.")
@click.option("--closed", multiple=True, metavar="INPUT,INPUT", help=_CLOSED)
@click.option("--shapley/--no-shapley", default=None, help=_SHAPLEY)
@click.option("--tornado", is_flag=True, help="Also print how far each input swings the output.")
@click.option("--given-data", is_flag=True, help="Also print Borgonovo's delta and PAWN.")
@overrides.sets
@overrides.fixes
@click.option("--choice", "choices", multiple=True, metavar="CHOICE=OPTION", help="Only this option of an axis.")
@click.option("--out", "-o", type=FILE, metavar="FILE.nc", help=_OUT)
@click.option("--plot", type=FILE, metavar="FILE.png", help=_PLOT)
@click.option("--kind", type=click.Choice(["bars", "tornado", "conditional", "pair"]), help=_KIND)
@click.option("--json", "as_json", is_flag=True, help="Print JSON: all numbers of all outputs.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV, one row per number.")
@forms.quiet("Print only the answer: no progress, no warnings.")
def command(  # noqa: PLR0913 - one argument per option
    name: str,
    *,
    output: str | None,
    samples: int | None,
    seed: int,
    design: Literal["random", "sobol"],
    on: Literal["value", "log", "rank"] | None,
    threads: int | None,
    cluster: str | None,
    second_order: bool,
    closed: tuple[str, ...],
    shapley: bool | None,
    tornado: bool,
    given_data: bool,
    sets: tuple[str, ...],
    fixes: tuple[str, ...],
    choices: tuple[str, ...],
    out: Path | None,
    plot: Path | None,
    kind: str | None,
    as_json: bool,
    as_csv: bool,
    quiet: bool,
) -> int:
    """Explain the spread of a scenario's outputs by its inputs.

    The first-order index of an input is the share of an output's variance that it explains alone, the total index the
    share that it takes part in. Inputs that are drawn together are one group; Shapley effects tell them apart. The
    thirds are the 90 % interval of the output where the input is low, middle or high.
    """
    run_output.check_options(as_json=as_json, as_csv=as_csv, draws=0, out=out, plot=plot)
    if kind and not plot:
        raise click.UsageError("--kind requires --plot FILE.png, the file for the picture")
    from ...answer.run_options import Request
    from ...engine.run import extend
    from ...reader.load import load
    from ...scenario.selection import pick
    from ...sensitivity.analysis import SAMPLES, Questions, sensitivity

    scenario = pick(load(name, sets=sets, fixes=fixes), choices)
    wanted = overrides.output_of(scenario, output)
    questions = Questions(on, second_order=second_order, closed=closed, shapley=shapley)
    request = Request(samples or SAMPLES, seed, threads or 0, design)
    with (
        console.log(quiet=quiet),
        clusters.opened(cluster) as opened,
        console.progress(quiet=quiet) as progress,
    ):
        by = opened.extend if opened else extend
        found = sensitivity(scenario, request, questions, progress=progress, extend=by)
    interrupts.keep()
    if not quiet:
        console.warn(found.warnings)
    asked = frozenset(name for name, is_asked in (("tornado", tornado), ("given data", given_data)) if is_asked)
    _show(found, wanted, asked, forms.form(as_json=as_json, as_csv=as_csv))
    _save(found, out, quiet=quiet)
    _draw(found, plot, wanted, kind, quiet=quiet)
    return OK


def _show(found: Sensitivity, output: str, asked: frozenset[str], form: forms.Form) -> None:
    from ...show.reports import sensitivity, sensitivity_records

    def text(each: Sensitivity) -> Iterator[str | Columns]:
        return sensitivity.text(each, output, asked)

    console.show_as(form, found, text, sensitivity_records.as_dict, sensitivity_records.as_csv)


def _save(found: Sensitivity, out: Path | None, *, quiet: bool) -> None:
    if not out:
        return
    from ...show.datasets import netcdf
    from ...show.reports.sensitivity_tree import tree

    netcdf.save(tree(found), out)
    if not quiet:
        console.tell(f"wrote {out}")


def _draw(found: Sensitivity, path: Path | None, output: str, kind: str | None, *, quiet: bool) -> None:
    if not path:
        return
    from ...plots import plot

    plot.write(found, path, output=output, kind=kind)
    if not quiet:
        console.tell(f"wrote {path}")
