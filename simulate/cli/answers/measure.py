"""``carbonspan measure``: what measuring an input would buy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from ...engine import interrupts
from .. import completing, console
from ..main import OK
from ..options import numbers, overrides, run_output
from ..options.gathered import gathered

if TYPE_CHECKING:
    from ...sensitivity.measuring.measurements import Measurements

_ACCURACY = "Standard error of a measurement: latency=10%, 'latency=0.05 gpu*s/word' or, of the mean of 20 readings, "
_ACCURACY += "'latency=30%, n=20'; perfect without it; can be repeated."
_PAIR = "Also measure two inputs together, such as latency,users; can be repeated."
_BUDGET = "Also say what each measurement is worth for deciding on a budget, such as 'emissions < 10 t'."
_LOSS = "How many times as bad it is to go ahead with a budget that is exceeded as to hold back although it would be "
_LOSS += "met.  [default: 1]"


@dataclass(frozen=True)
class _Questions:
    """Which measurements are asked about, and for which decision."""

    accuracies: tuple[str, ...]
    pairs: tuple[str, ...]
    budget: str | None
    loss: float | None

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments of `measure`; raises UsageError for a loss without a decision."""
        if self.loss is not None and self.budget is None:
            raise click.UsageError("--loss requires --budget, the budget to decide on")
        loss = 1.0 if self.loss is None else self.loss
        return {"accuracy": self.accuracies, "pair": self.pairs, "budget": self.budget, "loss": loss}


@click.command("measure")
@click.argument("name", metavar="NAME|FILE", shell_complete=completing.names)
@gathered(
    "questions",
    _Questions,
    click.option("--accuracy", "accuracies", multiple=True, metavar="INPUT=ERROR", help=_ACCURACY),
    click.option("--pair", "pairs", multiple=True, metavar="INPUT,INPUT", help=_PAIR),
    click.option("--budget", metavar="EVENT", help=_BUDGET),
    click.option("--loss", callback=numbers.number("5"), metavar="TIMES", help=_LOSS),
)
@click.option("--output", "narrowed", metavar="OUTPUT", help="The output to narrow.  [default: the headline's]")
@numbers.sampling(numbers.sampled("Number of samples.  [default: 1048576]"), numbers.seed, numbers.threads)
@overrides.of_one
@run_output.options("the numbers", "the numbers", printed=", for all outputs")
def command(  # noqa: PLR0913 - a group of options each
    name: str,
    *,
    questions: _Questions,
    narrowed: str | None,
    sampling: numbers.Sampling,
    changes: overrides.Changes,
    output: run_output.OutputOptions,
) -> int:
    """Show how much narrower the 90 % interval would be after measuring an input, before measuring it.

    Inputs of nature `variability` differ from one functional unit to the next; measuring them narrows nothing. With
    dimensions or choices, the answer is that of the first coordinate.
    """
    asked = questions.arguments
    from ...sensitivity.measuring.measure import SAMPLES, measure

    scenario = changes.scenario(name)
    wanted = overrides.output_of(scenario, narrowed)
    with console.log(quiet=output.quiet):
        found = measure(scenario, sampling.request(SAMPLES), **asked)
    interrupts.keep()
    if not output.quiet:
        console.warn(found.warnings)
    _write(found, wanted, output)
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
