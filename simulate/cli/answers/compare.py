"""``carbonspan compare``: scenarios compared sample by sample."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from ...engine import interrupts
from .. import completing, console
from ..main import INTERRUPTED, OK
from ..options import clusters, comparing, forms, numbers, overrides, run_output
from ..options.comparing import Comparability
from ..options.overrides import Changes
from ..options.run_output import OutputOptions
from . import gap
from .gap import Sides

if TYPE_CHECKING:
    from ...answer.run_options import Request
    from ...comparing.compared import Compared
    from ...engine.run import Progress

_GAP = "Explain the ratio of two scenarios by the outputs and inputs that make it."


@click.command("compare")
@click.argument("names", nargs=-1, metavar="A B [C ...]", required=True, shell_complete=completing.names)
@overrides.outputs_of_several
@comparing.options
@overrides.of_several
@click.option("--gap", "explain", is_flag=True, help=_GAP)
@numbers.sampling(numbers.samples, numbers.seed, numbers.threads, clusters.cluster, numbers.design)
@numbers.levels
@run_output.options("all numbers", "the comparison")
def command(  # noqa: PLR0913 - a group of options each
    names: tuple[str, ...],
    *,
    outputs: tuple[str, ...],
    comparability: Comparability,
    changes: Changes,
    explain: bool,
    sampling: numbers.Sampling,
    cluster: str | None,
    levels: tuple[float, ...],
    output: OutputOptions,
) -> int:
    """Compare scenarios, shipped or in files, computed from the same samples, or answers stored with --draws.

    Inputs of one stream and law are one draw, so that what is unknown about them cancels; all others are drawn apart.
    What was paired is printed. A functional unit or a boundary that differs is refused.
    """
    if explain:
        _check_gap(names, levels, cluster)
    asked = Sides(names, overrides.outputs_of(names, outputs), changes, comparability)
    if explain:
        gap.between(asked, sampling.request(), output)
        return OK
    from ...answer.statistics.levels import LEVELS

    return _compare(asked, replace(sampling.request(), levels=tuple(sorted(set(levels))) or LEVELS), output, cluster)


def _check_gap(names: Sequence[str], levels: Sequence[float], cluster: str | None) -> None:
    """Raise UsageError for what a gap has not."""
    if len(names) != 2:
        raise click.UsageError(f"--gap explains the ratio of two scenarios, got {len(names)}")
    if levels:
        raise click.UsageError("--gap has no --level; its intervals are of 90 %")
    if cluster:
        raise click.UsageError("--gap has no --cluster; its samples are few and run here")


def _compare(
    asked: Sides,
    request: Request,
    options: OutputOptions,
    cluster: str | None,
) -> int:
    """Compute, print and save a comparison; returns the exit code."""
    with console.log(quiet=options.quiet), console.progress(quiet=options.quiet) as progress:
        found = _found(asked, request, progress, cluster)
    interrupts.keep()
    if not options.quiet:
        console.warn(each for each in found.warnings if each not in found.cautions)
    _show(found, options.form)
    _write(found, options)
    return INTERRUPTED if found.interrupted else OK


def _found(
    asked: Sides,
    request: Request,
    progress: Progress | None,
    cluster: str | None,
) -> Compared:
    """The comparison of scenarios, or of answers by their draws."""
    from ...comparing.compare import compare_scenarios
    from ...engine.run import extend
    from ...engine.zoom import zoomed
    from ...scenario.scenario import Scenario
    from ...show.reports.stored_draws import compare_stored

    rules, agreement = asked.comparability.rules, asked.comparability.agreement
    if stored := overrides.load_stored(asked.names):
        if asked.changes:
            raise click.UsageError(
                "--set, --fix and --choice change scenarios; they do not apply beside a stored answer"
            )
        own = (
            "samples",
            "seed",
            "design",
            *(() if any(isinstance(each, Scenario) for each in stored) else ("threads",)),
        )
        numbers.refuse_sampling("to stored answers, which are compared by their draws", *own)
        if cluster:
            raise click.UsageError("--cluster runs scenarios; stored answers are compared by their draws, here")
        return compare_stored(stored, request, outputs=asked.outputs, rules=rules, agreement=agreement)
    scenarios = asked.changes.scenarios(asked.names)
    with clusters.opened(cluster) as opened:
        return compare_scenarios(
            scenarios,
            request,
            outputs=asked.outputs,
            rules=rules,
            agreement=agreement,
            progress=progress,
            extend=opened.extend if opened else extend,
            zoom=opened.zoom if opened else zoomed,
        )


def _show(found: Compared, form: forms.Form) -> None:
    from ...show.reports import compare, compare_export

    console.show_as(form, found, compare.lines, compare_export.as_dict, compare_export.as_csv)


def _write(found: Compared, options: OutputOptions) -> None:
    from ...show.reports.compare_tree import tree

    run_output.write_tree_and_plot(lambda: tree(found), found, options)
