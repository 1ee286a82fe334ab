"""Memory and time of Sobol' indices by their base points, each in a process of its own: the memory does not grow.

All indices of the three outputs of ``chatgpt/by-words``. Memory is the most that was resident. The first process takes
one point a batch, so that what the others take beyond it is what base points take.

``python benchmarks/simulate/engine/accumulators/bench_cross_sums.py [BASE POINTS ...]``
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

import pytest
from side_by_side import machine, resident

COUNTS = [1 << k for k in (14, 17, 20, 22)]
LEAST = 32
CODE = """
import carbonspan
from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.sensitivity.sobol import sobol_indices
sobol_indices(carbonspan.load("chatgpt/by-words"), Request({count}, threads=2, design="sobol"))
"""


@pytest.mark.parametrize("count", COUNTS[:2])
def test_memory(benchmark, count):
    benchmark.extra_info["MB resident"] = benchmark.pedantic(resident, ("-c", CODE.format(count=count)), rounds=3)


def main(*counts: int) -> None:
    print(*machine("carbonspan", "numpy", "numba", "scipy"), sep="\n")
    print(f"\n{'base points':>11s}  {'whole process':>13s}  {'most resident':>13s}")
    for count in [LEAST, *(counts or COUNTS)]:
        begun = time.perf_counter()
        megabytes = resident("-c", CODE.format(count=count))
        print(f"{count:11,d}  {time.perf_counter() - begun:11.2f} s  {megabytes:10.0f} MB")


if __name__ == "__main__":
    main(*(int(float(text)) for text in sys.argv[1:]))
