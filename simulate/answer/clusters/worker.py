"""What a worker does with one span of a run, from what its runner is made from to what is sent back."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Mapping
from dataclasses import dataclass

from ...engine.accumulators.base import Saved
from ...engine.ahead import compile_ahead
from ...engine.errors import RunError
from ...engine.recipe import Recipe, recipe
from ...engine.run import extend
from ...engine.runner import Runner
from ...engine.zoom import Zoomed, Zooms, zoomed
from ...kernels.batches import BATCHES
from ...problems import InvalidInput
from ..checkpoints.saved_state import differences, machine_identity, plan_identity

_own = threading.local()


@dataclass(frozen=True)
class Job:
    """A run that workers take part in: its recipe, pickled, and what its samples are a function of.

    The recipe is unpickled only by a worker of the same versions. `batches` is how many the samples are dealt to.
    """

    identity: Mapping[str, str]
    recipe: bytes
    batches: int = BATCHES


def job(runner: Runner, batches: int = BATCHES) -> Job:
    """The run of `runner`, for workers."""
    return Job(plan_identity(runner.plan), pickle.dumps(recipe(runner)), batches)


def compute(given: Job, first: int, last: int) -> Saved:
    """The state of samples `first` to `last`, in whole steps.

    Raises RunError if an output is not finite, or if this worker would give other bits.
    """
    made, runner = _made(given)
    made.clear(runner)
    extend(runner, last, begin=first, batches=given.batches)
    return runner.state.save()


def recount(given: Job, zooms: Zooms, first: int, last: int) -> Zoomed:
    """What samples `first` to `last`, in whole steps, have in `zooms`; raises RunError as `compute` does."""
    _, runner = _made(given)
    spans = [[(first // BATCHES, last // BATCHES)]] * BATCHES
    return zoomed(runner, zooms, spans).packed()


def _made(given: Job) -> tuple[Recipe, Runner]:
    """The recipe, and a runner of this thread, which is used again for all spans of one job."""
    known: tuple[bytes, Recipe, Runner] | None = getattr(_own, "known", None)
    if known is None or known[0] != given.recipe:
        here = machine_identity()
        _refuse(differences(here, {name: text for name, text in given.identity.items() if name in here}))
        compile_ahead()
        try:
            made: Recipe = pickle.loads(given.recipe)  # noqa: S301 - sent by the client, whose code this worker runs
        except (InvalidInput, ImportError, AttributeError, OSError) as error:
            raise RunError(f"a worker of the cluster cannot read the scenario: {error}") from None
        runner = made.runner(threads=1)
        _refuse(differences(plan_identity(runner.plan), given.identity))
        _own.known = known = given.recipe, made, runner
    return known[1:]


def _refuse(different: list[str]) -> None:
    if different:
        raise RunError(f"a worker of the cluster would give other bits: {'; '.join(different)}")
