"""The stages of the pipeline that a sample goes through, as a run executes it, each with all stages before it.

A stage is the program with the steps of its kind and of those before it, in the run's own loop. What a stage adds to
the one before is what its kernel costs, on the data that it gets in a run: alone it would get the same block again and
again, which a processor learns by heart. The last stage is the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import Any

import numpy as np

from ..engine.accumulators.base import Accumulator
from ..engine.backend import Executable, Memories
from ..engine.compiler.native_code import Packed
from ..engine.program.plan import plan
from ..engine.runner import Runner
from ..engine.tasks import Task, tasks
from ..kernels import program as ops
from ..kernels.memory import LINE
from ..kernels.program import Program, Work, WorkType, working_memory
from ..scenario.scenario import Scenario
from .clock import Taken, taken

#: The steps of a program by what they do. What fills in constants is not among them: it is done before the first block.
STEPS: Mapping[str, tuple[int, ...]] = {
    "draws": (ops.DRAW,),
    "tables": (ops.TABLE, ops.FOLDED_TABLE),
    "uniform laws": (ops.UNIFORM, ops.FOLDED_UNIFORM),
    "discrete laws": (ops.ATOMS,),
    "dependence": (ops.FOLD, ops.MIX, ops.SHARE),
    "picks": (ops.PICK,),
    "arguments": (ops.COPY, ops.MULTIPLY),
    "model": (ops.MODEL,),
    "aggregates": (ops.ADD, ops.WEIGH, ops.DIVIDE),
}
MERGE = "merging"
#: Samples of the run whose tasks are timed.
_SAMPLES = 10_000_000
#: Bytes of a page of memory.
_PAGE = 1 << 12


@dataclass(frozen=True)
class Stage:
    """The pipeline up to a kernel: `call` puts all samples of a task through it, after `prepare`.

    `count` is the number of steps that the kernel has in a block, or of outputs that it adds.
    """

    count: int
    call: Callable[[], Memories]
    prepare: Callable[[], object]


@dataclass(frozen=True)
class Pipeline:
    """The stages of a scenario's pipeline in order, by the kernel that each adds, and the samples of each call."""

    samples: int
    stages: Mapping[str, Stage]

    @property
    def whole(self) -> Stage:
        """The last stage."""
        return self.stages[MERGE]


def measure(stage: Stage) -> Taken:
    """What one call takes, its preparation apart."""
    stage.prepare()
    return taken(stage.call)


def pipeline(scenario: Scenario, design: str) -> Pipeline:
    """The pipeline of `scenario` in this design ("random" or "sobol"), as one thread of a run executes it."""
    runner = Runner(plan(scenario, seed=0, design=design, aggregate=True), 1)
    task = next(tasks(0, _SAMPLES, coordinates=len(runner.plan.coordinates), threads=1))
    program, model, state = runner.plan.program, runner.executable.model, runner.state
    layouts = _Layouts(working_memory(program))

    def stage(steps: Program, accumulators: Sequence[Accumulator], of: int) -> Stage:
        accumulating = _Accumulating(Executable(steps, model), task, accumulators)
        return Stage(of, accumulating, partial(layouts.change, accumulating.executable, count()))

    stages = {
        name: stage(steps, (), int(np.isin(program.steps[:, 0], STEPS[name]).sum()))
        for name, steps in programs(program).items()
    }
    for last, each in enumerate(state.accumulators, 1):
        stages[each.adder.name] = stage(program, state.accumulators[:last], state.outputs)
    whole = stage(program, state.accumulators, state.outputs)
    stages[MERGE] = replace(whole, call=_Merging(state.accumulators, task, whole.call))
    return Pipeline(task.last - task.first, stages)


def programs(program: Program) -> dict[str, Program]:
    """For each kind of step that `program` has, by name, `program` with its steps of this kind and those before."""
    found: dict[str, Program] = {}
    so_far: tuple[int, ...] = ()
    for name, kinds in STEPS.items():
        so_far += kinds
        if np.isin(program.steps[:, 0], kinds).any():
            chosen = np.isin(program.steps[:, 0], so_far)
            found[name] = program._replace(steps=np.ascontiguousarray(program.steps[chosen]))
    return found


class _Layouts:
    """Working memory with the values of `work`, each time at other addresses.

    A processor takes a load for one of a store that lies a multiple of 4 kB away, and waits. Where the arrays of a
    thread happen to lie can thus double the time of a model, in all calls of one process and in none of another.
    """

    def __init__(self, work: Work) -> None:
        self._before = tuple(array.copy() for array in work)

    def change(self, executable: Executable, turns: Iterator[int]) -> None:
        """Let `executable` work in memory elsewhere: in the same turn, all stages lie alike."""
        lines = np.random.default_rng(next(turns)).integers(_PAGE // LINE, size=len(self._before))
        executable.idle[:] = [Packed(WorkType, Work(*map(_moved, self._before, lines.tolist())))]


def _moved(array: Any, lines: int) -> Any:
    """A copy of `array` that begins this number of cache lines after the begin of a page."""
    room = np.zeros(array.nbytes + 2 * _PAGE, np.uint8)
    begin = -room.ctypes.data % _PAGE + LINE * lines
    copy = room[begin : begin + array.nbytes].view(array.dtype).reshape(array.shape)
    copy[...] = array
    return copy


@dataclass
class _Accumulating:
    """A call that executes a task in memory that it keeps, as a thread does."""

    executable: Executable
    task: Task
    accumulators: Sequence[Accumulator]
    memories: Memories | None = None

    def __call__(self) -> Memories:
        self.memories = self.executable.accumulate(self.task, self.accumulators, self.memories)
        return self.memories


@dataclass(frozen=True)
class _Merging:
    """A call that merges what a task left in `memories` into totals that are there already, as all but a first are."""

    accumulators: Sequence[Accumulator]
    task: Task
    memories: Callable[[], Memories]

    def __call__(self) -> Memories:
        memories = self.memories()
        for accumulator, memory in zip(self.accumulators, memories.values, strict=True):
            accumulator.merge(self.task, memory)
        return memories
