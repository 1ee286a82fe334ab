"""Each contender whose library is here finds the true numbers, within its error."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

PEERS = Path(__file__).parents[3] / "benchmarks/peers"
#: Samples, and the relative standard errors of mean and 5 and 95 % quantile of emissions by random draws.
SAMPLES = 1 << 15
ERRORS = np.array([1.154, 1.98, 1.94]) / SAMPLES**0.5


@pytest.fixture(scope="module")
def bench():
    before = list(sys.path)
    spec = importlib.util.spec_from_file_location("bench_peers", PEERS / "bench_peers.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["bench_peers"] = module
    spec.loader.exec_module(module)
    yield module
    sys.path[:] = before


LIBRARIES = [
    "carbonspan",
    "numpy",
    "scipy",
    "numba",
    "openturns",
    "chaospy",
    "squigglepy",
    "metrolopy",
    "jax",
    "monaco",
]


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.filterwarnings("default")
def test_finds_the_true_numbers(bench, library):
    here = [each for each in bench.CONTENDERS if (each.library or "carbonspan") == library]
    assert here, "it is no contender"
    for contender in here:
        if not contender.installed:
            pytest.skip(f"{library} is not installed")
        samples = contender.samples(SAMPLES)
        found = contender.run(samples, 1)
        assert len(found) == 3
        assert (abs(bench.errors(found)) < 5 * ERRORS * (SAMPLES / samples) ** 0.5).all()
        assert all((np.diff(answer.quantiles) > 0).all() for answer in found)


def test_contenders_have_other_draws_with_another_seed(bench):
    for contender in bench.CONTENDERS:
        if contender.library in ("", "numpy", "scipy", "numba"):
            first, again, other = (contender.run(1 << 12, seed)[0].mean for seed in (1, 1, 2))
            assert first == again != other


def test_random_draws_for_an_error_follow_from_the_long_run(bench):
    assert 3.8e6 < bench.random_samples() < 4e6


def test_sobol_points_for_an_error_are_enough_and_no_more(bench):
    points = iter(range(100))

    class Stub:
        def run(self, samples, seed):
            next(points)
            answer = np.array([3.64667344406489, 0.516252044239073, 10.8706993232363]) * (1 + 8 / samples)
            quantiles = np.linspace(0, 1, 7)
            quantiles[1], quantiles[5] = answer[1:]
            return [bench.Answer(answer[0], 1.0, quantiles)] * 3

    assert bench.sobol_samples(Stub()) == 1 << 13
    assert next(points) == 2 * bench.SEEDS
