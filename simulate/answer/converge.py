"""A run that goes on until it is sure enough."""

from __future__ import annotations

from ..engine.failure import RunError
from ..engine.run import Progress, extend
from ..engine.runner import Runner
from ..kernels.jit import BATCHES, LEAF
from .intervals import tails
from .quantiles import Sampled
from .request import Request
from .summary import HEADLINE_LEVEL

#: The first round: one leaf of every batch, so that each doubling goes on where the last one ended.
_FIRST_ROUND = BATCHES * LEAF
#: Rounds in a row that must keep the tolerance, lest one keep it by chance.
_PASSES = 2


def extend_to_tolerance(runner: Runner, request: Request, tolerance: float, progress: Progress | None) -> bool:
    """Double the run until the tolerance is kept twice in a row (JCGM 101:2008, 7.9); False if interrupted.

    Raises RunError where the request's count does not suffice.
    """
    most = request.most if request.samples is None else request.count
    passed = 0
    count = _FIRST_ROUND
    while passed < _PASSES:
        if count > most:
            raise RunError(
                f"the tolerance of {100 * tolerance:.3g} % was not kept twice in a row within {most:,} samples; "
                "allow more samples or a larger tolerance"
            )
        if not extend(runner, count, progress):
            return False
        passed = passed + 1 if is_kept(runner, tolerance, batched=request.batched) else 0
        count *= 2
    return True


def is_kept(runner: Runner, tolerance: float, *, batched: bool) -> bool:
    """Whether twice the error of both ends of every output's headline interval is within `tolerance` of its width."""
    for output, ends in enumerate(runner.state.ends):
        low, high = Sampled(runner.state.bins(output), ends, batched).estimates(tails(HEADLINE_LEVEL))
        if 2.0 * max(low.error, high.error) > tolerance * (high.value - low.value):
            return False
    return True
