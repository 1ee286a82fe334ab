"""How long a warm `carbonspan.run` takes, its DataTree included: this version, and another one side by side.

``python benchmarks/simulate/bench_api.py [OTHER PYTHON] [ROUNDS]``; the other interpreter has another carbonspan.
``python benchmarks/simulate/bench_api.py [OTHER PYTHON] [ROUNDS]``; the other interpreter has another version of it.
about one input.
"""

from __future__ import annotations

import subprocess
import sys
from statistics import median

import pytest

import carbonspan

COUNTS = (10_000, 100_000, 1_000_000, 10_000_000)
KINDS = ("again", "changed")
THREADS = 2
#: What a worker does: a line on its input is a kind and a count, its answer the time by the clock and of processors.
WORKER = """
import sys, time, warnings
import carbonspan
warnings.simplefilter("ignore")
again = carbonspan.load("chatgpt/by-words")
changed = [carbonspan.load("chatgpt/by-words", sets=f"latency={0.2 + 0.001 * i:.3f} to 0.5") for i in range(64)]
turn = 0
for line in sys.stdin:
    kind, count = line.split()
    turn += 1
    scenario = again if kind == "again" else changed[turn % 64]
    wall, processor = time.perf_counter(), time.process_time()
    carbonspan.run(scenario, samples=int(count), threads=2)
    print(time.perf_counter() - wall, time.process_time() - processor, flush=True)
"""


@pytest.mark.parametrize("count", COUNTS[:-1])
def test_run(benchmark, count):
    """The same scenario again."""
    scenario = carbonspan.load("chatgpt/by-words")
    benchmark.pedantic(carbonspan.run, (scenario,), {"samples": count, "threads": THREADS}, rounds=10, warmup_rounds=2)


class Worker:
    """One version, in a process of its own."""

    def __init__(self, python: str) -> None:
        self._process = subprocess.Popen(
            [python, "-c", WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def taken(self, kind: str, count: int) -> tuple[float, float]:
        """What one run takes: by the clock, and of processors."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{kind} {count}\n")
        wall, processor = map(float, self._process.stdout.readline().split())
        return wall, processor


def main(other: str = "", rounds: int = 21) -> None:
    workers = {"this": Worker(sys.executable), **({"other": Worker(other)} if other else {})}
    print(f"chatgpt/by-words, {THREADS} threads, medians of {rounds}: by the clock, and of processors [ms]\n")
    print(f"{'kind':8s} {'samples':>12s}", *(f"{name:>18s}" for name in workers), "  other / this" if other else "")
    for kind in KINDS:
        for count in COUNTS:
            found = [{name: each.taken(kind, count) for name, each in workers.items()} for _ in range(rounds + 3)][3:]
            medians = {name: [1e3 * median(each[name][k] for each in found) for k in (0, 1)] for name in workers}
            columns = [f"{wall:8.1f} {processor:8.1f} " for wall, processor in medians.values()]
            ratios = [f"{median(each['other'][k] / each['this'][k] for each in found):6.2f}" for k in (0, 1) if other]
            print(f"{kind:8s} {count:12,}", *columns, *ratios)


if __name__ == "__main__":
    main(*sys.argv[1:2], *map(int, sys.argv[2:]))
