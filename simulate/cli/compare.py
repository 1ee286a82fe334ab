"""``carbonspan compare``: scenarios compared sample by sample."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from ..engine import interrupts
from . import console, gap
from .main import INTERRUPTED, OK
from .options import numbers, overrides, run_output
from .options.numbers import share, whole

if TYPE_CHECKING:
    from ..comparing.compared import Compared

_LEVELS = share("probability", "0.9", percent_from=10)
_PREFIX = "for one scenario alone with its letter before it"
_SAME = "This input of all scenarios is one draw, although its laws differ; can be repeated."
_APART = "This input of each scenario is a draw of its own, although its laws are the same; can be repeated."
_PER = "Compute all scenarios for this amount of their functional unit, such as '1 day'."
_BOUNDARY = "Compare scenarios although their boundaries differ."
_OUTPUT = f"The output to compare; {_PREFIX}, as in B:total_energy.  [default: the headline's]"
_CHOICE = f"Only this option of a choice or dimension, by default the first; {_PREFIX}; can be repeated."
_SET = f"Replace the value or law of an input; {_PREFIX}, as in B:pue=1.2; can be repeated."
_FIX = f"Hold an input at its nominal value; {_PREFIX}; can be repeated."
_GAP = "Explain the ratio of two scenarios by the outputs and inputs that make it."
_LEVEL = "Level of credible intervals; can be repeated.  [default: 0.5, 0.9, 0.95]"


@click.command("compare")
@click.argument("names", nargs=-1, metavar="A B [C ...]", required=True)
@click.option("--output", "outputs", multiple=True, metavar="[A:]OUTPUT", help=_OUTPUT)
@click.option("--same", multiple=True, metavar="INPUT", help=_SAME)
@click.option("--apart", multiple=True, metavar="INPUT", help=_APART)
@click.option("--per", metavar="AMOUNT", help=_PER)
@click.option("--any-boundary", is_flag=True, help=_BOUNDARY)
@click.option("--set", "sets", multiple=True, metavar="[A:]INPUT=VALUE", help=_SET)
@click.option("--fix", "fixes", multiple=True, metavar="[A:]INPUT", help=_FIX)
@click.option("--choice", "choices", multiple=True, metavar="[A:]CHOICE=OPTION", help=_CHOICE)
@click.option("--gap", "explain", is_flag=True, help=_GAP)
@click.option("--samples", callback=whole(1), metavar="N", help="Number of samples, such as 1e8.  [default: 1e7]")
@numbers.seed
@numbers.threads
@click.option(
    "--design",
    type=click.Choice(["random", "sobol"]),
    default="random",
    show_default=True,
    help="How samples are drawn: at random, or as scrambled Sobol' points, which have far smaller errors.",
)
@click.option("--level", "levels", multiple=True, callback=_LEVELS, metavar="LEVEL", help=_LEVEL)
@click.option("--out", "-o", type=click.Path(path_type=Path), metavar="FILE.nc", help="Write all numbers as netCDF.")
@click.option("--plot", type=click.Path(path_type=Path), metavar="FILE.png", help="Write a plot: .png, .svg or .pdf.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV, one row per number.")
@click.option("--quiet", "-q", is_flag=True, help="Print only the comparison: no progress, no warnings.")
def command(  # noqa: PLR0913 - one argument per option
    names: tuple[str, ...],
    *,
    outputs: tuple[str, ...],
    same: tuple[str, ...],
    apart: tuple[str, ...],
    per: str | None,
    any_boundary: bool,
    sets: tuple[str, ...],
    fixes: tuple[str, ...],
    choices: tuple[str, ...],
    explain: bool,
    samples: int | None,
    seed: int,
    threads: int | None,
    design: Literal["random", "sobol"],
    levels: tuple[float, ...],
    out: Path | None,
    plot: Path | None,
    as_json: bool,
    as_csv: bool,
    quiet: bool,
) -> int:
    """Compare scenarios, shipped or in files, computed from the same samples, or answers stored with --draws.

    Inputs of one stream and law are one draw, so that what is unknown about them cancels; all others are drawn apart.
    What was paired is printed. A functional unit or a boundary that differs is refused.
    """
    run_output.check_options(as_json=as_json, as_csv=as_csv, draws=0, out=out, plot=plot)
    if explain and len(names) != 2:
        raise click.UsageError(f"--gap explains the ratio of two scenarios, got {len(names)}")
    if explain and (out or plot or levels):
        raise click.UsageError("--gap has no --out, --plot and --level; run the comparison without it for these")
    from ..answer.run_options import Request
    from ..answer.statistics.levels import LEVELS
    from ..comparing.compare import compare_scenarios
    from ..comparing.gap import gap as gap_between
    from ..comparing.pairing import PairingRules
    from ..comparing.sides import Agreement, sides
    from ..show.reports.stored_draws import compare_stored

    stored = overrides.load_stored(names)
    if stored and (explain or sets or fixes or choices):
        raise click.UsageError(
            "--gap, --set, --fix and --choice change scenarios; they do not apply beside a stored answer"
        )
    scenarios = [] if stored else overrides.load_several(names, sets=sets, fixes=fixes, choices=choices)
    request = Request(samples, seed, threads or 0, design, levels=tuple(sorted(set(levels))) or LEVELS)
    chosen, rules = overrides.outputs_of(names, outputs), PairingRules(same, apart)
    agreement = Agreement(per, any_boundary)
    form: gap.Form = "json" if as_json else "csv" if as_csv else "text"
    if explain:
        with nullcontext() if quiet else console.log():
            one, other = sides(scenarios, chosen, agreement)
            gap.show(gap_between(one, other, request, rules), form)
        return OK
    with nullcontext() if quiet else console.log(), console.progress(quiet=quiet) as progress:
        if stored:
            found = compare_stored(stored, request, outputs=chosen, rules=rules, agreement=agreement)
        else:
            found = compare_scenarios(
                scenarios, request, outputs=chosen, rules=rules, agreement=agreement, progress=progress
            )
    interrupts.keep()
    if not quiet:
        console.warn(each for each in found.warnings if each not in found.cautions)
    _show(found, form)
    _write(found, out, plot, quiet=quiet)
    return INTERRUPTED if found.interrupted else OK


def _show(found: Compared, form: gap.Form) -> None:
    from ..show.reports import compare, compare_export

    if form == "json":
        console.show_json(compare_export.as_dict(found))
    elif form == "csv":
        click.echo(compare_export.as_csv(found), nl=False)
    else:
        console.show(*compare.lines(found))


def _write(found: Compared, out: Path | None, plot: Path | None, *, quiet: bool) -> None:
    if out:
        from ..show.datasets import netcdf
        from ..show.reports.compare_tree import tree

        netcdf.save(tree(found), out)
    if plot:
        from ..plots import plot as plots

        plots.write(found, plot)
    for path in filter(None, (out, plot)):
        if not quiet:
            click.echo(f"wrote {path}", err=True)
