"""``carbonspan merge``: the states of disjoint spans of one run added up, and the answer of the run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...problems import InvalidInput, Problem
from .. import console
from ..main import OK
from ..options import forms, kept_state, numbers, run_output
from ..options.asked_run import AskedRun
from ..options.paths import FILE

if TYPE_CHECKING:
    from ...answer.answer import Answer
    from ...answer.checkpoints.checkpoint import Checkpoint
    from ...engine.run import Progress

_OUT = "Write the state of all samples (.state) or the answer as netCDF (.nc); can be repeated."


@click.command("merge")
@click.argument("files", metavar="FILE.state...", nargs=-1, required=True, type=FILE)
@click.option("--out", "-o", "outs", multiple=True, type=FILE, metavar="FILE", help=_OUT)
@numbers.levels
@numbers.threads
@forms.printed()
@forms.quiet_but_cautions("the answer")
def command(  # noqa: PLR0913 - one argument per option
    files: tuple[Path, ...],
    *,
    outs: tuple[Path, ...],
    levels: tuple[float, ...],
    threads: int | None,
    as_json: bool,
    as_csv: bool,
    quiet: bool,
) -> int:
    """Add up the states of spans of one run, and print its answer: the same as that of the run on one machine.

    `carbonspan run --span 2/4 --checkpoint b.state` makes the state of a span. States of other scenarios, seeds,
    designs, versions or processors are refused, and so are two that have a sample in common. If samples are missing,
    there is no answer; with --out FILE.state, `carbonspan run --extend FILE.state` computes them.
    """
    state, netcdf = _outs(outs)
    form = forms.form(as_json=as_json, as_csv=as_csv)
    run_output.check_files(netcdf, None)
    options = run_output.OutputOptions(form, netcdf, None, quiet)
    asked, checkpoint = _united(files, state)

    from ...answer.checkpoints.checkpoint import MissingSamples

    try:
        with console.log(quiet=quiet), console.progress(quiet=quiet) as progress:
            answer = _answer(asked, checkpoint, levels, threads, progress=progress, describe_inputs=netcdf is not None)
    except MissingSamples as error:
        remedy = "add the states that have them, or save these with --out FILE.state and go on with `run --extend`"
        if not state:
            raise InvalidInput(f"{error}; {remedy}") from None
        console.tell(f"{state} is without answer: {error}; `carbonspan run --extend {state}` computes them")
        return kept_state.report(checkpoint, OK, quiet=quiet)
    run_output.warn(answer, options)
    run_output.write_answer(answer, options)
    run_output.write_files(answer, options, checkpoint)
    return kept_state.report(checkpoint, run_output.exit_code(answer), quiet=quiet)


def _outs(outs: Sequence[Path]) -> tuple[Path | None, Path | None]:
    """The file for the state and that for the answer; raises UsageError for two of a kind."""
    from ...show.state_file import SUFFIXES, HDF5StateFile

    states = [each for each in outs if each.suffix.lower() in SUFFIXES]
    others = [each for each in outs if each not in states]
    if len(states) > 1 or len(others) > 1:
        raise click.UsageError("--out can be given once for a state (.state) and once for an answer (.nc)")
    for each in states:
        HDF5StateFile(each).check_writable()
    return next(iter(states), None), next(iter(others), None)


def _united(files: Sequence[Path], out: Path | None) -> tuple[AskedRun, Checkpoint]:
    """What the run of all states is asked for, and what it goes on from."""
    from ...answer.checkpoints.checkpoint import Checkpoint
    from ...answer.checkpoints.saved_state import differences
    from ...show.state_file import HDF5StateFile

    sources = [HDF5StateFile(each) for each in files]
    states = [(each.name, each.required()) for each in sources]
    name, first = states[0]
    problems = [
        Problem(f"is not of the run of {name}: {'; '.join(found)}; leave it out", file=other)
        for other, state in states[1:]
        if (found := differences(state.identity, first.identity))
    ]
    if problems:
        raise InvalidInput(problems)
    asked = [AskedRun.of(state.asked, each) for each, state in states]
    whole = replace(asked[0], samples=max(each.count for each in asked), tolerance=None)
    file = HDF5StateFile(out) if out else None
    return whole, Checkpoint(file, whole.as_dict(), sources=sources, complete=True)


def _answer(  # noqa: PLR0913 - what to run, each by its name
    asked: AskedRun,
    checkpoint: Checkpoint,
    levels: Sequence[float],
    threads: int | None,
    *,
    progress: Progress | None,
    describe_inputs: bool,
) -> Answer:
    """The answer of the run of all states; raises MissingSamples if these are not all of its samples."""
    from ...answer.run import run_scenario
    from ...answer.statistics.levels import LEVELS

    return run_scenario(
        asked.scenario(),
        **asked.options(),
        threads=threads,
        levels=tuple(sorted(set(levels))) or LEVELS,
        describe_inputs=describe_inputs,
        progress=progress,
        checkpoint=checkpoint,
    )
