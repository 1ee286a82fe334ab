"""The whole way from a scenario to its answer: plan, run to a count or to a tolerance, summarize."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence

import llvmlite
import numba
import numpy as np
import scipy
from llvmlite import binding
from numpy.typing import NDArray

from ... import __version__
from ..engine import replay
from ..engine.accumulators.pairs import PairCounts
from ..engine.compiler.model_loop import sources
from ..engine.program.plan import plan
from ..engine.run import Progress
from ..engine.runner import Runner
from ..scenario.scenario import Scenario
from .compared_pairs import pairs
from .comparison import comparisons
from .input_diagnostics import SAMPLES, dependence_warnings, realised_dependence, realised_inputs
from .request import Design, Request
from .sample_size import sufficiency_warnings
from .summarize import records
from .summary import LEVELS, Draws, Record, Shortfall, Summary
from .tolerance import extend_as_asked, shortfall, shortfall_warning

Floats = NDArray[np.float64]


def run_summary(  # noqa: PLR0913 - the options of a run, each by its name
    scenario: Scenario,
    *,
    samples: float | None = None,
    seed: int = 0,
    threads: int | None = None,
    design: Design = "random",
    tolerance: float | None = None,
    levels: Sequence[float] = LEVELS,
    draws: int = 0,
    realised: bool = True,
    progress: Progress | None = None,
) -> Summary:
    """The answer of `scenario`: see `Request` for what can be asked.

    With `realised`, the inputs' own draws are described. An interrupted run answers with what was finished, and says
    so, as does one that misses its tolerance; KeyboardInterrupt is raised where nothing was.

    Raises InvalidInput for a request that means nothing, RunError where an output is not finite.
    """
    begun = time.perf_counter()
    request = Request(samples, seed, threads or 0, design, tolerance, tuple(levels), draws)
    runner = Runner(plan(scenario, seed=request.seed, design=design), request.threads)
    asked = pairs(runner, request.count)
    compared = PairCounts(asked.counted)
    runner.accumulate(compared)
    finished = extend_as_asked(runner, request, progress)
    if not runner.state.samples:
        raise KeyboardInterrupt
    found = records(runner, request.levels, batched=request.batched)
    rows = _first_draws(runner) if realised or scenario.correlations else {}
    dependence = realised_dependence(scenario, rows) if scenario.correlations else ()
    missed = shortfall(runner, request)
    cautions = _cautions(missed, request, found, runner.state.samples)
    return Summary(
        scenario=scenario,
        hash=scenario_hash(scenario),
        samples=runner.state.samples,
        seed=request.seed,
        design=design,
        levels=request.levels,
        records=found,
        inputs=realised_inputs(rows) if realised else (),
        comparisons=comparisons(found, asked, compared.counts, runner, batched=request.batched),
        dependence=dependence,
        warnings=(
            *_repairs(runner),
            *dependence_warnings(dependence, min(SAMPLES, runner.state.samples)),
            *_about_counts(request, runner),
            *cautions,
        ),
        cautions=cautions,
        shortfall=missed,
        versions=_versions(),
        processor=_processor(),
        interrupted=not finished,
        draws=_draws(runner, request.draws),
        seconds=time.perf_counter() - begun,
    )


def scenario_hash(scenario: Scenario) -> str:
    """What identifies the question: the resolved scenario and the sources of its models."""
    text = scenario.resolved + "\0" + sources(part.model.function for part in scenario.parts)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _first_draws(runner: Runner) -> dict[str, Floats]:
    """The first draws of every input."""
    rows = replay.input_draws(runner, min(SAMPLES, runner.state.samples))
    return dict(zip(runner.plan.values, rows, strict=True))


def _draws(runner: Runner, count: int) -> Draws | None:
    """The first draws that are to be kept; None where none are."""
    return Draws(*replay.draws(runner, min(count, runner.state.samples))) if count else None


def _repairs(runner: Runner) -> list[str]:
    return [
        f"no numbers correlate as {', '.join(members)} were to; the nearest correlations that can be were used"
        for members in runner.plan.repaired
    ]


def _cautions(missed: Shortfall | None, request: Request, found: Sequence[Record], samples: int) -> tuple[str, ...]:
    """What the answer misleads without."""
    said = [shortfall_warning(missed, samples)] if missed else []
    return (*said, *sufficiency_warnings(samples, request.levels, found))


def _about_counts(request: Request, runner: Runner) -> Iterator[str]:
    """Where there are other samples than were asked for, or fewer draws."""
    if request.tolerance is None and request.samples not in (None, request.count):
        yield f"the sobol design takes 32 x 2^k samples: {request.samples:,} were rounded up to {request.count:,}"
    if request.draws > runner.state.samples:
        kept = f"{runner.state.samples:,} draws are kept, not {request.draws:,}"
        yield f"{kept}: there are no more draws than samples"


def _versions() -> dict[str, str]:
    """The version of every library that the bits of an answer depend on."""
    libraries = {"numpy": np, "scipy": scipy, "numba": numba, "llvmlite": llvmlite}
    return {"carbonspan": __version__} | {name: library.__version__ for name, library in libraries.items()}


def _processor() -> str:
    """Name and features of the processor, within which the same run gives the same bits."""
    features = binding.get_host_cpu_features()
    return f"{binding.get_host_cpu_name()}: {','.join(sorted(name for name, there in features.items() if there))}"
