"""``chatgpt/by-words`` on local workers of dask against threads of this process, in turn: what giving out spans costs.

Wall time, and processor time of all processes. The start of the cluster, which is paid once, is apart. ``make bench``
takes 4 steps of 1,048,576 samples.

``python benchmarks/simulate/answer/clusters/bench_cluster.py [SAMPLES] [ROUNDS] [WORKERS]``
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from statistics import median

import pytest

import carbonspan
from carbonspan.simulate.answer.checkpoints.span import STEP
from carbonspan.simulate.answer.clusters.cluster import Cluster
from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.answer.started_run import StartedRun, start
from carbonspan.simulate.engine.run import Extend, extend

WORKERS = 2
FEW = 4 * STEP


@cache
def started(threads: int = WORKERS) -> StartedRun:
    return start(carbonspan.load("chatgpt/by-words"), Request(FEW, threads=threads), ())


def run(by: Extend, samples: int) -> None:
    assert by(started().again().runner, samples)


@contextmanager
def contenders(workers: int = WORKERS) -> Iterator[dict[str, Callable[[int], None]]]:
    with Cluster(f"local:{workers}") as cluster:
        yield {"threads": partial(run, extend), "local workers": partial(run, cluster.extend)}


@pytest.fixture(scope="module")
def opened():
    pytest.importorskip("distributed")
    with contenders() as found:
        yield found


@pytest.mark.parametrize("name", ["threads", "local workers"])
def test_cluster(benchmark, opened, name):
    """4 steps."""
    opened[name](FEW)
    benchmark.pedantic(opened[name], (FEW,), rounds=5)


def processor_time() -> float:
    """Seconds of this process and its children."""
    import psutil  # which dask.distributed requires

    own = psutil.Process()
    return sum(sum(each.cpu_times()[:2]) for each in (own, *own.children(recursive=True)))


def seconds(by: Callable[[int], None], samples: int) -> tuple[float, float]:
    """Wall and processor time of one call."""
    wall, processor = time.perf_counter(), processor_time()
    by(samples)
    return time.perf_counter() - wall, processor_time() - processor


def main(samples: int = 1_000_000_000, rounds: int = 5, workers: int = WORKERS) -> None:
    started(workers)
    begun = time.perf_counter()
    with contenders(workers) as found:
        opening = time.perf_counter() - begun
        first = {name: seconds(by, STEP * workers)[0] for name, by in found.items()}
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in found}
        for number in range(rounds):
            for name in list(found) if number % 2 else reversed(found):
                taken[name].append(seconds(found[name], samples))
    print(f"{samples:,} samples, {workers} cores, medians of {rounds} rounds in turn")
    print(
        f"once: {opening:.1f} s until the cluster is there, {first['local workers']:.1f} s of the workers' first span"
    )
    for name, times in taken.items():
        wall, processor = (median(each[k] for each in times) for k in (0, 1))
        over, more = (
            median(own[k] / other[k] for own, other in zip(times, taken["threads"], strict=True)) - 1 for k in (0, 1)
        )
        print(f"{name:15s} {wall:7.2f} s ({over:+.1%})  processor {processor:7.2f} s ({more:+.1%})")


if __name__ == "__main__":
    main(*(int(float(text)) for text in sys.argv[1:]))
