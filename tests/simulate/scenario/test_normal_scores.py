"""Correlations of normal scores that give the requested correlation, against draws and closed forms."""

import math

import numpy as np
import pytest
from scipy import special, stats

from carbonspan.simulate.answer.input_diagnostics import _scores
from carbonspan.simulate.laws.base import Distribution
from carbonspan.simulate.laws.discrete import Binomial, Constant, Discrete, Poisson
from carbonspan.simulate.laws.mixture import Mixture
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.laws.truncation import Window, truncated
from carbonspan.simulate.scenario.normal_scores import attainable_range, score_correlations
from carbonspan.simulate.scenario.scenario import Correlation

REQUESTED = ((1.0, 0.5, -0.3), (0.5, 1.0, 0.2), (-0.3, 0.2, 1.0))
FAIR = Discrete((0.0, 1.0), (0.5, 0.5))
RARE = Discrete((0.0, 1.0), (0.9, 0.1))
SKEWED = Discrete((1.0, 2.0, 5.0), (0.2, 0.5, 0.3))
STANDBY = Mixture((0.4, 0.6), (Constant(0.0), Lognormal(300.0, 0.2)))
CLIPPED = truncated(Mixture((0.3, 0.7), (Discrete((-1.0, 2.0), (0.5, 0.5)), Normal(0.0, 1.0))), Window(-1.0, 2.0))
PAIRS = {
    "two switches": (FAIR, FAIR),
    "a rare and a fair switch": (RARE, FAIR),
    "listed values and counts": (SKEWED, Poisson(3.0)),
    "a switch and a normal": (FAIR, Normal(0.0, 1.0)),
    "a mixture and a normal": (STANDBY, Normal(0.0, 1.0)),
    "two mixtures": (STANDBY, CLIPPED),
    "a mixture and a switch": (CLIPPED, RARE),
    "many counts": (Poisson(1000.0), Binomial(40, 0.3)),
}
DRAWS = 1 << 15


def score_of(first: Distribution, second: Distribution, requested: float, scale: str) -> float:
    group = Correlation(("a", "b"), ((1.0, requested), (requested, 1.0)), scale)
    return float(score_correlations(group, (first, second))[0, 1])


def realised(laws: tuple[Distribution, Distribution], r: float, scale: str) -> float:
    """The correlation of draws from two laws whose normal scores are correlated by `r`."""
    first, other = np.random.Generator(np.random.Philox(3)).normal(size=(2, DRAWS))
    scores = first, r * first + math.sqrt(1 - r * r) * other
    drawn = (law.quantile(special.ndtr(score)) for law, score in zip(laws, scores, strict=True))
    return float(np.corrcoef(*(_scores(row, scale) for row in drawn))[0, 1])


def test_between_continuous_laws_spearman_becomes_twice_the_sine_of_a_sixth_of_pi_rho() -> None:
    laws = (Normal(0.0, 1.0), Lognormal(1.0, 1.0), Normal(5.0, 2.0))
    found = score_correlations(Correlation(("a", "b", "c"), REQUESTED), laws)
    assert np.diag(found).tolist() == [1, 1, 1]
    assert found[0, 1] == pytest.approx(2 * np.sin(np.pi / 12), rel=1e-15)
    assert found[2, 0] == pytest.approx(-2 * np.sin(np.pi / 20), rel=1e-15)
    np.testing.assert_array_equal(
        score_correlations(Correlation(("a", "b", "c"), REQUESTED, "normal"), laws), REQUESTED
    )


@pytest.mark.parametrize("requested", [-0.9, -0.3, 0.0, 0.5, 0.8, 0.99])
def test_two_fair_switches_take_the_sine_of_half_pi_rho(requested: float) -> None:
    """Sheppard: both scores are positive with probability 1/4 + arcsin(r) / 2 pi."""
    assert score_of(FAIR, FAIR, requested, "spearman") == pytest.approx(math.sin(0.5 * math.pi * requested), abs=1e-8)


@pytest.mark.parametrize(("p", "q"), [(0.1, 0.5), (0.3, 0.3), (0.05, 0.8)])
def test_switches_agree_with_scipys_bivariate_normal(p: float, q: float) -> None:
    laws = (Discrete((0.0, 1.0), (1 - p, p)), Discrete((0.0, 1.0), (1 - q, q)))
    ends = special.ndtri([p, q])
    for r in (-0.4, 0.2, 0.7):
        both = stats.multivariate_normal([0, 0], [[1, r], [r, 1]]).cdf(ends)
        requested = (both - p * q) / math.sqrt(p * (1 - p) * q * (1 - q))
        assert score_of(*laws, requested, "spearman") == pytest.approx(r, abs=1e-6)


def test_a_switch_and_a_normal_follow_pearsons_biserial_formula() -> None:
    """On normal scores the covariance is r times the density at the switch's threshold."""
    requested = 0.6
    density = stats.norm.pdf(special.ndtri(0.9))
    level = special.ndtri(0.45), special.ndtri(0.95)
    sd = math.sqrt(0.9 * 0.1) * (level[1] - level[0])
    expected = requested * sd / (density * (level[1] - level[0]))
    laws = RARE, Normal(0.0, 1.0)
    assert attainable_range(*laws, "normal")[1] == pytest.approx(density * (level[1] - level[0]) / sd, abs=1e-9)
    assert score_of(*laws, 0.5, "normal") == pytest.approx(expected * 0.5 / requested, abs=1e-7)


@pytest.mark.parametrize("scale", ["spearman", "normal"])
@pytest.mark.parametrize("name", PAIRS)
def test_draws_have_the_requested_correlation(name: str, scale: str) -> None:
    laws = PAIRS[name]
    low, high = attainable_range(*laws, scale)
    for share in (-0.6, 0.3, 0.9):
        requested = share * (high if share > 0 else -low)
        assert realised(laws, score_of(*laws, requested, scale), scale) == pytest.approx(
            requested, abs=5 / math.sqrt(DRAWS)
        )


@pytest.mark.parametrize("scale", ["spearman", "normal"])
@pytest.mark.parametrize("name", PAIRS)
def test_perfectly_dependent_draws_have_the_ends_of_the_attainable_range(name: str, scale: str) -> None:
    laws = PAIRS[name]
    ends = [realised(laws, r, scale) for r in (-1.0, 1.0)]
    assert attainable_range(*laws, scale) == pytest.approx(ends, abs=5 / math.sqrt(DRAWS))


def test_a_request_beyond_the_attainable_range_gets_its_end() -> None:
    assert attainable_range(RARE, FAIR, "spearman") == pytest.approx((-1 / 3, 1 / 3), abs=1e-6)
    assert score_of(RARE, FAIR, 0.8, "spearman") == 1.0
    assert score_of(RARE, FAIR, -0.8, "spearman") == -1.0


def test_small_atoms_count_as_continuous() -> None:
    """A count with hundreds of values differs from a continuous law by 2e-5 at most."""
    found = score_of(Poisson(1e5), Normal(0.0, 1.0), 0.7, "spearman")
    assert found == pytest.approx(2 * math.sin(0.7 * math.pi / 6), abs=1e-4)
