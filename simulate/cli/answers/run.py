"""``carbonspan run``: the answer of a scenario, with its credible interval."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import click

from .. import console
from ..main import OK
from ..options import asked_run, clusters, kept_state, run_output, standard
from ..options.asked_run import AskedRun
from ..options.gathered import gathered
from ..options.kept_state import KeptState
from ..options.numbers import whole
from ..options.observed import Measured
from ..options.observed import options as measured_options
from ..options.run_output import OutputOptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...answer.answer import Answer
    from ...answer.checkpoints.checkpoint import Checkpoint
    from ...engine.run import Progress
    from ...scenario.scenario import Scenario
    from ...updating.update import Update


#: What can be done after a cluster was lost, if no state was kept.
_KEEP = "run it again with --checkpoint FILE.state, from which the same command goes on"


@dataclass(frozen=True)
class _Means:
    """What a run is run with, which changes none of its numbers, and what is read off it."""

    threads: int | None
    levels: tuple[float, ...]
    draws: int
    cluster: str | None


@click.command("run")
@asked_run.options
@measured_options
@gathered("means", _Means)
@click.option("--draws", callback=whole(0), default="0", metavar="N", help="Number of samples to store with --out.")
@run_output.options("the answer", "the answer", full=True)
@clusters.cluster
@kept_state.options
def command(  # noqa: PLR0913 - a group of options each
    *, asked: AskedRun, means: _Means, measured: Measured, shape: str | None, output: OutputOptions, kept: KeptState
) -> int:
    """Answer a scenario, shipped or in a file, with the median and a credible interval.

    The answer goes to stdout, progress and warnings to stderr. Ctrl-C ends the run early and prints the answer so far.
    If --samples are too few for --tolerance, the answer is printed with a warning and the exit code is 1. If a --budget
    is not met at every coordinate, the exit code is 3. With --checkpoint, the same command goes on where an earlier one
    ended or was killed, to the same numbers.
    """
    output.check_draws(means.draws)
    asked.check()
    kept.check(click.get_current_context())
    kinds = {"checkpoint": kept.path is not None, "cluster": means.cluster is not None}
    measured.check(sweep=bool(asked.sweeps), tolerance=asked.tolerance is not None, **kinds)
    standard.check(shape, **_unlike_a_shape(asked, means, output), observed=measured.observed, **kinds)
    asked = kept.asked(asked)
    checkpoint, scenario = kept.open(asked), asked.scenario()
    if shape:
        standard.show(
            scenario, shape, samples=asked.samples, seed=asked.seed, as_json=output.form == "json", quiet=output.quiet
        )
        return OK
    with (
        console.log(quiet=output.quiet),
        clusters.opened(means.cluster, remedy="" if checkpoint else _KEEP) as opened,
        console.progress(quiet=output.quiet) as progress,
    ):
        if checkpoint and kept.span:
            return kept_state.run_span(scenario, asked, kept.span, checkpoint, threads=means.threads, progress=progress)
        run = _run(scenario, asked, means, described=output.out is not None, progress=progress)
        if measured.observed:
            update = _updated(run, scenario, asked, measured, draws=means.draws)
        else:
            answer = run(draws=means.draws, checkpoint=checkpoint, cluster=opened)
    if measured.observed:
        return run_output.exit_code(run_output.write_update(update, output))
    return _written(answer, output, checkpoint)


def _unlike_a_shape(asked: AskedRun, means: _Means, output: OutputOptions) -> dict[str, object]:
    """The options that the shape of a standard leaves no place for, by name."""
    return {
        "sweep": asked.sweeps,
        "tolerance": asked.tolerance,
        "probability": asked.probabilities,
        "budget": asked.budgets,
        "level": means.levels,
        "draws": means.draws,
        "out": output.out,
        "plot": output.plot,
        "csv": output.form == "csv",
        "full": output.full,
        "design": asked.design != "random",
    }


def _run(
    scenario: Scenario, asked: AskedRun, means: _Means, *, described: bool, progress: Progress | None
) -> Callable[..., Answer]:
    """The run that is asked for, but for how many draws to keep, its checkpoint and its cluster."""
    from ...answer.run import run_scenario
    from ...answer.statistics.levels import LEVELS

    return partial(
        run_scenario,
        scenario,
        **asked.options(),
        threads=means.threads,
        levels=tuple(sorted(set(means.levels))) or LEVELS,
        describe_inputs=described,
        progress=progress,
    )


def _updated(
    run: Callable[..., Answer], scenario: Scenario, asked: AskedRun, measured: Measured, *, draws: int
) -> Update:
    """The answer after what was measured."""
    from ...updating.observed_run import run_observed

    return run_observed(
        run, scenario, measured.observed, measured.error, samples=asked.samples, design=asked.design, draws=draws
    )


def _written(answer: Answer, output: OutputOptions, checkpoint: Checkpoint | None) -> int:
    """Print and save an answer; returns the exit code."""
    run_output.warn(answer, output)
    run_output.write_answer(answer, output)
    run_output.write_files(answer, output, checkpoint)
    return kept_state.report(checkpoint, run_output.exit_code(answer), quiet=output.quiet)


command.params.append(standard.parameter())
