"""Mid-ranks as a function of normal scores."""

import math

import numpy as np
import pytest
from scipy import stats

from carbonspan.simulate.laws.discrete import Constant, Discrete, Poisson
from carbonspan.simulate.laws.mixture import Mixture
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.scenario.rank_function import rank_function

STANDBY = Mixture((0.4, 0.6), (Constant(0.0), Normal(300.0, 20.0)))


def test_a_fair_switch_jumps_once_between_its_two_mid_ranks() -> None:
    ranks = rank_function(Discrete((0.0, 1.0), (0.5, 0.5)), "spearman")
    assert ranks.edges.tolist() == [0.0, 0.0]
    assert ranks.heights.tolist() == [0.25, 0.25]
    assert (len(ranks.stretches), ranks.sd) == (0, 0.25)


@pytest.mark.parametrize(("scale", "sd"), [("spearman", math.sqrt(1 / 12)), ("normal", 1.0)])
@pytest.mark.parametrize("law", [Normal(5.0, 2.0), Poisson(1e6)])
def test_without_large_atoms_ranks_are_continuous(law: Normal | Poisson, scale: str, sd: float) -> None:
    ranks = rank_function(law, scale)
    assert len(ranks.edges) == 0
    assert ranks.sd == pytest.approx(sd, abs=1e-9)


def test_the_standard_deviation_on_normal_scores_is_that_of_draws() -> None:
    scores = np.random.default_rng(1).normal(size=400_000)
    mid_ranks = np.where(stats.norm.cdf(scores) < 0.4, stats.norm.ppf(0.2), scores)
    assert rank_function(STANDBY, "normal").sd == pytest.approx(mid_ranks.std(), abs=5 / math.sqrt(len(scores)))
