"""What a sample of ``chatgpt/by-words`` costs on one core, kernel by kernel: each stage of the pipeline of a run.

A stage has all kernels before it too; ``carbonspan bench kernels`` prints what each adds, and its share.

``python benchmarks/simulate/kernels/bench_program.py [REPETITIONS]``
"""

from __future__ import annotations

import sys
from functools import cache

import pytest

import carbonspan
from carbonspan.simulate.benchmarking import benchmarks, report
from carbonspan.simulate.benchmarking.kernel_times import DESIGNS, USUAL
from carbonspan.simulate.benchmarking.pipeline import MERGE, Pipeline, pipeline
from carbonspan.simulate.cli import console


@cache
def stages(design: str) -> Pipeline:
    return pipeline(carbonspan.load(USUAL), design)


@pytest.mark.parametrize("name", ["draws", "tables", "model", "histogram", "moments", MERGE])
@pytest.mark.parametrize("design", DESIGNS)
def test_stage(benchmark, design, name):
    """The samples of one task on one core."""
    found = stages(design)
    benchmark.extra_info["samples"] = found.samples
    stage = found.stages[name]
    benchmark.pedantic(stage.call, setup=lambda: stage.prepare() and None, rounds=20, warmup_rounds=1)


def main(repetitions: int = 0) -> None:
    console.show(*report.lines(benchmarks.benchmark("kernels", repetitions)))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
