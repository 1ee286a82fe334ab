"""``carbonspan hindcast``: predictions compared with later measurements."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import console
from ..main import FAILED, OK
from ..options import clusters, forms, numbers, pictures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...answer.hindcasts.hindcast import Hindcast
    from ...answer.hindcasts.scored import Scored
    from ...scenario.truth import Case
    from ...show.terminals.columns import Columns

#: Fewer samples make the ends of an interval too inaccurate.
_FEWEST = 1_000


@click.command("hindcast")
@click.argument("files", nargs=-1, metavar="[NAME|FILE]...")
@click.option(
    "--samples",
    callback=numbers.whole(_FEWEST),
    default="1e6",
    metavar="N",
    help="Number of samples per file.  [default: 1e6]",
)
@numbers.seed
@clusters.cluster
@click.option("--before", is_flag=True, help="Score the laws from before the seen truths had shaped them.")
@click.option("--discrepancy", is_flag=True, help="Estimate the error of each family of models from the seen truths.")
@forms.plot
@pictures.look(of_plot=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@forms.quiet("Print only the scores: no progress.")
def command(  # noqa: PLR0913 - one argument per option
    files: tuple[str, ...],
    *,
    samples: int,
    seed: int,
    cluster: str | None,
    before: bool,
    discrepancy: bool,
    plot: Path | None,
    look: pictures.Look,
    as_json: bool,
    quiet: bool,
) -> int:
    """Compare predictions with quantities that were measured later, misses first.

    Without a name, it scores all shipped hindcasts. A FILE is a scenario with `hindcast:`, which gives the measured
    values and, as `frozen:`, the hash of the laws before the measurements were known.

    Truths that have shaped a law are scored apart; they test no prediction. `--before` scores the shipped truths with
    the laws from before, and `--discrepancy` repeats the estimate of factor/load and factor/arithmetic.

    A miss is a result, not a failure. The exit code is 1 if laws have changed since they were frozen.
    """
    from ...answer.hindcasts.hindcast import hindcast
    from ...reader.hindcasts import load_cases, shipped, shipped_before, shipped_left_out
    from ...show.reports import hindcast as shown

    _check(files, before=before, discrepancy=discrepancy, plot=plot)
    look.check(plot)
    all_files = shipped_before() if before else shipped_left_out() if discrepancy else shipped()
    cases = load_cases(files or map(str, all_files), bare=discrepancy)
    if discrepancy:
        return _show_discrepancies(cases, samples, seed, cluster, as_json=as_json, quiet=quiet)
    with console.log(quiet=quiet), clusters.opened(cluster) as opened:
        found = hindcast(cases, samples=samples, seed=seed, cluster=opened)
    _show(found, as_json=as_json)
    if plot:
        from ...plots.plot import write

        write(found, plot, **look.arguments)
    console.warn(shown.unfrozen(found))
    console.warn_of_beliefs(found.implausible)
    return FAILED if any(each.frozen and not each.holds for each in found.freezes) else OK


def _check(files: tuple[str, ...], *, before: bool, discrepancy: bool, plot: Path | None) -> None:
    """Refuse options that exclude each other, and a picture that cannot be written."""
    if before and files:
        raise click.UsageError("--before is of all shipped hindcasts; omit the names")
    if discrepancy and plot:
        raise click.UsageError("--discrepancy has no --plot; run the hindcast without it for a picture")


def _show(found: Hindcast, *, as_json: bool) -> None:
    from ...show.reports import hindcast as shown
    from ...show.reports import hindcast_export

    if as_json:
        console.show_json(hindcast_export.as_dict(found))
        return
    parts: list[Columns | str] = []
    for name, scored in found.sets.items():
        if any(each.seen for each in (prediction.case for prediction in found.predictions)):
            parts += [shown.HEADINGS[name], ""]
        parts += _tables(scored)
    console.show(*parts, *shown.sentences(found))


def _tables(scored: Scored) -> Iterator[Columns | str]:
    """The tables of one set of truths, a blank line after each."""
    from ...show.reports import hindcast as shown

    yield console.table(shown.COLUMNS, shown.rows(scored), numbers=shown.NUMBERS, whole=shown.COLUMNS)
    yield ""
    covered = shown.COVERAGE_COLUMNS
    yield console.table(covered, shown.coverage_rows(scored), numbers=covered[1:], whole=("interval",))
    yield ""
    yield console.table(shown.GROUP_COLUMNS, shown.group_rows(scored), numbers=shown.GROUP_COLUMNS[1:])
    yield ""
    yield console.table(shown.SCORE_COLUMNS, shown.score_rows(scored), numbers=shown.SCORE_COLUMNS[1:])
    yield ""
    yield console.table(shown.PIT_COLUMNS, shown.pit_rows(scored), numbers=shown.PIT_COLUMNS[1:])
    yield ""


def _show_discrepancies(  # noqa: PLR0913 - the options of the command
    cases: tuple[Case, ...], samples: int, seed: int, cluster: str | None, *, as_json: bool, quiet: bool
) -> int:
    """Show the error of each family of models beyond its laws; refuse truths that are too few for it."""
    from ...answer.hindcasts.discrepancy import discrepancies
    from ...answer.hindcasts.hindcast import hindcast
    from ...show.reports import hindcast as shown
    from ...show.reports import hindcast_export

    seen = [case for case in cases if case.seen and case.family]
    with console.log(quiet=quiet), clusters.opened(cluster) as opened:
        found = discrepancies(hindcast(seen, samples=samples, seed=seed, cluster=opened).predictions)
    if not found:
        raise click.UsageError("--discrepancy requires seen truths of one family by at least three groups")
    if as_json:
        console.show_json(hindcast_export.discrepancies_as_list(found))
        return OK
    heads = shown.DISCREPANCY_COLUMNS
    table = console.table(heads, shown.discrepancy_rows(found), numbers=heads[1:])
    console.show(table, "", *shown.discrepancy_sentences())
    return OK
