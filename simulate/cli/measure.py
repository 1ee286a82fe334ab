"""``carbonspan measure``: what measuring an input would buy."""

from __future__ import annotations

import click

from . import console, numbers, overrides
from .main import OK
from .numbers import whole

_ACCURACY = "Accuracy of a measurement, such as latency=10% or 'latency=0.05 gpu*s/word'; perfect without it."
#: Fewer samples leave bins of the tables empty.
_FEWEST = 10_000


@click.command("measure")
@click.argument("name", metavar="NAME|FILE")
@click.option("--accuracy", "accuracies", multiple=True, metavar="INPUT=ERROR", help=_ACCURACY)
@click.option("--output", metavar="OUTPUT", help="The output to narrow.  [default: the headline's]")
@click.option("--samples", callback=whole(_FEWEST), metavar="N", help="Number of samples.  [default: 1048576]")
@numbers.seed
@overrides.sets
@overrides.fixes
@click.option("--choice", "choices", multiple=True, metavar="CHOICE=OPTION", help="Only this option of an axis.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON, for all outputs.")
def command(  # noqa: PLR0913 - one argument per option
    name: str,
    *,
    accuracies: tuple[str, ...],
    output: str | None,
    samples: int | None,
    seed: int,
    sets: tuple[str, ...],
    fixes: tuple[str, ...],
    choices: tuple[str, ...],
    as_json: bool,
) -> int:
    """Show how much narrower the 90 % interval would be after measuring an input, before measuring it.

    Inputs of nature `variability` differ from one functional unit to the next; measuring them narrows nothing. With
    dimensions or choices, the answer is that of the first coordinate.
    """
    from ..answer.run_options import Request
    from ..answer.subject import headline_output
    from ..problems import InvalidInput, did_you_mean
    from ..reader.load import load
    from ..scenario.selection import pick
    from ..sensitivity import measure
    from ..sensitivity.analysis import TABLE_SAMPLES
    from ..show.reports import measure as shown

    scenario = pick(load(name, sets=sets, fixes=fixes), choices)
    units = {each.name: each.unit for each in scenario.outputs}
    wanted = output or headline_output(scenario)
    if wanted not in units:
        raise InvalidInput(f"--output {wanted}: no output is called so; {did_you_mean(wanted, units)}")
    asked = measure.accuracies(scenario, accuracies)
    with console.log():
        gains = measure.gains(scenario, Request(samples or TABLE_SAMPLES, seed), asked)
    if as_json:
        console.show_json(shown.as_dict(gains))
        return OK
    own = [gain for gain in gains if gain.output == wanted]
    if not own:
        console.show(f"{scenario.title}", "", "No input can be measured: none is uncertain by ignorance.")
        return OK
    fixed = sorted({each.name for each in scenario.inputs.values() if each.varies and each.nature == "variability"})
    kept = [f"Variability, which no measurement narrows: {', '.join(fixed)}."] if fixed else []
    console.show(scenario.title, "", shown.sentence(own, units), "", shown.table(own, units), *kept)
    return OK
