"""Extending a run until its tolerance is kept, and the shortfall of a run that ends before."""

from __future__ import annotations

import math

from ..engine.run import Progress, extend
from ..engine.runner import Runner
from ..kernels.batches import BATCHES, LEAF
from ..problems import InvalidInput, Problem
from ..units.number_format import significant
from .answer import Shortfall
from .checkpoints.checkpoint import Checkpoint
from .run_options import Request
from .statistics.intervals import tails
from .statistics.levels import HEADLINE_LEVEL
from .statistics.quantiles import OutputSamples

#: The first round: one leaf of every batch, so that each doubling goes on where the last one ended.
_FIRST_ROUND = BATCHES * LEAF
#: Rounds in a row that must keep the tolerance, since one may keep it by chance.
_PASSES = 2
#: How many more samples than the errors seem to ask for, as errors are estimates too.
_MARGIN = 1.2


def extend_as_asked(
    runner: Runner, request: Request, progress: Progress | None, checkpoint: Checkpoint | None = None
) -> bool:
    """Run to the request's count, or double the run until its tolerance is kept; False if interrupted."""
    extended = checkpoint.extend if checkpoint else extend
    if request.tolerance is None:
        return extended(runner, request.count, progress)
    return _extend_to(request.tolerance, runner, request, progress, checkpoint)


def _extend_to(
    tolerance: float, runner: Runner, request: Request, progress: Progress | None, checkpoint: Checkpoint | None
) -> bool:
    """Double the run until the tolerance is kept twice in a row (JCGM 101:2008, 7.9), or its count is reached.

    A run that goes on from a state takes the accuracy of earlier rounds from there, and so ends where it would have.
    """
    extended, known = (checkpoint.extend, checkpoint.rounds) if checkpoint else (extend, {})
    most = request.limit
    passed, count = 0, min(_FIRST_ROUND, most)
    while runner.state.samples > count or extended(runner, count, progress):
        if count not in known:
            _refuse_longer(runner, count, "were not run to a tolerance; leave out --tolerance")
            known[count] = reached(runner, batched=request.batched)
        passed = passed + 1 if known[count] <= tolerance else 0
        if passed == _PASSES or count == most:
            _refuse_longer(runner, count, f"are more than the {count:,} that keep the tolerance; ask for a smaller one")
            return True
        count = min(2 * count, most)
    return False


def _refuse_longer(runner: Runner, count: int, rule: str) -> None:
    """Raise InvalidInput if a state has more samples than `count`."""
    if runner.state.samples > count:
        raise InvalidInput([Problem(f"the {runner.state.samples:,} samples of the state {rule}", "tolerance")])


def reached(runner: Runner, *, batched: bool) -> float:
    """Twice the error of the headline interval's ends as a share of its width, the largest of all outputs."""
    return max(
        _relative_error(OutputSamples(runner.state.histograms.of(output), ends, batched))
        for output, ends in enumerate(runner.state.moments.extremes)
    )


def _relative_error(samples: OutputSamples) -> float:
    low, high = samples.estimates(tails(HEADLINE_LEVEL))
    spread, width = 2.0 * max(low.error, high.error), high.value - low.value
    if not spread:
        return 0.0
    return spread / width if width else math.inf


def shortfall(runner: Runner, request: Request) -> Shortfall | None:
    """The shortfall of the run so far; None if it keeps the request's tolerance, or there is none."""
    if request.tolerance is None:
        return None
    found = reached(runner, batched=request.batched)
    if found <= request.tolerance:
        return None
    return Shortfall(request.tolerance, found, _needed(runner.state.samples, found / request.tolerance))


def _needed(samples: int, excess: float) -> int | None:
    """The samples that divide errors by `excess`; errors fall with the square root of the count or faster."""
    count = _MARGIN * samples * excess**2
    if not math.isfinite(count):
        return None
    step: int = 10 ** max(math.floor(math.log10(count)) - 1, 0)
    return math.ceil(count / step) * step


def shortfall_warning(missed: Shortfall, samples: int) -> str:
    """The warning about a tolerance that was missed.

    >>> shortfall_warning(Shortfall(0.001, 0.0132, 21_000_000), 100_000)
    'the tolerance of 0.1 % was missed: 100,000 samples reach 1.32 %; about 21,000,000 are needed'
    """
    missed_by = f"the tolerance of {_percent(missed.asked)} was missed:"
    if missed.needed is None:
        are = "1 sample is" if samples == 1 else f"{samples:,} samples are"
        return f"{missed_by} {are} too few to estimate the interval's ends; allow more"
    return f"{missed_by} {samples:,} samples reach {_percent(missed.reached)}; about {missed.needed:,} are needed"


def _percent(share: float) -> str:
    return f"{significant(100 * share, 3)} %"
