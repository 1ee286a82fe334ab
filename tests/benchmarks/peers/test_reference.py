"""The true numbers: the quadrature against closed forms, itself with other nodes, and long runs."""

import math
import sys
from pathlib import Path

import pytest

PEERS = Path(__file__).parents[3] / "benchmarks/peers"


@pytest.fixture(scope="module")
def reference():
    sys.path.insert(0, str(PEERS))
    try:
        import reference

        return reference
    finally:
        sys.path.remove(str(PEERS))


def test_gpu_time_is_the_lognormal_law_of_its_factors(reference):
    sigma = math.sqrt(sum(math.log(gsd) ** 2 for gsd in (1.6, 1.5, 1.5)) + (math.log(4) / 2 / 1.6448536269514722) ** 2)
    median = 1e6 * 10 * 30 * 0.3 / 3600
    found = reference.exact("gpu_time")
    assert found["mean"] == pytest.approx(median * math.exp(sigma**2 / 2), rel=1e-12)
    assert found["q05"] == pytest.approx(median * math.exp(-1.6448536269514722 * sigma), rel=1e-12)
    assert found["q95"] == pytest.approx(median * math.exp(1.6448536269514722 * sigma), rel=1e-12)


def test_the_mean_of_emissions_is_the_product_of_means(reference):
    def mean(name):
        law = reference.LAWS[name]
        if isinstance(law, reference.Lognormal):
            return law.median * math.exp(law.sigma**2 / 2)
        return law.low + (law.high - law.low) * law.alpha / (law.alpha + law.beta)

    power = mean("idle") + mean("utilization") * (mean("full") - mean("idle"))
    expected = math.prod(map(mean, (*reference.DEMAND, "pue", "intensity"))) * power / 3600 / 1e6
    assert reference.exact("emissions")["mean"] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("output", ["gpu_time", "energy", "emissions"])
def test_the_table_has_what_the_quadrature_finds_with_other_nodes(reference, output):
    assert reference.reference(output) == pytest.approx(reference.exact(output, 16), rel=1e-11)


def test_long_runs_agree_with_the_quadrature(reference):
    others = [each for each in reference.recorded() if each[0] != reference.QUADRATURE]
    assert len(others) == 27
    for _, output, what, found in others:
        assert abs(found.value - reference.reference(output)[what]) < 4 * found.error
