"""``carbonspan compare``: scenarios compared sample by sample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from ...engine import interrupts
from .. import completing, console
from ..main import INTERRUPTED, OK
from ..options import clusters, comparing, forms, numbers, overrides, run_output
from . import gap

if TYPE_CHECKING:
    from ...answer.run_options import Request
    from ...comparing.compared import Compared
    from ...comparing.pairing import PairingRules
    from ...comparing.sides import Agreement
    from ...engine.run import Progress

_GAP = "Explain the ratio of two scenarios by the outputs and inputs that make it."


@click.command("compare")
@click.argument("names", nargs=-1, metavar="A B [C ...]", required=True, shell_complete=completing.names)
@overrides.outputs_of_several
@comparing.same
@comparing.apart
@comparing.per
@comparing.any_boundary
@overrides.sets_of_several
@overrides.fixes_of_several
@overrides.choices_of_several
@click.option("--gap", "explain", is_flag=True, help=_GAP)
@numbers.samples
@numbers.seed
@numbers.threads
@clusters.cluster
@numbers.design
@numbers.levels
@forms.out("all numbers")
@forms.plot
@forms.printed()
@forms.quiet("Print only the comparison: no progress, no warnings.")
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
    cluster: str | None,
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
    if explain and levels:
        raise click.UsageError("--gap has no --level; its intervals are of 90 %")
    if explain and cluster:
        raise click.UsageError("--gap has no --cluster; its samples are few and run here")
    from ...answer.run_options import Request
    from ...answer.statistics.levels import LEVELS
    from ...comparing.pairing import PairingRules
    from ...comparing.sides import Agreement

    options = run_output.OutputOptions(forms.form(as_json=as_json, as_csv=as_csv), out, plot, quiet)
    request = Request(samples, seed, threads or 0, design, levels=tuple(sorted(set(levels))) or LEVELS)
    asked = _Asked(names, overrides.outputs_of(names, outputs), PairingRules(same, apart), Agreement(per, any_boundary))
    changes = {"sets": sets, "fixes": fixes, "choices": choices}
    if explain:
        gap.between(asked.names, asked.outputs, changes, asked.agreement, asked.rules, request, options)
        return OK
    return _compare(asked, changes, request, options, cluster)


@dataclass(frozen=True)
class _Asked:
    """What is compared: scenarios by name, the output of each, what is one draw and what unlike scenarios are for."""

    names: tuple[str, ...]
    outputs: Sequence[str | None]
    rules: PairingRules
    agreement: Agreement


def _compare(
    asked: _Asked,
    changes: Mapping[str, tuple[str, ...]],
    request: Request,
    options: run_output.OutputOptions,
    cluster: str | None,
) -> int:
    """Compute, print and save a comparison; returns the exit code."""
    with console.log(quiet=options.quiet), console.progress(quiet=options.quiet) as progress:
        found = _found(asked, changes, request, progress, cluster)
    interrupts.keep()
    if not options.quiet:
        console.warn(each for each in found.warnings if each not in found.cautions)
    _show(found, options.form)
    _write(found, options)
    return INTERRUPTED if found.interrupted else OK


def _found(
    asked: _Asked,
    changes: Mapping[str, tuple[str, ...]],
    request: Request,
    progress: Progress | None,
    cluster: str | None,
) -> Compared:
    """The comparison of scenarios, or of answers by their draws."""
    from ...comparing.compare import compare_scenarios
    from ...engine.run import extend
    from ...engine.zoom import zoomed
    from ...show.reports.stored_draws import compare_stored

    if stored := overrides.load_stored(asked.names):
        if any(changes.values()):
            raise click.UsageError(
                "--set, --fix and --choice change scenarios; they do not apply beside a stored answer"
            )
        if cluster:
            raise click.UsageError("--cluster runs scenarios; stored answers are compared by their draws, here")
        return compare_stored(stored, request, outputs=asked.outputs, rules=asked.rules, agreement=asked.agreement)
    scenarios = overrides.load_several(asked.names, **changes)
    with clusters.opened(cluster) as opened:
        return compare_scenarios(
            scenarios,
            request,
            outputs=asked.outputs,
            rules=asked.rules,
            agreement=asked.agreement,
            progress=progress,
            extend=opened.extend if opened else extend,
            zoom=opened.zoom if opened else zoomed,
        )


def _show(found: Compared, form: forms.Form) -> None:
    from ...show.reports import compare, compare_export

    console.show_as(form, found, compare.lines, compare_export.as_dict, compare_export.as_csv)


def _write(found: Compared, options: run_output.OutputOptions) -> None:
    from ...show.reports.compare_tree import tree

    run_output.write_tree_and_plot(lambda: tree(found), found, options)
