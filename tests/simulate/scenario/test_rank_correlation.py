"""Correlations of ranks as a function of the correlation of normal scores."""

import math

import pytest

from carbonspan.simulate.laws.discrete import Discrete, Poisson
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.scenario.rank_correlation import RankCorrelation
from carbonspan.simulate.scenario.rank_function import rank_function

FAIR = Discrete((0.0, 1.0), (0.5, 0.5))


def correlation(first: Discrete | Poisson, second: Normal | Discrete, scale: str) -> RankCorrelation:
    return RankCorrelation(rank_function(first, scale), rank_function(second, scale), scale)


@pytest.mark.parametrize("angle", [-1.5, -0.4, 0.0, 0.9, 1.57])
def test_two_fair_switches_follow_sheppard(angle: float) -> None:
    """Both scores are positive with probability 1/4 + angle / 2 pi."""
    assert correlation(FAIR, FAIR, "spearman").at(angle) == pytest.approx(2 * angle / math.pi, abs=1e-9)


@pytest.mark.parametrize("scale", ["spearman", "normal"])
@pytest.mark.parametrize("angle", [-1.2, -0.1, 0.7, 1.4])
def test_the_angle_of_a_correlation_gives_it_back(angle: float, scale: str) -> None:
    pair = correlation(Poisson(3.0), Normal(0.0, 1.0), scale)
    assert pair.angle(pair.at(angle)) == pytest.approx(angle, abs=1e-7)


def test_a_correlation_beyond_the_attainable_range_gets_its_end() -> None:
    assert correlation(FAIR, Normal(0.0, 1.0), "spearman").angle(0.99) == 0.5 * math.pi
