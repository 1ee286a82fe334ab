"""``carbonspan run``: the answer of a scenario, with its credible interval."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import completing, console
from ..main import OK
from ..options import clusters, forms, kept_state, numbers, overrides, run_output, standard
from ..options import observed as measured
from ..options.asked_run import AskedRun
from ..options.numbers import share, whole

if TYPE_CHECKING:
    from ..options.kept_state import KeptState

_TOLERANCE = "Stop when twice the error of the interval's ends is this share of its width, or after --samples."
_QUIET = "Print only the answer: no progress, and no warnings unless the answer misleads without them."
_SWEEP = "Answer at several values of an input, such as 'utilization=0.3..0.9:7'; twice for two inputs."
_PROBABILITY = "Also give the probability of an event, such as 'emissions > 3 t'; can be repeated."
_BUDGET = (
    "Exit with 3 unless this event, such as 'emissions < 10 t', has the probability --confidence; can be repeated."
)
_CONFIDENCE = "The least probability of meeting a --budget.  [default: 0.9]"


#: What can be done after a cluster was lost, if no state was kept.
_KEEP = "run it again with --checkpoint FILE.state, from which the same command goes on"


@click.command("run")
@click.argument("name", metavar="NAME|FILE", required=False, shell_complete=completing.names)
@numbers.samples
@numbers.seed
@numbers.threads
@numbers.design
@click.option("--tolerance", callback=share("share", "1%"), metavar="SHARE", help=_TOLERANCE)
@numbers.levels
@overrides.sets
@overrides.fixes
@overrides.choices
@click.option("--sweep", "sweeps", multiple=True, metavar="INPUT=VALUES", help=_SWEEP)
@click.option("--probability", "probabilities", multiple=True, metavar="EVENT", help=_PROBABILITY)
@click.option("--budget", "budgets", multiple=True, metavar="EVENT", help=_BUDGET)
@click.option("--confidence", callback=share("probability", "0.9", percent_from=10), metavar="P", help=_CONFIDENCE)
@measured.observed
@measured.error
@click.option("--draws", callback=whole(0), default="0", metavar="N", help="Number of samples to store with --out.")
@forms.out("the answer")
@forms.plot
@click.option("--full", is_flag=True, help="Print all statistics of all outputs, with their errors.")
@forms.printed()
@forms.quiet(_QUIET)
@clusters.cluster
@kept_state.options
def command(  # noqa: PLR0913 - one argument per option that is used here
    *,
    threads: int | None,
    levels: tuple[float, ...],
    budgets: tuple[str, ...],
    confidence: float | None,
    observed: tuple[str, ...],
    error: str | None,
    shape: str | None,
    draws: int,
    out: Path | None,
    plot: Path | None,
    full: bool,
    as_json: bool,
    as_csv: bool,
    quiet: bool,
    cluster: str | None,
    kept: KeptState,
    **asked_for: Any,
) -> int:
    """Answer a scenario, shipped or in a file, with the median and a credible interval.

    The answer goes to stdout, progress and warnings to stderr. Ctrl-C ends the run early and prints the answer so far.
    If --samples are too few for --tolerance, the answer is printed with a warning and the exit code is 1. If a --budget
    is not met at every coordinate, the exit code is 3. With --checkpoint, the same command goes on where an earlier one
    ended or was killed, to the same numbers.
    """
    run_output.check_options(as_json=as_json, as_csv=as_csv, draws=draws, out=out, plot=plot)
    if confidence is not None and not budgets:
        raise click.UsageError("--confidence requires --budget, the event that must have this probability")
    form = forms.form(as_json=as_json, as_csv=as_csv)
    if full and form != "text":
        raise click.UsageError(f"--full and --{form} are mutually exclusive; --{form} has all statistics anyway")
    options = run_output.OutputOptions(form, out, plot, quiet, full)
    kept.check(click.get_current_context())
    given = AskedRun(**asked_for, budgets=budgets, confidence=confidence)
    kinds = {"checkpoint": kept.path is not None, "cluster": cluster is not None}
    measured.check(observed, error, sweep=bool(given.sweeps), tolerance=given.tolerance is not None, **kinds)
    standard.check(
        shape,
        observed=observed,
        sweep=given.sweeps,
        tolerance=given.tolerance,
        probability=given.probabilities,
        budget=budgets,
        level=levels,
        draws=draws,
        out=out,
        plot=plot,
        csv=as_csv,
        full=full,
        design=given.design != "random",
        **kinds,
    )
    asked = kept.asked(given)
    checkpoint, scenario = kept.open(asked), asked.scenario()
    if shape:
        standard.show(scenario, shape, samples=asked.samples, seed=asked.seed, as_json=as_json, quiet=quiet)
        return OK

    from ...answer.run import run_scenario
    from ...answer.statistics.levels import LEVELS

    with (
        console.log(quiet=quiet),
        clusters.opened(cluster, remedy="" if checkpoint else _KEEP) as opened,
        console.progress(quiet=quiet) as progress,
    ):
        if checkpoint and kept.span:
            return kept_state.run_span(scenario, asked, kept.span, checkpoint, threads=threads, progress=progress)
        run = partial(
            run_scenario,
            scenario,
            **asked.options(),
            threads=threads,
            levels=tuple(sorted(set(levels))) or LEVELS,
            describe_inputs=out is not None,
            progress=progress,
        )
        if observed:
            from ...updating.observed_run import run_observed

            found = run_observed(
                run, scenario, observed, error, samples=asked.samples, design=asked.design, draws=draws
            )
        else:
            answer = run(draws=draws, checkpoint=checkpoint, cluster=opened)
    if observed:
        return run_output.exit_code(run_output.write_update(found, options))
    run_output.warn(answer, options)
    run_output.write_answer(answer, options)
    run_output.write_files(answer, options, checkpoint)
    return kept_state.report(checkpoint, run_output.exit_code(answer), quiet=quiet)


command.params.append(standard.parameter())
