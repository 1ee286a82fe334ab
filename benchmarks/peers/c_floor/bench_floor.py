"""The eight-input model: the engine beside a C program that does the same work, with the same instructions.

Both designs, one thread and two; ``carbonspan.run`` in whole and its engine alone, wall and processor time as multiples
of the C program. Each set of instructions has a process of its own; with AVX2, numba computes as if the processor
had no AVX-512. Counts are compared first. Without a C compiler there is nothing to compare with, which is said.

``python benchmarks/peers/c_floor/bench_floor.py [SAMPLES] [ROUNDS]``
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2]))

import floor
import numpy as np
import pytest
from llvmlite import binding
from side_by_side import Taken, in_turn, spread

import carbonspan
from carbonspan.simulate.engine.program.plan import plan
from carbonspan.simulate.engine.run import extend
from carbonspan.simulate.engine.runner import Runner

DESIGNS = ("random", "sobol")


def environment(instructions: str) -> dict[str, str]:
    """The environment in which numba uses these instructions: with AVX2, AVX-512 is hidden from it."""
    if instructions == "AVX-512":
        return dict(os.environ)
    has = binding.get_host_cpu_features()
    features = ",".join(f"{'+' if has[name] and 'avx512' not in name else '-'}{name}" for name in sorted(has))
    return os.environ | {"NUMBA_CPU_NAME": binding.get_host_cpu_name(), "NUMBA_CPU_FEATURES": features}


def engine(design: str, samples: int, threads: int) -> Runner:
    """The engine's run, without an answer."""
    runner = Runner(plan(floor.scenario(), seed=0, design=design), threads)
    extend(runner, samples)
    return runner


def same_counts(design: str, instructions: str, samples: int = 1 << 22) -> bool:
    """Whether the engine and the C program find the same counts."""
    found = floor.Floor(design, instructions).run(samples, 2)
    bins = engine(design, samples, 2).state.histograms.of(0)
    lows, _ = bins.edges
    counted, own = bins.counts > 0, found.counts > 0
    return np.array_equal(lows[counted], found.lows[:-1][own[:-1]]) and np.array_equal(
        bins.counts[counted], found.counts[own]
    )


def contenders(design: str, instructions: str, samples: int, threads: int) -> dict[str, Callable[[], object]]:
    """What is compared."""
    program = floor.Floor(design, instructions)
    return {
        "C program": partial(program.run, samples, threads),
        "engine alone": partial(engine, design, samples, threads),
        "carbonspan.run": partial(carbonspan.run, floor.scenario(), samples=samples, design=design, threads=threads),
    }


def compare(instructions: str, samples: int, rounds: int) -> None:
    """Print what the engine takes with these instructions."""
    for design in DESIGNS:
        same = "the same counts" if same_counts(design, instructions) else "OTHER COUNTS"
        count = samples if design == "random" else 1 << round(math.log2(samples))  # for which the points are balanced
        for threads in (1, 2):
            times = in_turn(contenders(design, instructions, count, threads), rounds)
            print(f"\n{instructions}, {design}, {count:,} samples, threads: {threads}; {same}")
            report(times, count)


def report(times: dict[str, list[Taken]], samples: int) -> None:
    """Print times, and their medians as multiples of those of the C program."""
    own = times["C program"]
    for name, each in times.items():
        wall = median(a.wall / b.wall for a, b in zip(each, own, strict=True))
        processor = median(a.processor / b.processor for a, b in zip(each, own, strict=True))
        pace = 1e9 * median(t.processor for t in each) / samples
        walls = spread([t.wall for t in each])
        print(f"{name:15s} {walls:>26s} s {wall:6.2f}  processor {pace:6.2f} ns a sample {processor:6.2f}", flush=True)


@pytest.mark.parametrize("name", ["C program", "engine alone"])
@pytest.mark.parametrize("design", DESIGNS)
def test_floor(benchmark, design, name):
    """2^22 samples on one thread."""
    if not (sets := list(floor.available())):
        pytest.skip("no C compiler, or neither AVX-512 nor AVX2")
    run = contenders(design, sets[0], 1 << 22, 1)[name]
    run()
    benchmark.pedantic(run, rounds=3)


def main(samples: int = 100_000_000, rounds: int = 5) -> None:
    if not floor.available():
        print("\nthe C program is skipped: no C compiler, or neither AVX-512 nor AVX2")
    for instructions in floor.available():
        command = [sys.executable, __file__, str(samples), str(rounds), instructions]
        subprocess.run(command, env=environment(instructions), check=True)


if __name__ == "__main__":
    counts = [int(float(text)) for text in sys.argv[1:3]]
    if len(sys.argv) > 3:
        compare(sys.argv[3], *counts)
    else:
        main(*counts)
