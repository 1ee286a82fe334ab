"""What a sample of ``chatgpt/by-words`` costs, step by step: the least of many rounds, in nanoseconds on one core.

``python benchmarks/simulate/kernels/bench_program.py [ROUNDS]``
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numba import int64, njit, types

import carbonspan
from carbonspan.simulate.engine.plan import plan
from carbonspan.simulate.engine.runner import Runner
from carbonspan.simulate.kernels.histogram import PAGE, PAGES, count_block
from carbonspan.simulate.kernels.jit import BLOCK, OPTIONS
from carbonspan.simulate.kernels.moments import block_moments
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


@njit(types.void(ProgramType, ModelType, WorkType, int64), **OPTIONS)
def compute(program: Program, model: Any, work: Work, blocks: int) -> None:
    for block in range(blocks):
        compute_block(program, model, work, 0, block * BLOCK)


@njit(**OPTIONS)
def moments(work: Work, ends: np.ndarray, blocks: int) -> None:
    for _ in range(blocks):
        for o in range(work.outputs.shape[0]):
            block_moments(work.moments, ends[o], work.outputs[o], BLOCK, work.sums)


@njit(**OPTIONS)
def counts(work: Work, pages: np.ndarray, pool: np.ndarray, blocks: int) -> None:
    taken = 0
    for _ in range(blocks):
        for o in range(work.outputs.shape[0]):
            taken = count_block(work.outputs[o], BLOCK, pages[o], pool, taken, work.bins)


def nanoseconds(rounds: int, function: Callable[..., None], *arguments: Any) -> float:
    """The least time of a sample."""
    function(*arguments, 1)
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        function(*arguments, BLOCKS)
        taken.append(time.perf_counter() - begun)
    return 1e9 * min(taken) / (BLOCKS * BLOCK)


def main(rounds: int = 20) -> None:
    scenario = carbonspan.load("chatgpt/by-words")
    for design in ("random", "sobol"):
        runner = Runner(plan(scenario, seed=0, design=design), 1)
        program = runner.plan.program
        work = working_memory(program)
        kinds = program.steps[:, 0]
        steps = {"points": kinds == DRAW, "tables": kinds == TABLE, "model": kinds == MODEL, "whole block": kinds >= 0}
        print(f"{design}: {int(np.sum(kinds == DRAW))} inputs, {len(work.outputs)} outputs")
        for name, which in steps.items():
            part = program._replace(steps=np.ascontiguousarray(program.steps[which]))
            print(f"  {name:15s} {nanoseconds(rounds, compute, part, runner.model, work):6.2f} ns a sample")
        outputs = len(work.outputs)
        ends = np.tile([np.inf, -np.inf], (outputs, 1))
        pages, pool = np.full((outputs, PAGES), -1, np.int32), np.zeros(64 * outputs * PAGE, np.uint32)
        print(f"  {'moments':15s} {nanoseconds(rounds, moments, work, ends):6.2f} ns a sample")
        print(f"  {'counts':15s} {nanoseconds(rounds, counts, work, pages, pool):6.2f} ns a sample")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
