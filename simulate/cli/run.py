"""``carbonspan run``: the answer of a scenario, with its credible interval."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from . import console, numbers, overrides
from .main import FAILED, INTERRUPTED, OK
from .numbers import share, whole, within

if TYPE_CHECKING:
    from ..answer.answer import Answer
    from ..scenario.scenario import Scenario
    from ..show.progress import Progress

_THREADS = "How many threads.  [default: all processors]"
_TOLERANCE = "Run until twice the error of the interval's ends is this share of its width, or --samples are drawn."
#: A level below a tenth is wanted by nobody: 5 is not meant as 5 %.
_LEVELS = share("probability", "0.9", percent_from=10)
_CHOICE = "Answer one option of a choice or a dimension only; can be repeated."
_QUIET = "Print the answer alone: no progress, and only warnings without which it misleads."
_LEVEL = "Level of an interval, such as 0.9; can be repeated.  [default: 0.5, 0.9, 0.95]"


def _most_threads() -> int:
    from ..answer.request import MOST_THREADS

    return MOST_THREADS


@dataclass(frozen=True)
class Wanted:
    """Where the answer goes, and in which form."""

    form: Literal["text", "json", "csv"]
    out: Path | None
    plot: Path | None
    quiet: bool


@click.command("run")
@click.argument("name", metavar="NAME|FILE")
@click.option("--samples", callback=whole(1), metavar="N", help="How many samples, such as 1e8.  [default: 1e7]")
@numbers.seed
@click.option("--threads", callback=within(1, _most_threads), metavar="N", help=_THREADS)
@click.option(
    "--design",
    type=click.Choice(["random", "sobol"]),
    default="random",
    show_default=True,
    help="How samples are placed: by chance, or by scrambled Sobol' points, whose errors are far smaller.",
)
@click.option("--tolerance", callback=share("share", "1%"), metavar="SHARE", help=_TOLERANCE)
@click.option("--level", "levels", multiple=True, callback=_LEVELS, metavar="LEVEL", help=_LEVEL)
@overrides.sets
@overrides.fixes
@click.option("--choice", "choices", multiple=True, metavar="CHOICE=OPTION", help=_CHOICE)
@click.option("--draws", callback=whole(0), default="0", metavar="N", help="Keep so many samples in the file of --out.")
@click.option("--out", "-o", type=click.Path(path_type=Path), metavar="FILE.nc", help="Write the answer as netCDF.")
@click.option("--plot", type=click.Path(path_type=Path), metavar="FILE.png", help="Write a plot: .png, .svg or .pdf.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV, a row a number.")
@click.option("--quiet", "-q", is_flag=True, help=_QUIET)
def command(  # noqa: PLR0913 - an argument an option
    name: str,
    *,
    samples: int | None,
    seed: int,
    threads: int | None,
    design: Literal["random", "sobol"],
    tolerance: float | None,
    levels: tuple[float, ...],
    sets: tuple[str, ...],
    fixes: tuple[str, ...],
    choices: tuple[str, ...],
    draws: int,
    out: Path | None,
    plot: Path | None,
    as_json: bool,
    as_csv: bool,
    quiet: bool,
) -> int:
    """Answer a scenario, shipped or in a file, with the median and a credible interval.

    The answer goes to stdout, progress and warnings to stderr. Ctrl-C keeps what is finished. Where --samples do not
    suffice for --tolerance, the answer is given all the same, with a warning and exit code 1.
    """
    _check(as_json=as_json, as_csv=as_csv, draws=draws, out=out, plot=plot)
    wanted = Wanted("json" if as_json else "csv" if as_csv else "text", out, plot, quiet)
    scenario = _load(name, sets, fixes, choices)

    from ..answer.answer import LEVELS
    from ..answer.run import run_scenario

    with nullcontext() if quiet else console.log(), _progress(quiet=quiet) as progress:
        answer = run_scenario(
            scenario,
            samples=samples,
            seed=seed,
            threads=threads,
            design=design,
            tolerance=tolerance,
            levels=tuple(sorted(set(levels))) or LEVELS,
            draws=draws,
            describe_inputs=out is not None,
            progress=progress,
        )
    _warn(answer, wanted)
    _print(answer, wanted)
    _write(answer, wanted)
    return INTERRUPTED if answer.interrupted else FAILED if answer.shortfall else OK


def _check(*, as_json: bool, as_csv: bool, draws: int, out: Path | None, plot: Path | None) -> None:
    """Nothing, where the options go together and the files can be written, which is better known before the run."""
    if as_json and as_csv:
        raise click.UsageError("--json and --csv both print the answer; choose one")
    if draws and not out:
        raise click.UsageError("--draws keeps samples in a file; name it with --out FILE.nc")
    if out:
        from ..show import netcdf

        netcdf.check_writable(out)
    if plot:
        from ..show.plots import plot as plots

        plots.check_writable(plot)
    if out and plot and out.resolve() == plot.resolve():
        raise click.UsageError("--out and --plot lead to one file; name two")


def _load(name: str, sets: tuple[str, ...], fixes: tuple[str, ...], choices: tuple[str, ...]) -> Scenario:
    from ..reader.load import load
    from ..scenario.selection import pick

    return pick(load(name, sets=sets, fixes=fixes), choices)


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Progress | None]:
    """What the run tells how far it is; nothing where nobody wants to know."""
    if quiet:
        yield None
        return
    from ..show.progress import Progress

    progress = Progress(sys.stderr)
    try:
        yield progress
    finally:
        progress.close()


def _warn(answer: Answer, wanted: Wanted) -> None:
    """What should be seen beside the answer to stderr; cautions always, unless they are seen in the answer."""
    from ..show import text

    is_seen = wanted.form == "text" and (wanted.quiet or sys.stdout.isatty())
    shown = answer.cautions if wanted.quiet else answer.warnings
    console.warn(each for each in shown if not (is_seen and each in answer.cautions))
    if answer.interrupted and wanted.form != "text":
        click.echo(text.interrupted(answer), err=True)


def _print(answer: Answer, wanted: Wanted) -> None:
    """The answer to stdout, in the form wanted."""
    from ..show import export, text

    if wanted.form == "text":
        text.write(answer, sys.stdout)
    else:
        click.echo(export.as_json(answer) if wanted.form == "json" else export.as_csv(answer), nl=False)


def _write(answer: Answer, wanted: Wanted) -> None:
    """The files asked for, after the answer is printed: it is not lost with them."""
    if wanted.out:
        from ..show import netcdf

        netcdf.save(answer, wanted.out)
    if wanted.plot:
        from ..show.plots import plot

        plot.write(answer, wanted.plot)
    for path in filter(None, (wanted.out, wanted.plot)):
        if not wanted.quiet:
            click.echo(f"wrote {path}", err=True)
