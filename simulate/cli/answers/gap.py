"""``carbonspan gap``: why two scenarios differ, or what would have to be true for one to give two figures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import console
from ..main import OK
from ..options import forms, numbers, overrides, run_output
from ..options.numbers import whole

if TYPE_CHECKING:
    from ...answer.run_options import Request
    from ...comparing.pairing import PairingRules
    from ...comparing.sides import Agreement

_USING = "The scenario that would have to give both figures."
_OUTPUT = "The output that the figures are of.  [default: the headline's]"
_SAMPLES = "Number of samples for the probabilities of both figures.  [default: 1e6]"
#: The default number of samples.
SAMPLES = 1_000_000
_TWO = "a gap is between two figures or two scenarios"
_FIGURE = "a figure with its unit is one word or quoted, as in 25.92kg or '25.92 kg'"


class _Command(click.Command):
    """A command that says what is wrong with its figures, of which there are two."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; raises UsageError with a remedy unless there are two beside the options."""
        try:
            return super().parse_args(ctx, args)
        except click.MissingParameter as error:
            if not isinstance(error.param, click.Argument):
                raise
            given = ctx.params.get("first")
            raise click.UsageError(f"{_TWO}, got {f'{given} alone' if given else 'none'}; {_FIGURE}", ctx) from None
        except click.UsageError as error:
            if "unexpected extra argument" not in error.format_message():
                raise
            words = " ".join(ctx.params[each] for each in ("first", "second"))
            raise click.UsageError(f"{_TWO}, got more; {_FIGURE}: write '{words}'", ctx) from None


@click.command("gap", cls=_Command)
@click.argument("first", metavar="FIGURE|A")
@click.argument("second", metavar="FIGURE|B")
@click.option("--using", metavar="NAME|FILE", help=_USING)
@click.option("--output", metavar="OUTPUT", help=_OUTPUT)
@overrides.sets
@overrides.fixes
@click.option("--choice", "choices", multiple=True, metavar="CHOICE=OPTION", help="Only this option of an axis.")
@click.option("--per", metavar="AMOUNT", help="Compute both scenarios for this amount, such as '1 day'.")
@click.option("--any-boundary", is_flag=True, help="Also explain scenarios whose boundaries differ.")
@click.option("--samples", callback=whole(1), metavar="N", help=_SAMPLES)
@numbers.seed
@numbers.threads
@forms.out("all numbers")
@forms.plot
@forms.printed()
@forms.quiet("Print only the answer, no warnings.")
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
    out: Path | None,
    plot: Path | None,
    as_json: bool,
    as_csv: bool,
    quiet: bool,
) -> int:
    """Explain a gap: between two figures, such as 3.82t and 25.92kg, or between two scenarios.

    With --using, each input of that scenario, and each pair, is moved within its law to where the scenario gives the
    second figure instead of the first. Without, it is `carbonspan compare A B --gap`.
    """
    run_output.check_options(as_json=as_json, as_csv=as_csv, draws=0, out=out, plot=plot)
    from ...answer.run_options import Request
    from ...comparing.pairing import PairingRules
    from ...comparing.sides import Agreement

    if not using and _is_figure(first):
        raise click.UsageError("two figures require --using NAME, the scenario that would have to give both")
    if using and (per or any_boundary):
        raise click.UsageError("--per and --any-boundary are for two scenarios, without --using")
    if using and plot:
        raise click.UsageError("--plot draws the factors between two scenarios; omit it with --using")
    request = Request(samples or SAMPLES, seed, threads or 0)
    options = run_output.OutputOptions(forms.form(as_json=as_json, as_csv=as_csv), out, plot, quiet)
    changes = {"sets": sets, "fixes": fixes, "choices": choices}
    if using:
        _reconcile((first, second), using, output, changes, request, options)
    else:
        outputs = overrides.outputs_of((first, second), [output] if output else [])
        between((first, second), outputs, changes, Agreement(per, any_boundary), PairingRules(), request, options)
    return OK


def _is_figure(text: str) -> bool:
    """Whether a text is a number, with a unit or not, and no name of a scenario.

    >>> _is_figure(".5t"), _is_figure("-2 kg"), _is_figure("chatgpt/by-words"), _is_figure("1.yaml")
    (True, True, False, False)
    """
    return bool(re.match(r"[-+]?\.?\d", text)) and not Path(text).exists() and "/" not in text and ".yaml" not in text


def between(  # noqa: PLR0913, PLR0917 - what both commands were given
    names: Sequence[str],
    outputs: Sequence[str | None],
    changes: Mapping[str, tuple[str, ...]],
    agreement: Agreement,
    rules: PairingRules,
    request: Request,
    options: run_output.OutputOptions,
) -> None:
    """Print and save the gap between two scenarios."""
    from ...comparing.gap import gap
    from ...comparing.sides import sides
    from ...show.reports import gap as report
    from ...show.reports import gap_export
    from ...show.reports.gap_tree import tree
    from ...show.reports.stored_draws import is_stored

    if stored := [name for name in names if is_stored(name)]:
        raise click.UsageError(
            f"a gap is between scenarios, and {stored[0]} is a stored answer; name the scenario itself"
        )
    with console.log(quiet=options.quiet):
        first, second = sides(overrides.load_several(names, **changes), outputs, agreement)
        found = gap(first, second, request, rules)
    console.show_as(options.form, found, report.lines, gap_export.as_dict, gap_export.as_csv)
    run_output.write_tree_and_plot(lambda: tree(found), found, options)


def _reconcile(  # noqa: PLR0913, PLR0917 - what the command was given
    figures: tuple[str, str],
    using: str,
    output: str | None,
    changes: Mapping[str, tuple[str, ...]],
    request: Request,
    options: run_output.OutputOptions,
) -> None:
    """Print and save what would have to be true for one scenario to give two figures."""
    from ...comparing.reconcile import reconcile
    from ...comparing.sides import one_side
    from ...reader.load import load
    from ...scenario.selection import pick
    from ...show.reports import reconcile as report
    from ...show.reports.reconcile_tree import tree

    with console.log(quiet=options.quiet):
        scenario = pick(load(using, sets=changes["sets"], fixes=changes["fixes"]), changes["choices"])
        found = reconcile(one_side(scenario, output), figures, request)
    console.show_as(options.form, found, report.lines, report.as_dict, report.as_csv)
    run_output.write_tree_and_plot(lambda: tree(found), None, options)
