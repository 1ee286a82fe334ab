"""The C program finds what the engine finds."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

FLOOR = Path(__file__).parents[4] / "benchmarks/peers/c_floor"


def _module(name):
    spec = importlib.util.spec_from_file_location(name, FLOOR / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def bench():
    before = list(sys.path)
    _module("floor")
    yield _module("bench_floor")
    sys.path[:] = before


@pytest.fixture(params=["AVX-512", "AVX2"])
def instructions(request, bench):
    if request.param not in bench.floor.available():
        pytest.skip(f"no C compiler, or no {request.param}")
    return request.param


@pytest.mark.parametrize("samples", [1 << 18, 1_000_003])
def test_has_the_counts_of_the_engine(bench, instructions, samples):
    assert bench.same_counts("random", instructions, samples)


def test_has_the_counts_of_the_engine_from_sobol_points(bench, instructions):
    assert bench.same_counts("sobol", instructions, 1 << 20)


@pytest.mark.parametrize("design", ["random", "sobol"])
def test_has_the_moments_and_batches_of_the_engine(bench, instructions, design):
    samples = 1 << 18
    found = bench.floor.Floor(design, instructions).run(samples, 2)
    state = bench.engine(design, samples, 2).state
    assert found.counts.sum() == samples
    assert (found.batches.sum(axis=1) == samples // 32).all()
    moments = state.moments.batches()[:, 0]
    assert found.mean == pytest.approx(moments[:, 1].mean(), rel=1e-12)
    assert np.diff(found.quantiles([0.05, 0.5, 0.95])).min() > 0
