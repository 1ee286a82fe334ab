"""From a scenario to its answer: plan, run to a count or to a tolerance, summarize."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..engine import replay
from ..engine.run import Progress
from ..engine.runner import Runner
from ..engine.zoom import Zoom, zoomed
from ..scenario.plausibility import implausible_names, implausible_values
from ..scenario.scenario import Scenario
from .answer import Answer, Draws, Event, Shortfall
from .budget import CONFIDENCE, budget_cautions, budget_verdicts
from .checkpoints.checkpoint import Checkpoint
from .checkpoints.span import SampleSpan, whole
from .clusters.cluster import Cluster
from .comparison import comparisons
from .elasticity import elasticities
from .enough_samples import sufficiency_warnings
from .identity import processor, scenario_hash, versions
from .input_diagnostics import SAMPLES, correlation_diagnostics, correlation_warnings, input_diagnostics, shares
from .run_options import Design, Request, threads_of
from .started_run import StartedRun, start
from .statistics.exceedance import distinct, events
from .statistics.levels import LEVELS
from .statistics.marginal import Marginal
from .subject import quoted_output, subject
from .summarize import marginals
from .tolerance import extend_as_asked, shortfall, shortfall_warning

Floats = NDArray[np.float64]


def run_scenario(  # noqa: PLR0913 - the options of a run, each by its name
    scenario: Scenario,
    *,
    samples: float | None = None,
    seed: int = 0,
    threads: int | None = None,
    design: Design = "random",
    tolerance: float | None = None,
    levels: Sequence[float] = LEVELS,
    draws: int = 0,
    probabilities: Sequence[str] = (),
    budgets: Sequence[str] = (),
    confidence: float = CONFIDENCE,
    describe_inputs: bool = True,
    shortest_intervals: bool = True,
    progress: Progress | None = None,
    checkpoint: Checkpoint | None = None,
    cluster: Cluster | None = None,
) -> Answer:
    """The answer of `scenario`; `Request` documents the options.

    `probabilities` are events such as ``emissions > 3 t``, whose probabilities the answer has too, and `budgets` those
    that must have at least the probability `confidence`. With `describe_inputs`, it has diagnostics of the inputs, and
    with `shortest_intervals` those beside the equal-tailed, which take longest of all statistics. An interrupted run
    answers from the samples it finished and is marked as interrupted, as one that misses its tolerance is marked with
    the shortfall. With a `checkpoint`, the run goes on from a state that was kept, and keeps its own; a `cluster` runs
    its samples.

    Raises InvalidInput for an invalid request, more draws than memory or the state of another run, RunError if an
    output is not finite, and KeyboardInterrupt if the run was interrupted before any sample was finished.
    """
    begun = time.perf_counter()
    request = Request(samples, seed, threads_of(threads), design, tolerance, tuple(levels), draws)
    asked = _Events(events(scenario, probabilities), events(scenario, budgets, option="--budget"), confidence)
    started = start(scenario, request, asked.distinct)
    if request.draws:
        replay.check_room(started.runner, min(request.draws, request.limit))
    kept = _kept(started, request, checkpoint, cluster)
    finished = extend_as_asked(started.runner, request, progress, kept)
    if not started.runner.state.samples:
        raise KeyboardInterrupt
    zoom = kept.zoom if kept else zoomed
    answer = _answer(started, asked, describe_inputs=describe_inputs, shortest=shortest_intervals, zoom=zoom)
    return replace(answer, interrupted=not finished, seconds=time.perf_counter() - begun)


class _Events(NamedTuple):
    """The events that a run is asked for, and the budgets that must have at least the probability `confidence`."""

    probabilities: tuple[Event, ...]
    budgets: tuple[Event, ...]
    confidence: float

    @property
    def distinct(self) -> tuple[Event, ...]:
        """Each event once."""
        return distinct((*self.probabilities, *self.budgets))


def _kept(
    started: StartedRun, request: Request, checkpoint: Checkpoint | None, cluster: Cluster | None
) -> Checkpoint | None:
    """The checkpoint that the run goes on from, whose samples are run by the `cluster` if there is one."""
    if cluster:
        checkpoint = checkpoint or Checkpoint(None, {})
        checkpoint.extend_steps, checkpoint.zoom_steps = cluster.extend, cluster.zoom
    if checkpoint:
        checkpoint.begin(started.runner, started.identity, (0, whole(request.limit)))
    return checkpoint


def _answer(started: StartedRun, asked: _Events, *, describe_inputs: bool, shortest: bool, zoom: Zoom) -> Answer:
    """The answer from what a run has accumulated, which `zoom` replays where bins are too coarse."""
    scenario, request, runner = started.scenario, started.request, started.runner
    found = marginals(runner, request.levels, batched=request.batched, shortest_too=shortest, zoom=zoom)
    rows = _first_draws(runner) if scenario.correlations or (describe_inputs and scenario.shares) else {}
    correlations = correlation_diagnostics(scenario, rows) if scenario.correlations else ()
    missed = shortfall(runner, request)
    exceedances = tuple(started.event_counts.exceedances(runner.state.done.sizes, batched=request.batched))
    verdicts = budget_verdicts(exceedances, asked.budgets, asked.confidence)
    cautions = (*_cautions(missed, request, found, runner.state.samples), *budget_cautions(verdicts))
    about = subject(scenario)
    return Answer(
        subject=about,
        headline=quoted_output(scenario),
        hash=scenario_hash(scenario),
        samples=runner.state.samples,
        seed=request.seed,
        design=request.design,
        levels=request.levels,
        marginals=found,
        inputs=input_diagnostics(scenario, {name: rows[name] for name in shares(scenario)}) if describe_inputs else (),
        comparisons=comparisons(found, started.pairs, started.compared.counts, runner, batched=request.batched),
        exceedances=exceedances,
        budgets=verdicts,
        elasticities=elasticities(runner, found, about.scales),
        correlations=correlations,
        warnings=_distinct(
            map(str, (*scenario.warnings, *implausible_values(scenario))),
            _repairs(runner),
            correlation_warnings(correlations, min(SAMPLES, runner.state.samples)),
            _about_counts(request, runner),
            cautions,
        ),
        cautions=cautions,
        implausible=implausible_names(scenario),
        shortfall=missed,
        versions=versions(),
        processor=processor(),
        draws=_draws(runner, request.draws),
    )


def run_span(  # noqa: PLR0913 - the options of a run, each by its name
    scenario: Scenario,
    span: SampleSpan,
    checkpoint: Checkpoint,
    *,
    samples: float | None = None,
    seed: int = 0,
    threads: int | None = None,
    design: Design = "random",
    probabilities: Sequence[str] = (),
    budgets: Sequence[str] = (),
    progress: Progress | None = None,
) -> tuple[int, int]:
    """Run one `span` of a run's samples into `checkpoint`: how many are in, and how many it has.

    Fewer are in if the user interrupted. The arguments are those of `run_scenario`, and so is what is raised.
    """
    request = Request(samples, seed, threads_of(threads), design)
    first, last = span.of(request.count)
    asked_events, asked_budgets = events(scenario, probabilities), events(scenario, budgets, option="--budget")
    started = start(scenario, request, distinct((*asked_events, *asked_budgets)))
    checkpoint.begin(started.runner, started.identity, (first, last))
    checkpoint.extend(started.runner, last, progress, begin=first)
    return started.runner.state.samples, last - first


def _first_draws(runner: Runner) -> dict[str, Floats]:
    """The first draws of every input."""
    rows = replay.input_draws(runner, min(SAMPLES, runner.state.samples))
    return dict(zip(runner.plan.values, rows, strict=True))


def _draws(runner: Runner, count: int) -> Draws | None:
    """The first draws, to be kept; None if `count` is 0."""
    return Draws(*replay.draws(runner, min(count, runner.state.samples))) if count else None


def _distinct(*warnings: Iterable[str]) -> tuple[str, ...]:
    """Each warning once, in order."""
    return tuple(dict.fromkeys(chain(*warnings)))


def _repairs(runner: Runner) -> list[str]:
    return [
        f"the correlations of {', '.join(members)} are infeasible; the nearest feasible matrix was used"
        for members in runner.plan.repaired
    ]


def _cautions(missed: Shortfall | None, request: Request, found: Sequence[Marginal], samples: int) -> tuple[str, ...]:
    """The warnings without which the answer misleads."""
    about_tolerance = [shortfall_warning(missed, samples)] if missed else []
    return (*about_tolerance, *sufficiency_warnings(samples, request.levels, found))


def _about_counts(request: Request, runner: Runner) -> Iterator[str]:
    """Warn of other samples than were asked for, and of fewer draws."""
    if request.rounding:
        yield request.rounding
    if request.draws > runner.state.samples:
        kept = f"{runner.state.samples:,} draws are kept, not {request.draws:,}"
        yield f"{kept}: there are no more draws than samples"
