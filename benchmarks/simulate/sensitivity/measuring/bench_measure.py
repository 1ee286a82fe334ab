"""What measuring each input of ``chatgpt/by-words`` would buy, side by side with the run of the same scenario.

All inputs and outputs from 2^20 samples, against the answer from the default 1e7 samples, in turn in one process.

``python benchmarks/simulate/sensitivity/measuring/bench_measure.py [ROUNDS]``
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[3]))

import pytest
from side_by_side import in_turn, machine, spread

import carbonspan
from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.sensitivity.analysis import TABLE_SAMPLES
from carbonspan.simulate.sensitivity.conditional import tables
from carbonspan.simulate.sensitivity.measuring.measure import measure

THREADS = 2
TARGET = 2.0


@cache
def scenario() -> carbonspan.Scenario:
    return carbonspan.load("chatgpt/by-words")


def request() -> Request:
    return Request(TABLE_SAMPLES, threads=THREADS)


RUN = "run, 1e7 samples"
CONTENDERS: dict[str, Callable[[], object]] = {
    RUN: lambda: run_scenario(scenario(), threads=THREADS),
    "measure, perfectly": lambda: measure(scenario(), request()),
    "its tables alone": lambda: tables(scenario(), request()),
}


@pytest.mark.parametrize("name", CONTENDERS)
def test_measure(benchmark, name):
    CONTENDERS[name]()
    benchmark.pedantic(CONTENDERS[name], rounds=5)


def main(rounds: int = 15) -> None:
    print(*machine("carbonspan", "numpy", "numba", "scipy"), sep="\n")
    print(f"{THREADS} threads; median (lowest to highest) of {rounds} rounds, after one to warm up")
    print(f"target: measure in at most {TARGET:g} times the time of the run\n")
    times = in_turn(CONTENDERS, rounds)
    print(f"{'':20s} {'clock, ms':22s} {'processors, ms':>14s}  times the run, by the clock")
    for name, found in times.items():
        wall = spread([1e3 * each.wall for each in found], ".0f")
        ratios = [each.wall / run.wall for each, run in zip(found, times[RUN], strict=True)]
        processor = 1e3 * median(each.processor for each in found)
        print(f"{name:20s} {wall:22s} {processor:14.0f}  {spread(ratios, '.2f')}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
