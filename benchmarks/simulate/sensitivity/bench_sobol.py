"""Sobol' indices of ``chatgpt/by-words``, side by side: this engine in both designs, and a competent user's numpy.

All first-order and total indices from 2^17 base points on two threads: here of three outputs with their errors, there
of one output without. On the scale that is chosen by default, the logarithm, and on the value.

``python benchmarks/simulate/sensitivity/bench_sobol.py [BASE POINTS] [ROUNDS]``
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from statistics import median

sys.path.extend(str(Path(__file__).parents[2] / folder) for folder in ("", "peers"))

import numpy_sobol_by_words
import pytest
from by_words import SETS
from side_by_side import in_turn, machine, spread

import carbonspan
from carbonspan.simulate.answer.run_options import Design, Request
from carbonspan.simulate.sensitivity.scales import Scale
from carbonspan.simulate.sensitivity.sobol import sobol_indices

THREADS = 2
BASE = 1 << 17
TARGET = 0.25
ON: tuple[Scale, ...] = ("log", "value")
PEER = "numpy, one output"


@cache
def scenario() -> carbonspan.Scenario:
    return carbonspan.load("chatgpt/by-words", sets=SETS)


def own(base: int, design: Design, on: Scale) -> None:
    sobol_indices(scenario(), Request(base, threads=THREADS, design=design), on=on)


def contenders(base: int, on: Scale) -> dict[str, Callable[[], object]]:
    return {
        "carbonspan, sobol": partial(own, base, "sobol", on),
        "carbonspan, random": partial(own, base, "random", on),
        PEER: partial(numpy_sobol_by_words.indices, base, THREADS, log=on == "log"),
    }


@pytest.mark.parametrize("name", contenders(BASE, "log"))
def test_indices(benchmark, name):
    """2^17 base points."""
    run = contenders(BASE, "log")[name]
    run()
    benchmark.pedantic(run, rounds=5)


def main(base: int = BASE, rounds: int = 15) -> None:
    print(*machine("carbonspan", "numpy", "numba", "scipy"), sep="\n")
    print(
        f"{base:,} base points, {THREADS} threads; median (lowest to highest) of {rounds} rounds, after one to warm up"
    )
    print(f"target: carbonspan in at most {TARGET} of numpy's time\n")
    runs = {(on, name): run for on in ON for name, run in contenders(base, on).items()}
    times = in_turn(runs, rounds)
    print(f"{'on':6s} {'':20s} {'clock, ms':26s} {'processors, ms':>14s}  share of numpy's time")
    for (on, name), found in times.items():
        ratios = [each.wall / peer.wall for each, peer in zip(found, times[on, PEER], strict=True)]
        wall = spread([1e3 * each.wall for each in found], ".1f")
        processor = 1e3 * median(each.processor for each in found)
        print(f"{on:6s} {name:20s} {wall:26s} {processor:14.1f}  {spread(ratios, '.2f')}")


if __name__ == "__main__":
    main(*(int(float(text)) for text in sys.argv[1:]))
