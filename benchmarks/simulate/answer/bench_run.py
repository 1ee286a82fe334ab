"""``chatgpt/by-words``, side by side: this engine in both designs, and numpy as a competent user would write it.

Mean, standard deviation and intervals of three levels of three outputs, on two threads, in turn in one process; medians
and their ratios. ``make bench`` takes 1e6 samples.

``python benchmarks/simulate/answer/bench_run.py [SAMPLES] [ROUNDS]``
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2] / "peers"))

import numpy_by_words
import pytest
from by_words import SETS

import carbonspan
from carbonspan.simulate.answer.run import run_scenario

THREADS = 2


@cache
def scenario() -> carbonspan.Scenario:
    return carbonspan.load("chatgpt/by-words", sets=SETS)


def random_design(samples: int) -> None:
    run_scenario(scenario(), samples=samples, threads=THREADS, describe_inputs=False)


def sobol_design(samples: int) -> None:
    run_scenario(scenario(), samples=samples, threads=THREADS, describe_inputs=False, design="sobol")


def numpy_peer(samples: int) -> None:
    numpy_by_words.run(samples, THREADS)


CONTENDERS: dict[str, Callable[[int], None]] = {
    "carbonspan, random": random_design,
    "carbonspan, sobol": sobol_design,
    "numpy": numpy_peer,
}


@pytest.mark.parametrize("name", CONTENDERS)
def test_run(benchmark, name):
    """1e6 samples."""
    CONTENDERS[name](10_000)
    benchmark.pedantic(CONTENDERS[name], (1_000_000,), rounds=5)


def seconds(run: Callable[[int], None], samples: int) -> tuple[float, float]:
    """Wall and processor time of one call."""
    wall, processor = time.perf_counter(), time.process_time()
    run(samples)
    return time.perf_counter() - wall, time.process_time() - processor


def main(samples: int = 10_000_000, rounds: int = 5) -> None:
    for run in CONTENDERS.values():
        run(100_000)
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in CONTENDERS}
    for _ in range(rounds):
        for name, run in CONTENDERS.items():
            taken[name].append(seconds(run, samples))
    walls = {name: median(wall for wall, _ in times) for name, times in taken.items()}
    print(f"{samples:,} samples, {THREADS} threads, medians of {rounds} rounds")
    for name, times in taken.items():
        ratio = median(peer / own for (peer, _), (own, _) in zip(taken["numpy"], times, strict=True))
        processor = median(cpu for _, cpu in times)
        print(f"{name:20s} {walls[name]:7.3f} s  processor {processor:7.3f} s  numpy takes {ratio:5.1f} x as long")


if __name__ == "__main__":
    main(*(int(float(text)) for text in sys.argv[1:]))
