"""Memory and time of one run by its sample count, each in a process of its own: the memory does not grow.

``python benchmarks/simulate/engine/bench_state.py [SAMPLES ...]``
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

COUNTS = ("1e6", "1e7", "1e8", "1e9")


def resident(count: str) -> float:
    """The most memory of one process [MB]."""
    options = ["--samples", count, "--json", "--quiet"]
    command = [sys.executable, "-m", "carbonspan", "run", "chatgpt/by-words", *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_maxrss / 1024


@pytest.mark.parametrize("count", COUNTS[:2])
def test_memory(benchmark, count):
    benchmark.extra_info["MB resident"] = benchmark.pedantic(resident, (count,), rounds=3)


def main(*counts: str) -> None:
    for count in counts or COUNTS:
        begun = time.perf_counter()
        megabytes = resident(count)
        print(f"{count:>6s} samples  {time.perf_counter() - begun:7.2f} s  {megabytes:5.0f} MB resident")


if __name__ == "__main__":
    main(*sys.argv[1:])
