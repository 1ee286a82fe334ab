"""The options of ``carbonspan run`` for its output, and the output in the form they ask for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import console
from ..main import FAILED, INTERRUPTED, NOT_MET, OK
from . import forms
from .gathered import added

if TYPE_CHECKING:
    from ...answer.answer import Answer
    from ...answer.checkpoints.checkpoint import Checkpoint
    from ...updating.update import Update

_FULL = "Print all statistics of all outputs, with their errors."


@dataclass(frozen=True)
class OutputOptions:
    """The form of the answer on stdout, the files to write, whether to print nothing else, and whether to print all."""

    form: forms.Form
    out: Path | None
    plot: Path | None
    quiet: bool
    full: bool = False

    def check_draws(self, draws: int) -> None:
        """Raise UsageError if there is no file for the samples to store."""
        if draws and not self.out:
            raise click.UsageError("--draws requires --out FILE.nc, the file for the samples")


def options(what: str, alone: str, *, printed: str = "", full: bool = False) -> forms.Decorator:
    """A decorator with the options of OutputOptions, which the command takes as one argument, `output`, checked.

    The netCDF file is of `what`; `alone` is what ``--quiet`` still prints, and `printed` what JSON and CSV have beside.
    ``--full`` is one of them only if `full`.
    """
    own = (click.option("--full", is_flag=True, help=_FULL),) if full else ()
    given = (forms.out(what), forms.plot, *own, forms.printed(printed), forms.quiet_but_cautions(alone))

    def decorate(function: Any) -> Any:
        @wraps(function)
        def command(  # noqa: PLR0913 - one argument per option
            *arguments: Any,
            out: Path | None,
            plot: Path | None,
            as_json: bool,
            as_csv: bool,
            quiet: bool,
            full: bool = False,
            **named: Any,
        ) -> Any:
            form = forms.form(as_json=as_json, as_csv=as_csv)
            check_files(out, plot)
            if full and form != "text":
                rule = f"--full and --{form} are mutually exclusive; --{form} has all statistics anyway"
                raise click.UsageError(rule)
            return function(*arguments, output=OutputOptions(form, out, plot, quiet, full), **named)

        return added(given, command)

    return decorate


def check_files(out: Path | None, plot: Path | None) -> None:
    """Raise UsageError or InvalidInput unless the files can be written, and are two."""
    if out:
        from ...show.datasets import netcdf

        netcdf.check_writable(out)
    if plot:
        from ...plots import plot as plots

        plots.check_writable(plot)
    if out and plot and out.resolve() == plot.resolve():
        raise click.UsageError("--out and --plot are the same file; choose two")


def warn(answer: Answer, options: OutputOptions) -> None:
    """Write warnings to stderr; cautions even if `quiet`, unless they are visible in the answer."""
    from ...show import text

    is_visible = options.form == "text" and (options.quiet or sys.stdout.isatty())
    found = answer.cautions if options.quiet else answer.warnings
    console.warn(each for each in found if not (is_visible and each in answer.cautions))
    if answer.interrupted and options.form != "text":
        click.echo(text.interrupted(answer), err=True)


def write_answer(answer: Answer, options: OutputOptions) -> None:
    """Write the answer to stdout in the form asked for."""
    from ...show import export, text

    if options.form == "text":
        text.write(answer, sys.stdout, full=options.full)
    elif options.form == "json":
        click.echo(export.as_json(answer), nl=False)
    else:
        console.show_csv(export.as_csv(answer), answer.implausible)
    sys.stdout.flush()  # nothing that happens to a file can lose it


def write_update(found: Update, options: OutputOptions) -> Answer:
    """Write what a measurement says to stdout, and the files asked for; the answer after it."""
    from ...show import export
    from ...show.reports import update, update_export

    warn(found.posterior, options)
    console.show_as(
        options.form, found, update.lines, update_export.as_dict, lambda each: export.as_csv(each.posterior)
    )
    sys.stdout.flush()
    write_tree_and_plot(lambda: update_export.dataset(found), found.posterior, options)
    return found.posterior


def write_files(answer: Answer, options: OutputOptions, checkpoint: Checkpoint | None = None) -> None:
    """Write the files asked for; the answer is written before, so that a failure here does not lose it.

    The netCDF file records where the `checkpoint` has kept the state, if it has.
    """
    write_tree_and_plot(lambda: _recorded(answer, options, checkpoint), answer, options)


def _recorded(answer: Answer, options: OutputOptions, checkpoint: Checkpoint | None) -> Any:
    if not (checkpoint and checkpoint.file and not checkpoint.trouble and options.out):
        return answer
    from ...show.datasets.dataset import dataset
    from ...show.datasets.kept_state import with_state

    return with_state(dataset(answer), Path(checkpoint.file.name), checkpoint.identity, out=options.out)


def write_tree_and_plot(
    tree: Callable[[], Any], drawn: Any, options: OutputOptions, *, output: str | None = None, kind: str | None = None
) -> None:
    """Write the netCDF file of a `tree`, and the plot of what is `drawn`, of this `output` and kind, if asked for."""
    if options.out:
        from ...show.datasets import netcdf

        netcdf.save(tree(), options.out)
    if options.plot:
        from ...plots import plot

        plot.write(drawn, options.plot, output=output, kind=kind)
    for path in filter(None, (options.out, options.plot)):
        if not options.quiet:
            console.tell(f"wrote {path}")


def exit_code(answer: Answer) -> int:
    """The exit code of a command that prints `answer`."""
    if answer.interrupted:
        return INTERRUPTED
    if answer.shortfall:
        return FAILED
    return OK if all(each.met for each in answer.budgets) else NOT_MET
