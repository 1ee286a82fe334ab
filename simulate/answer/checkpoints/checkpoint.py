"""A run that goes on from a state that was kept, and keeps its own now and then.

Only whole steps of samples are kept, so that the same state serves a run to any count. The rest, less than a step, is
computed again whenever an answer is asked for.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn, Protocol

from ...engine.accumulators.base import Saved
from ...engine.errors import RunLost
from ...engine.run import Extend, Progress, extend
from ...engine.runner import Runner
from ...engine.state import done_of
from ...engine.tasks import Done, Task
from ...engine.zoom import Zoom, Zoomed, Zooms, zoomed
from ...kernels.batches import BATCHES
from ...problems import InvalidInput, Problem
from .saved_state import SavedState, agrees, differences, fits
from .span import whole

#: Seconds between two savings of a state, by default.
EVERY = 30.0
_log = logging.getLogger("carbonspan")


class StateFile(Protocol):
    """Where a state is kept; `name` is what messages call it."""

    @property
    def name(self) -> str:
        """What messages call it."""

    def read(self) -> SavedState | None:
        """The state, None if there is no file; raises InvalidInput if it is damaged."""

    def write(self, state: SavedState) -> None:
        """Replace the state at once; raises InvalidInput if it cannot be written."""


class MissingSamples(InvalidInput):
    """States that hold all samples but `missing` of `samples`."""

    def __init__(self, missing: int, samples: int) -> None:
        self.missing, self.samples = missing, samples
        super().__init__(f"{missing:,} of {samples:,} samples are in none of the states")


class Checkpoint:
    """What keeps the state of a run in `file`, every `every` seconds and at its end, with what was `asked`.

    `trouble` is why the last state could not be written, empty if it was. Without a `file` nothing is kept. The run
    goes on from the states `sources`, by default that of `file`; these are kept together at once, and with `complete`
    must hold all samples that a state can have.
    """

    def __init__(  # noqa: PLR0913 - what is kept, when and from what, each by its name
        self,
        file: StateFile | None,
        asked: Mapping[str, Any],
        *,
        every: float = EVERY,
        sources: Sequence[StateFile] = (),
        complete: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.file, self.trouble = file, ""
        self.rounds: dict[int, float] = {}
        #: What the numbers of the run are a function of, once it has begun.
        self.identity: Mapping[str, str] = {}
        #: What runs whole steps, and what replays them.
        self.extend_steps: Extend = extend
        self.zoom_steps: Zoom = zoomed
        self._asked, self._every, self._clock = asked, every, clock
        self._sources, self._complete = sources or ([file] if file else []), complete
        self._next, self._is_writing, self._kept = clock() + every, False, -1

    def begin(self, runner: Runner, identity: Mapping[str, str], within: tuple[int, int]) -> None:
        """Let `runner` go on from the states that are there, all of them of samples `within` a first and a last.

        Raises InvalidInput for a state of another run, of other samples, or that overlaps an earlier one, and
        MissingSamples if they must be complete and are not.
        """
        self.identity = identity
        for source in self._sources:
            if state := source.read():
                _check(source.name, state, identity, runner)
                _check_samples(source.name, state, within)
                self._absorb(source.name, runner, state)
        if done := runner.state.samples:
            _log.info("going on from %s samples in %s", f"{done:,}", ", ".join(each.name for each in self._sources))
        self._kept = done if self.file in self._sources else -1
        if self._complete:
            self.finish(runner)
            if missing := _missing(runner.state.done, *within):
                raise MissingSamples(missing, within[1] - within[0])

    def _absorb(self, name: str, runner: Runner, state: SavedState) -> None:
        try:
            overlaps = runner.state.done.overlaps(done_of(state.arrays))
            if not overlaps:
                runner.state.absorb(state.arrays)
            whole = overlaps or agrees(runner.state)
        except (ArithmeticError, IndexError, TypeError, ValueError):  # arrays that are not of one state
            overlaps, whole = False, False
        if overlaps:
            _refuse(name, "has samples that another state has too; leave one of them out")
        if not whole:
            _refuse(name, "has counts that are not those of its samples; run it anew with another file")
        self.rounds |= state.rounds

    def extend(self, runner: Runner, samples: int, progress: Progress | None = None, *, begin: int = 0) -> bool:
        """Bring `runner` to `samples` samples, as `engine.run.extend` does, and keep its state.

        Raises RunLost, after the state was kept, if the machines that run it are lost.
        """
        last = whole(samples)
        own = (lambda done, _: progress(done, samples - begin)) if progress else None
        try:
            finished = self.extend_steps(runner, last, own, begin=begin, keeper=self if self.file else None)
        except RunLost as lost:
            self.finish(runner)
            raise self._lost(lost, runner.state.samples) from None
        self.finish(runner)
        return finished and (samples == last or extend(runner, samples, own, begin=begin))

    def zoom(self, runner: Runner, zooms: Zooms) -> Zoomed:
        """Replay the run into the bins of `zooms`, as `engine.zoom.zoomed` does.

        Raises RunLost if the machines that replay it are lost; the state was kept before.
        """
        try:
            return self.zoom_steps(runner, zooms)
        except RunLost as lost:
            raise self._lost(lost, whole(runner.state.samples)) from None

    def _lost(self, lost: RunLost, samples: int) -> RunLost:
        """The error of a run that was lost after this many samples, with how it goes on if its state is kept."""
        if not self.file:
            return lost
        if self.trouble or not samples:
            return RunLost(f"{lost}; the same command with --checkpoint {self.file.name} runs it again")
        how = f"`carbonspan run --extend {self.file.name}` goes on from the {samples:,} samples that are in"
        return RunLost(f"{lost}; {how}")

    def finish(self, runner: Runner) -> None:
        """Keep what `runner` has accumulated, in whole steps, unless it is kept already."""
        if self.file and runner.state.samples != self._kept:
            self.keep(runner.state.save())
            self._kept = runner.state.samples

    @property
    def is_empty(self) -> bool:
        """Whether nothing is kept, as no whole step is done."""
        return self._kept == 0

    def due(self) -> bool:
        """Whether the state is to be kept now."""
        if self._is_writing or self._clock() < self._next:
            return False
        self._is_writing = True
        return True

    def keep(self, state: Saved) -> None:
        """Write a state to the file. The run goes on if that fails, and the older state is still there."""
        assert self.file  # noqa: S101 - asked for only with a file
        try:
            self.file.write(SavedState(self.identity, self._asked, state, dict(self.rounds)))
            self.trouble = ""
        except InvalidInput as error:
            if not self.trouble:
                _log.warning("the state is not kept: %s", error)
            self.trouble = str(error)
        finally:
            self._next, self._is_writing = self._clock() + self._every, False


def _check(name: str, state: SavedState, identity: Mapping[str, str], runner: Runner) -> None:
    if found := differences(state.identity, identity):
        _refuse(name, f"is the state of another run: {'; '.join(found)}; name another file to begin a new one")
    if not fits(state.arrays, runner.state.save()):
        _refuse(name, "does not hold what this run accumulates; name another file to begin a new one")


def _check_samples(name: str, state: SavedState, within: tuple[int, int]) -> None:
    first, last = (each // BATCHES for each in within)
    spans = state.arrays["done"][:, 1:]
    if not spans.size or (spans[:, 0].min() >= first and spans[:, 1].max() <= last):
        return
    has = f"{BATCHES * int(spans[:, 0].min()):,} to {BATCHES * int(spans[:, 1].max()):,}"
    asked = f", {within[0]:,} to {within[1]:,}" if within[1] > within[0] else ""  # a short run keeps none
    _refuse(name, f"has the samples {has}, more than those asked for{asked}; ask for more, or name another file")


def _missing(done: Done, first: int, last: int) -> int:
    """How many of the samples from `first` to `last`, in whole steps, are not in."""
    tasks = (Task(batch, first // BATCHES, last // BATCHES) for batch in range(BATCHES))
    return sum(part.last - part.first for task in tasks for part in done.missing(task))


def _refuse(name: str, rule: str) -> NoReturn:
    raise InvalidInput([Problem(rule, file=name)])
