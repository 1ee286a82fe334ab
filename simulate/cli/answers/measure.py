"""``carbonspan measure``: what measuring an input would buy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...engine import interrupts
from .. import completing, console
from ..main import OK
from ..options import forms, numbers, overrides, run_output
from ..options.numbers import whole

if TYPE_CHECKING:
    from ...sensitivity.measuring.measurements import Measurements

_ACCURACY = "Standard error of a measurement: latency=10%, 'latency=0.05 gpu*s/word' or, of the mean of 20 readings, "
_ACCURACY += "'latency=30%, n=20'; perfect without it; can be repeated."
_PAIR = "Also measure two inputs together, such as latency,users; can be repeated."
_BUDGET = "Also say what each measurement is worth for deciding on a budget, such as 'emissions < 10 t'."
_LOSS = "How many times as bad it is to go ahead with a budget that is exceeded as to hold back although it would be "
_LOSS += "met.  [default: 1]"


@click.command("measure")
@click.argument("name", metavar="NAME|FILE", shell_complete=completing.names)
@click.option("--accuracy", "accuracies", multiple=True, metavar="INPUT=ERROR", help=_ACCURACY)
@click.option("--pair", "pairs", multiple=True, metavar="INPUT,INPUT", help=_PAIR)
@click.option("--budget", metavar="EVENT", help=_BUDGET)
@click.option("--loss", type=float, metavar="TIMES", help=_LOSS)
@click.option("--output", metavar="OUTPUT", help="The output to narrow.  [default: the headline's]")
@click.option("--samples", callback=whole(1), metavar="N", help="Number of samples.  [default: 1048576]")
@numbers.seed
@numbers.threads
@overrides.sets
@overrides.fixes
@click.option("--choice", "choices", multiple=True, metavar="CHOICE=OPTION", help="Only this option of an axis.")
@forms.out("the numbers")
@forms.plot
@forms.printed(", for all outputs")
@forms.quiet("Print only the numbers, no warnings.")
def command(  # noqa: PLR0913 - one argument per option
    name: str,
    *,
    accuracies: tuple[str, ...],
    pairs: tuple[str, ...],
    budget: str | None,
    loss: float | None,
    output: str | None,
    samples: int | None,
    seed: int,
    threads: int | None,
    sets: tuple[str, ...],
    fixes: tuple[str, ...],
    choices: tuple[str, ...],
    out: Path | None,
    plot: Path | None,
    as_json: bool,
    as_csv: bool,
    quiet: bool,
) -> int:
    """Show how much narrower the 90 % interval would be after measuring an input, before measuring it.

    Inputs of nature `variability` differ from one functional unit to the next; measuring them narrows nothing. With
    dimensions or choices, the answer is that of the first coordinate.
    """
    run_output.check_options(as_json=as_json, as_csv=as_csv, draws=0, out=out, plot=plot)
    if loss is not None and budget is None:
        raise click.UsageError("--loss requires --budget, the budget to decide on")
    from ...answer.run_options import Request
    from ...reader.load import load
    from ...scenario.selection import pick
    from ...sensitivity.measuring.measure import SAMPLES, measure

    scenario = pick(load(name, sets=sets, fixes=fixes), choices)
    wanted = overrides.output_of(scenario, output)
    with console.log(quiet=quiet):
        found = measure(
            scenario,
            Request(samples or SAMPLES, seed, threads or 0),
            accuracy=accuracies,
            pair=pairs,
            budget=budget,
            loss=1.0 if loss is None else loss,
        )
    interrupts.keep()
    if not quiet:
        console.warn(found.warnings)
    _write(found, wanted, run_output.OutputOptions(forms.form(as_json=as_json, as_csv=as_csv), out, plot, quiet))
    return OK


def _write(found: Measurements, wanted: str, options: run_output.OutputOptions) -> None:
    """Print what was found about the output `wanted`, save it and draw it."""
    from ...show.reports import measure as report
    from ...show.reports import measure_dataset, measure_export

    console.show_as(
        options.form,
        found,
        lambda each: report.lines(each, wanted),
        measure_export.as_dict,
        measure_export.as_csv,
    )
    run_output.write_tree_and_plot(lambda: measure_dataset.dataset(found), found, options, output=wanted)
