"""``carbonspan run``: the answer of a scenario, with its credible interval."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from . import console
from .main import FAILED, INTERRUPTED, NOT_MET, OK
from .options import forms, numbers, overrides, run_output, standard
from .options import observed as measured
from .options.numbers import share, whole

if TYPE_CHECKING:
    from ..answer.answer import Answer
    from ..scenario.scenario import Scenario

_TOLERANCE = "Stop when twice the error of the interval's ends is this share of its width, or after --samples."
_CHOICE = "Answer only this option of a choice or dimension; can be repeated."
_QUIET = "Print only the answer: no progress, and no warnings unless the answer misleads without them."
_SWEEP = "Answer at several values of an input, such as 'utilization=0.3..0.9:7'; twice for two inputs."
_PROBABILITY = "Also give the probability of an event, such as 'emissions > 3 t'; can be repeated."
_BUDGET = (
    "Exit with 3 unless this event, such as 'emissions < 10 t', has the probability --confidence; can be repeated."
)
_CONFIDENCE = "The least probability of meeting a --budget.  [default: 0.9]"


@click.command("run")
@click.argument("name", metavar="NAME|FILE")
@numbers.samples
@numbers.seed
@numbers.threads
@numbers.design
@click.option("--tolerance", callback=share("share", "1%"), metavar="SHARE", help=_TOLERANCE)
@numbers.levels
@overrides.sets
@overrides.fixes
@click.option("--choice", "choices", multiple=True, metavar="CHOICE=OPTION", help=_CHOICE)
@click.option("--sweep", "sweeps", multiple=True, metavar="INPUT=VALUES", help=_SWEEP)
@click.option("--probability", "probabilities", multiple=True, metavar="EVENT", help=_PROBABILITY)
@click.option("--budget", "budgets", multiple=True, metavar="EVENT", help=_BUDGET)
@click.option("--confidence", callback=share("probability", "0.9", percent_from=10), metavar="P", help=_CONFIDENCE)
@measured.observed
@measured.error
@click.option("--draws", callback=whole(0), default="0", metavar="N", help="Number of samples to store with --out.")
@forms.out("the answer")
@forms.plot
@forms.printed()
@click.option("--quiet", "-q", is_flag=True, help=_QUIET)
def command(  # noqa: PLR0913 - one argument per option
    name: str,
    *,
    samples: int | None,
    seed: int,
    threads: int | None,
    design: Literal["random", "sobol"],
    tolerance: float | None,
    levels: tuple[float, ...],
    sets: tuple[str, ...],
    fixes: tuple[str, ...],
    choices: tuple[str, ...],
    sweeps: tuple[str, ...],
    probabilities: tuple[str, ...],
    budgets: tuple[str, ...],
    confidence: float | None,
    observed: tuple[str, ...],
    error: str | None,
    shape: str | None,
    draws: int,
    out: Path | None,
    plot: Path | None,
    as_json: bool,
    as_csv: bool,
    quiet: bool,
) -> int:
    """Answer a scenario, shipped or in a file, with the median and a credible interval.

    The answer goes to stdout, progress and warnings to stderr. Ctrl-C ends the run early and prints the answer so far.
    If --samples are too few for --tolerance, the answer is printed with a warning and the exit code is 1. If a --budget
    is not met at every coordinate, the exit code is 3.
    """
    run_output.check_options(as_json=as_json, as_csv=as_csv, draws=draws, out=out, plot=plot)
    if confidence is not None and not budgets:
        raise click.UsageError("--confidence requires --budget, the event that must have this probability")
    measured.check(observed, error, sweep=bool(sweeps), tolerance=tolerance is not None)
    standard.check(
        shape,
        observed=observed,
        sweep=sweeps,
        tolerance=tolerance,
        probability=probabilities,
        budget=budgets,
        level=levels,
        draws=draws,
        out=out,
        plot=plot,
        csv=as_csv,
        design=design != "random",
    )
    options = run_output.OutputOptions(forms.form(as_json=as_json, as_csv=as_csv), out, plot, quiet)
    scenario = _swept(_load(name, sets, fixes, choices), sweeps)
    if shape:
        standard.show(scenario, shape, samples=samples, seed=seed, as_json=as_json)
        return OK

    from ..answer.budget import CONFIDENCE
    from ..answer.run import run_scenario
    from ..answer.statistics.levels import LEVELS

    with nullcontext() if quiet else console.log(), console.progress(quiet=quiet) as progress:
        asked = partial(
            run_scenario,
            scenario,
            seed=seed,
            threads=threads,
            design=design,
            levels=tuple(sorted(set(levels))) or LEVELS,
            probabilities=probabilities,
            budgets=budgets,
            confidence=CONFIDENCE if confidence is None else confidence,
            describe_inputs=out is not None,
            progress=progress,
        )
        if observed:
            from ..updating.observed_run import run_observed

            found = run_observed(asked, scenario, observed, error, samples=samples, design=design, draws=draws)
        else:
            answer = asked(samples=samples, tolerance=tolerance, draws=draws)
    if observed:
        return _exit_code(run_output.write_update(found, options))
    run_output.warn(answer, options)
    run_output.write_answer(answer, options)
    run_output.write_files(answer, options)
    return _exit_code(answer)


command.params.append(standard.parameter())


def _exit_code(answer: Answer) -> int:
    if answer.interrupted:
        return INTERRUPTED
    if answer.shortfall:
        return FAILED
    return OK if all(each.met for each in answer.budgets) else NOT_MET


def _load(name: str, sets: tuple[str, ...], fixes: tuple[str, ...], choices: tuple[str, ...]) -> Scenario:
    from ..reader.load import load
    from ..scenario.selection import pick

    return pick(load(name, sets=sets, fixes=fixes), choices)


def _swept(scenario: Scenario, sweeps: tuple[str, ...]) -> Scenario:
    if not sweeps:
        return scenario
    from ..reader.overrides.sweeps import swept_by_texts

    return swept_by_texts(scenario, sweeps)
