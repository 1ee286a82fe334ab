"""What a sample of ``chatgpt/by-words`` costs, step by step: the least of many rounds, in nanoseconds on one core.

``python benchmarks/simulate/kernels/bench_program.py [ROUNDS]``
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest
from numba import int64, njit, types

import carbonspan
from carbonspan.simulate.engine.program.plan import plan
from carbonspan.simulate.engine.runner import Runner
from carbonspan.simulate.engine.tasks import Task
from carbonspan.simulate.kernels.batches import BLOCK
from carbonspan.simulate.kernels.jit import OPTIONS
from carbonspan.simulate.kernels.program import (
    DRAW,
    MODEL,
    TABLE,
    ModelType,
    Program,
    ProgramType,
    Work,
    WorkType,
    compute_block,
    working_memory,
)

BLOCKS = 500
DESIGNS = ("random", "sobol")


@cache
def computing() -> Callable[..., None]:
    """The loop that computes blocks and counts nothing, compiled when it is asked for."""

    def compute(program: Program, model: Any, work: Work, blocks: int) -> None:
        for block in range(blocks):
            compute_block(program, model, work, 0, block * BLOCK)

    return njit(types.void(ProgramType, ModelType, WorkType, int64), **OPTIONS)(compute)


def adding(add: Callable[..., bool]) -> Callable[..., None]:
    """The loop that adds one block to an accumulator's memory again and again."""

    @njit(**OPTIONS)
    def loop(work: Work, memory: Any, blocks: int) -> None:
        for _ in range(blocks):
            add(work, BLOCK, 0, memory)

    return loop


def nanoseconds(rounds: int, function: Callable[..., None], *arguments: Any) -> float:
    """The least time of a sample."""
    function(*arguments, 1)
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        function(*arguments, BLOCKS)
        taken.append(time.perf_counter() - begun)
    return 1e9 * min(taken) / (BLOCKS * BLOCK)


def pieces(design: str) -> dict[str, tuple[Callable[..., None], Any]]:
    """What a block is made of: by name a compiled loop and its arguments, but for the count of blocks."""
    runner = Runner(plan(carbonspan.load("chatgpt/by-words"), seed=0, design=design), 1)
    program = runner.plan.program
    work, kinds = working_memory(program), program.steps[:, 0]
    computing()(program, runner.executable.model, work, 1)  # so that accumulators have outputs
    steps = {"points": kinds == DRAW, "tables": kinds == TABLE, "model": kinds == MODEL, "whole block": kinds >= 0}
    parts = {name: program._replace(steps=np.ascontiguousarray(program.steps[which])) for name, which in steps.items()}
    task = Task(0, 0, BLOCK)
    found: dict[str, tuple[Callable[..., None], Any]] = {
        name: (computing(), (part, runner.executable.model, work)) for name, part in parts.items()
    }
    for each in runner.state.accumulators:
        found[each.adder.name] = adding(each.adder.add), (work, each.clear(each.allocate(), task))
    return found


@pytest.mark.parametrize("name", ["points", "tables", "model", "whole block", "moments", "histogram"])
@pytest.mark.parametrize("design", DESIGNS)
def test_step(benchmark, design, name):
    """BLOCKS blocks on one core."""
    function, arguments = pieces(design)[name]
    function(*arguments, 1)
    benchmark.pedantic(function, (*arguments, BLOCKS), rounds=10)


def main(rounds: int = 20) -> None:
    for design in DESIGNS:
        print(design)
        for name, (function, arguments) in pieces(design).items():
            print(f"  {name:15s} {nanoseconds(rounds, function, *arguments):6.2f} ns a sample")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
