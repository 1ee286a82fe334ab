import math

import numpy as np
import pytest
from scipy.stats import norm

from carbonspan.simulate.answer.hindcasts.forecast import Forecast, of_marginal, of_range
from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.laws.positive import Lognormal

Z = 1.6448536269514722
SD = 0.3
LOGNORMAL = of_range((100 * math.exp(-Z * SD), 100 * math.exp(Z * SD)))


def same(x: float) -> float:
    return x


@pytest.mark.parametrize("value", [40.0, 90.0, 100.0, 250.0])
def test_crps_of_a_lognormal_is_that_of_its_normal_logarithm(value):
    """Gneiting & Raftery (2007), equation 21: sd (z (2 Phi(z) - 1) + 2 phi(z) - 1 / sqrt(pi))."""
    z = math.log(value / 100) / SD
    expected = SD * (z * (2 * norm.cdf(z) - 1) + 2 * norm.pdf(z) - 1 / math.sqrt(math.pi))
    assert LOGNORMAL.crps(value) == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize("value", [60.0, 100.0, 130.0])
def test_percentile_and_density_are_those_of_the_law(value):
    z = math.log(value / 100) / SD
    assert LOGNORMAL.percentile(value) == pytest.approx(norm.cdf(z), abs=1e-5)
    wide = math.hypot(SD, 0.4)
    expected = norm.logpdf(math.log(value / 100), scale=wide)
    assert LOGNORMAL.log_density(value, 0.4) == pytest.approx(expected, abs=1e-4)


def test_crps_of_evenly_spread_cells_with_a_gap():
    """F is 0 to 1/2 over [0, 1], 1/2 to 2, then 1 at 3; at 1.5: 1/12 + 1/4 (1/2 + 1/2) + 1/12."""
    spread = Forecast(1, 20, np.array([0.0, 2.0]), np.array([1.0, 3.0]), np.array([0.5, 0.5]))
    assert spread.crps(math.exp(1.5)) == pytest.approx(1 / 12 + 0.25 + 1 / 12)


def test_an_answer_is_a_forecast(build):
    answer = run_scenario(build(same, {"x": Lognormal(100, SD)}), samples=200_000)
    found = of_marginal(answer.marginals[0])
    for value in (60.0, 100.0, 160.0):
        assert found.percentile(value) == pytest.approx(LOGNORMAL.percentile(value), abs=5e-3)
        assert found.crps(value) == pytest.approx(LOGNORMAL.crps(value), rel=0.02)
