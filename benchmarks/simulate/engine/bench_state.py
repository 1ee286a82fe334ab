"""Memory and time of one run by its sample count, each in a process of its own: the memory does not grow.

``python benchmarks/simulate/engine/bench_state.py [SAMPLES ...]``
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import pytest
from side_by_side import resident

COUNTS = ("1e6", "1e7", "1e8", "1e9")


def of_run(count: str) -> tuple[str, ...]:
    """The arguments of Python for a run of `count` samples."""
    return "-m", "carbonspan", "run", "chatgpt/by-words", "--samples", count, "--json", "--quiet"


@pytest.mark.parametrize("count", COUNTS[:2])
def test_memory(benchmark, count):
    benchmark.extra_info["MB resident"] = benchmark.pedantic(resident, of_run(count), rounds=3)


def main(*counts: str) -> None:
    for count in counts or COUNTS:
        begun = time.perf_counter()
        megabytes = resident(*of_run(count))
        print(f"{count:>6s} samples  {time.perf_counter() - begun:7.2f} s  {megabytes:5.0f} MB resident")


if __name__ == "__main__":
    main(*sys.argv[1:])
