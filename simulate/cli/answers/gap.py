"""``carbonspan gap``: why two scenarios differ, or what would have to be true for one to give two figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import console
from ..main import OK
from ..options import numbers, overrides, run_output
from ..options.comparing import Comparability
from ..options.gathered import gathered
from ..options.overrides import Changes
from ..options.run_output import OutputOptions

if TYPE_CHECKING:
    from ...answer.run_options import Request
    from ...scenario.scenario import Scenario

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


@dataclass(frozen=True)
class Sides:
    """Scenarios by name: the output of each, what is changed of them, and what makes unlike ones comparable."""

    names: tuple[str, ...]
    outputs: Sequence[str | None]
    changes: Changes
    comparability: Comparability


@click.command("gap", cls=_Command)
@click.argument("first", metavar="FIGURE|A")
@click.argument("second", metavar="FIGURE|B")
@click.option("--using", metavar="NAME|FILE", help=_USING)
@click.option("--output", "explained", metavar="OUTPUT", help=_OUTPUT)
@overrides.of_one
@gathered("comparability", Comparability)
@click.option("--per", metavar="AMOUNT", help="Compute both scenarios for this amount, such as '1 day'.")
@click.option("--any-boundary", is_flag=True, help="Also explain scenarios whose boundaries differ.")
@numbers.sampling(numbers.sampled(_SAMPLES), numbers.seed, numbers.threads)
@run_output.options("all numbers", "the answer")
def command(  # noqa: PLR0913 - a group of options each
    first: str,
    second: str,
    *,
    using: str | None,
    explained: str | None,
    changes: Changes,
    comparability: Comparability,
    sampling: numbers.Sampling,
    output: OutputOptions,
) -> int:
    """Explain a gap: between two figures, such as 3.82t and 25.92kg, or between two scenarios.

    With --using, each input of that scenario, and each pair, is moved within its law to where the scenario gives the
    second figure instead of the first. Without, it is `carbonspan compare A B --gap`.
    """
    if not using and _is_figure(first):
        raise click.UsageError("two figures require --using NAME, the scenario that would have to give both")
    if using and comparability:
        raise click.UsageError("--per and --any-boundary are for two scenarios, without --using")
    if using and output.plot:
        raise click.UsageError("--plot draws the factors between two scenarios; omit it with --using")
    request = sampling.request(SAMPLES)
    if using:
        _reconcile((first, second), changes.scenario(using), explained, request, output)
    else:
        outputs = overrides.outputs_of((first, second), [explained] if explained else [])
        between(Sides((first, second), outputs, changes, comparability), request, output)
    return OK


def _is_figure(text: str) -> bool:
    """Whether a text is a number, with a unit or not, and no name of a scenario.

    >>> _is_figure(".5t"), _is_figure("-2 kg"), _is_figure("chatgpt/by-words"), _is_figure("1.yaml")
    (True, True, False, False)
    """
    return bool(re.match(r"[-+]?\.?\d", text)) and not Path(text).exists() and "/" not in text and ".yaml" not in text


def between(asked: Sides, request: Request, options: OutputOptions) -> None:
    """Print and save the gap between two scenarios."""
    from ...comparing.gap import gap
    from ...comparing.sides import sides
    from ...show.reports import gap as report
    from ...show.reports import gap_export
    from ...show.reports.gap_tree import tree
    from ...show.reports.stored_draws import is_stored

    if stored := [name for name in asked.names if is_stored(name)]:
        raise click.UsageError(
            f"a gap is between scenarios, and {stored[0]} is a stored answer; name the scenario itself"
        )
    with console.log(quiet=options.quiet):
        scenarios = asked.changes.scenarios(asked.names)
        first, second = sides(scenarios, asked.outputs, asked.comparability.agreement)
        found = gap(first, second, request, asked.comparability.rules)
    if options.form == "csv":  # which has no row for them
        console.warn(found.warnings)
    console.show_as(options.form, found, report.lines, gap_export.as_dict, gap_export.as_csv)
    run_output.write_tree_and_plot(lambda: tree(found), found, options)


def _reconcile(
    figures: tuple[str, str], scenario: Scenario, output: str | None, request: Request, options: OutputOptions
) -> None:
    """Print and save what would have to be true for one scenario to give two figures."""
    from ...comparing.reconcile import reconcile
    from ...comparing.sides import one_side
    from ...show.reports import reconcile as report
    from ...show.reports.reconcile_tree import tree

    with console.log(quiet=options.quiet):
        found = reconcile(one_side(scenario, output), figures, request)
    console.show_as(options.form, found, report.lines, report.as_dict, report.as_csv)
    run_output.write_tree_and_plot(lambda: tree(found), None, options)
