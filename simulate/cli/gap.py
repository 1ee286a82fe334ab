"""``carbonspan gap``: why two scenarios differ, or what would have to be true for one to give two figures."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, Literal

import click

from . import console
from .main import OK
from .options import numbers, overrides
from .options.numbers import whole

if TYPE_CHECKING:
    from ..answer.run_options import Request
    from ..comparing.gap import Gap
    from ..comparing.sides import Agreement

_USING = "The scenario that would have to give both figures."
_OUTPUT = "The output that the figures are of.  [default: the headline's]"
_SAMPLES = "Number of samples for the probabilities of both figures.  [default: 1e6]"
#: The default number of samples.
SAMPLES = 1_000_000

Form = Literal["json", "csv", "text"]


@click.command("gap")
@click.argument("first", metavar="FIGURE|A")
@click.argument("second", metavar="FIGURE|B")
@click.option("--using", metavar="NAME|FILE", help=_USING)
@click.option("--output", metavar="OUTPUT", help=_OUTPUT)
@click.option("--set", "sets", multiple=True, metavar="INPUT=VALUE", help="Replace the value or law of an input.")
@click.option("--fix", "fixes", multiple=True, metavar="INPUT", help="Hold an input at its nominal value.")
@click.option("--choice", "choices", multiple=True, metavar="CHOICE=OPTION", help="Only this option of an axis.")
@click.option("--per", metavar="AMOUNT", help="Compute both scenarios for this amount, such as '1 day'.")
@click.option("--any-boundary", is_flag=True, help="Also explain scenarios whose boundaries differ.")
@click.option("--samples", callback=whole(1), metavar="N", help=_SAMPLES)
@numbers.seed
@numbers.threads
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV, one row per number.")
@click.option("--quiet", "-q", is_flag=True, help="Print only the answer, no warnings.")
def command(  # noqa: PLR0913 - one argument per option
    first: str,
    second: str,
    *,
    using: str | None,
    output: str | None,
    sets: tuple[str, ...],
    fixes: tuple[str, ...],
    choices: tuple[str, ...],
    per: str | None,
    any_boundary: bool,
    samples: int | None,
    seed: int,
    threads: int | None,
    as_json: bool,
    as_csv: bool,
    quiet: bool,
) -> int:
    """Explain a gap: between two figures, such as 3.82t and 25.92kg, or between two scenarios.

    With --using, each input of that scenario, and each pair, is moved within its law to where the scenario gives the
    second figure instead of the first. Without, it is `carbonspan compare A B --gap`.
    """
    if as_json and as_csv:
        raise click.UsageError("--json and --csv are mutually exclusive; choose one")
    from ..answer.run_options import Request
    from ..comparing.sides import Agreement

    if not using and first[:1].isdecimal():
        raise click.UsageError("two figures require --using NAME, the scenario that would have to give both")
    if using and (per or any_boundary):
        raise click.UsageError("--per and --any-boundary are for two scenarios, without --using")
    request = Request(samples or SAMPLES, seed, threads or 0)
    form: Form = "json" if as_json else "csv" if as_csv else "text"
    changes = {"sets": sets, "fixes": fixes, "choices": choices}
    with nullcontext() if quiet else console.log():
        if using:
            _reconcile((first, second), using, output, changes, request, form)
        else:
            _between((first, second), output, changes, Agreement(per, any_boundary), request, form)
    return OK


def _between(  # noqa: PLR0913, PLR0917 - what the command was given
    names: tuple[str, str],
    output: str | None,
    changes: dict[str, tuple[str, ...]],
    agreement: Agreement,
    request: Request,
    form: Form,
) -> None:
    """Print the gap between two scenarios."""
    from ..comparing.gap import gap
    from ..comparing.sides import sides

    scenarios = overrides.load_several(names, **changes)
    first, second = sides(scenarios, overrides.outputs_of(names, [output] if output else []), agreement)
    show(gap(first, second, request), form)


def show(found: Gap, form: Form) -> None:
    """Write a gap to stdout."""
    from ..show.reports import gap, gap_export

    _write(form, found, gap.lines, gap_export.as_dict, gap_export.as_csv)


def _reconcile(  # noqa: PLR0913, PLR0917 - what the command was given
    figures: tuple[str, str],
    using: str,
    output: str | None,
    changes: dict[str, tuple[str, ...]],
    request: Request,
    form: Form,
) -> None:
    """Print what would have to be true for one scenario to give two figures."""
    from ..comparing.reconcile import reconcile
    from ..comparing.sides import one_side
    from ..reader.load import load
    from ..scenario.selection import pick
    from ..show.reports import reconcile as report

    scenario = pick(load(using, sets=changes["sets"], fixes=changes["fixes"]), changes["choices"])
    found = reconcile(one_side(scenario, output), figures, request)
    _write(form, found, report.lines, report.as_dict, report.as_csv)


def _write(form: Form, found: Any, lines: Any, as_dict: Any, as_csv: Any) -> None:
    if form == "json":
        console.show_json(as_dict(found))
    elif form == "csv":
        click.echo(as_csv(found), nl=False)
    else:
        console.show(*lines(found))
