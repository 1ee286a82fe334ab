"""Shares of a ratio from logarithms that are given."""

from __future__ import annotations

import math

import numpy as np
import pytest

from carbonspan.simulate.comparing.explained import Share
from carbonspan.simulate.comparing.ratio_shares import RatioShares

NOMINAL = np.log([[2.0, 6.0], [4.0, 30.0]])  # none and all switched; two linked outputs
#: Normal logarithms of the last set, standard deviation 0.3 and 0.5.
DRAWN = NOMINAL[:, :, None] + np.random.default_rng(1).normal(size=(2, 2, 40_000)) * [[[0.0], [0.0]], [[0.3], [0.5]]]


def test_outputs_that_are_not_positive_in_every_sample_have_shares_at_nominal_values_alone() -> None:
    shares = RatioShares(NOMINAL, None, batched=False)
    assert shares.whole(0) == Share(pytest.approx(2.0))
    assert shares.whole(1, before=0) == Share(pytest.approx(2.5))


def test_the_ends_of_a_factor_are_quantiles_and_its_mean_is_geometric() -> None:
    share = RatioShares(NOMINAL, DRAWN, batched=False).whole(1)
    for end, z in ((share.low, -1.6449), (share.high, 1.6449)):
        assert abs(end.value - 5.0 * math.exp(0.5 * z)) < 5 * end.error
    assert abs(share.mean.value - 5.0) < 5 * share.mean.error
    assert share.log.error == pytest.approx(0.5 / 200, rel=0.02)


def test_one_set_has_no_ratio() -> None:
    """Where no input differs, the set without any is that of all."""
    share = RatioShares(NOMINAL[:1], DRAWN[:1], batched=False).whole(1)
    assert share.is_idle


def test_the_choice_of_random_orders_is_in_the_error() -> None:
    shares = RatioShares(NOMINAL, DRAWN, batched=False)
    weights = np.array([-0.5, 0.5])
    plain = shares.share(weights, 0)
    pairs = [weights * each for each in (0.8, 1.2)]
    apart = np.std([each @ DRAWN[:, 0].mean(axis=1) for each in pairs], ddof=1) / math.sqrt(2)
    chosen = shares.share(weights, 0, pairs=pairs)
    assert chosen.log.value == plain.log.value
    assert chosen.log.error == pytest.approx(math.hypot(plain.log.error, apart))
