"""The whole way from a scenario to its answer: plan, run to a count or to a tolerance, summarize."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from typing import Literal, get_args

import llvmlite
import numba
import numpy
import scipy
from llvmlite import binding

from ... import __version__
from ..describe.problems import InvalidInput, Problem
from ..describe.scenario import Scenario
from ..engine.compiler import sources
from ..engine.failure import RunError
from ..engine.plan import plan
from ..engine.run import Runner
from ..kernels.jit import BATCHES, LEAF
from .intervals import equal_tailed
from .quantiles import Sampled
from .realised import SAMPLES, dependence_warnings, realised_dependence, realised_inputs
from .summarize import records
from .summary import HEADLINE_LEVEL, LEVELS, Draws, Summary

Design = Literal["random", "sobol"]
Progress = Callable[[int, int], None]

#: Samples where none are asked for.
DEFAULT_SAMPLES = 10_000_000
#: The largest run, which a machine of many cores does in a day.
MOST_SAMPLES = 1 << 42
#: Points a batch of the sobol design can have: its digits end there.
_SOBOL_MOST = BATCHES << 32
_FIRST_ROUND = BATCHES * LEAF
_PASSES = 2


def run_summary(
    scenario: Scenario,
    *,
    samples: int | None = None,
    seed: int = 0,
    threads: int | None = None,
    design: Design = "random",
    tolerance: float | None = None,
    levels: Sequence[float] = LEVELS,
    draws: int = 0,
    realised: bool = True,
    progress: Progress | None = None,
) -> Summary:
    """The answer of `scenario` after `samples` samples, or after as many as `tolerance` needs.

    `tolerance` is the largest error of the headline interval's ends, doubled, as a share of its width; `samples` then bounds
    the run. With `realised`, the inputs' own draws are described. An interrupted run answers with what was finished, and
    says so.

    Raises InvalidInput for arguments that mean nothing, RunError where an output is not finite or the tolerance is not met.
    """
    begun = time.perf_counter()
    count = _checked(samples, seed, threads, design, tolerance, levels, draws)
    runner = Runner(plan(scenario, seed=seed, design=design), threads or 0)
    if tolerance is None:
        finished = runner.extend(_whole(count, design), progress)
    else:
        finished = _run_to(runner, tolerance, count if samples else MOST_SAMPLES, design, progress)
    if not runner.state.samples:
        raise KeyboardInterrupt
    found = records(runner, levels, batched=design == "sobol")
    rows = _rows(runner) if realised or scenario.correlations else {}
    pairs = realised_dependence(scenario, rows) if scenario.correlations else ()
    return Summary(
        scenario=scenario,
        hash=_hash(scenario),
        samples=runner.state.samples,
        seed=seed,
        design=design,
        levels=tuple(levels),
        records=found,
        inputs=realised_inputs(rows) if realised else (),
        dependence=pairs,
        warnings=(*_repairs(runner), *dependence_warnings(pairs), *_rounded(count, design, tolerance)),
        versions=_versions(),
        processor=_processor(),
        interrupted=not finished,
        seconds=time.perf_counter() - begun,
        draws=Draws(*runner.draws(min(draws, runner.state.samples))) if draws else None,
    )


def _checked(
    samples: int | None,
    seed: int,
    threads: int | None,
    design: str,
    tolerance: float | None,
    levels: Sequence[float],
    draws: int,
) -> int:
    """The sample count to run; raises InvalidInput with all that is wrong."""
    count = DEFAULT_SAMPLES if samples is None else samples
    most = _SOBOL_MOST if design == "sobol" else MOST_SAMPLES
    rules = [
        (
            isinstance(count, int) and 1 <= count <= most,
            "samples",
            f"must be a whole number from 1 to {most:.3g}",
            count,
        ),
        (isinstance(seed, int) and seed >= 0, "seed", "must be a whole number from 0 on", seed),
        (threads is None or threads >= 1, "threads", "must be at least 1", threads),
        (design in get_args(Design), "design", f"must be one of {', '.join(get_args(Design))}", design),
        (tolerance is None or 0 < tolerance < 1, "tolerance", "must be between 0 and 1, such as 0.01", tolerance),
        (len(levels) > 0, "levels", "must be at least one", levels),
        (all(0 < level < 1 for level in levels), "levels", "must be between 0 and 1, such as 0.9", levels),
        (draws >= 0, "draws", "must be 0 or more", draws),
    ]
    if problems := [Problem(f"{rule}, got {value!r}", field) for holds, field, rule, value in rules if not holds]:
        raise InvalidInput(problems)
    return count


def _whole(count: int, design: Design) -> int:
    """`count`, for the sobol design rounded up to the next 32 x 2^k, which is what its points are balanced for."""
    if design == "random":
        return count
    return BATCHES << max(-(-count // BATCHES) - 1, 0).bit_length()


def _rounded(count: int, design: Design, tolerance: float | None) -> list[str]:
    whole = _whole(count, design)
    if tolerance is not None or whole == count:
        return []
    return [f"the sobol design takes 32 x 2^k samples: {count:,} were rounded up to {whole:,}"]


def _run_to(runner: Runner, tolerance: float, most: int, design: Design, progress: Progress | None) -> bool:
    """Double the run until the tolerance is kept twice in a row (JCGM 101:2008, 7.9); False where it was interrupted."""
    passed = 0
    count = _FIRST_ROUND
    while True:
        if not runner.extend(count, progress):
            return False
        passed = passed + 1 if _kept(runner, tolerance, batched=design == "sobol") else 0
        if passed == _PASSES:
            return True
        count *= 2
        if count > most:
            raise RunError(
                f"the tolerance of {tolerance:.2%} was not kept twice in a row within {most:,} samples; "
                "allow more samples or a larger tolerance"
            )


def _kept(runner: Runner, tolerance: float, *, batched: bool) -> bool:
    """Whether twice the error of both ends of every output's headline interval is within `tolerance` of its width."""
    for output, extremes in enumerate(runner.state.ends):
        samples = Sampled(runner.state.bins(output), *map(float, extremes), batched)
        interval = equal_tailed(samples, HEADLINE_LEVEL)
        width = interval.high.value - interval.low.value
        if 2.0 * max(interval.low.error, interval.high.error) > tolerance * width:
            return False
    return True


def _rows(runner: Runner) -> dict[str, numpy.ndarray]:
    """The first draws of every input."""
    rows, _ = runner.draws(min(SAMPLES, runner.state.samples))
    return dict(zip(runner.plan.values, rows, strict=True))


def _repairs(runner: Runner) -> list[str]:
    return [
        f"no numbers correlate as {', '.join(members)} were to; the nearest correlations that can be were used"
        for members in runner.plan.repaired
    ]


def _hash(scenario: Scenario) -> str:
    """What identifies the question: the resolved scenario and the sources of its models."""
    text = scenario.resolved + "\0" + sources(part.model.function for part in scenario.parts)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _versions() -> dict[str, str]:
    """The version of every library that the bits of an answer depend on."""
    libraries = {"numpy": numpy, "scipy": scipy, "numba": numba, "llvmlite": llvmlite}
    return {"carbonspan": __version__} | {name: library.__version__ for name, library in libraries.items()}


def _processor() -> str:
    """Name and features of the processor, within which the same run gives the same bits."""
    features = binding.get_host_cpu_features()
    return f"{binding.get_host_cpu_name()}: {','.join(sorted(name for name, there in features.items() if there))}"
