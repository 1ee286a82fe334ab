"""Weighted draws: effective sizes, quantiles and their errors."""

from __future__ import annotations

import numpy as np
import pytest

from carbonspan.simulate.comparing.sample_estimates import quantiles_of
from carbonspan.simulate.updating.weights import Weights

VALUES = np.random.default_rng(1).normal(size=2000)


@pytest.mark.parametrize(
    ("likelihood", "effective"), [([1, 1, 1, 1], 4.0), ([1, 0, 0, 0], 1.0), ([2, 1, 1, 0], 16 / 6)]
)
def test_effective_sizes(likelihood: list[float], effective: float) -> None:
    with np.errstate(divide="ignore"):
        assert Weights.of(np.log(likelihood)).effective == pytest.approx(effective)


def test_likelihoods_that_no_float_can_hold_weigh_the_same() -> None:
    logs = np.array([-1.0, -2.0, -3.0])
    assert Weights.of(logs).values == pytest.approx(Weights.of(logs - 1e5).values)


def test_equal_weights_give_the_quantiles_and_errors_of_draws() -> None:
    equal = Weights(np.full(2000, 1 / 2000))
    found, known = equal.ordered(VALUES).quantiles([0.05, 0.5, 0.95]), quantiles_of(VALUES, [0.05, 0.5, 0.95])
    for own, other in zip(found.values(), known, strict=True):
        assert own.value == pytest.approx(other.value, abs=0.2 * other.error)
        assert own.error == pytest.approx(other.error, rel=0.1)
    assert equal.mean(VALUES).error == pytest.approx(VALUES.std() / np.sqrt(2000))


def test_whole_weights_are_draws_repeated() -> None:
    counts = np.random.default_rng(2).integers(0, 4, 2000)
    weights, repeated = Weights(counts / counts.sum()), np.repeat(VALUES, counts)
    assert weights.mean(VALUES).value == pytest.approx(repeated.mean())
    assert weights.sd(VALUES).value == pytest.approx(repeated.std())
    assert weights.share(VALUES < 0.3).value == pytest.approx((repeated < 0.3).mean())
    quantiles = weights.ordered(VALUES).at([0.1, 0.5, 0.9])
    assert quantiles == pytest.approx(np.quantile(repeated, [0.1, 0.5, 0.9], method="hazen"), abs=0.01)


def test_resampled_draws_have_the_counts_of_their_weights() -> None:
    weights = Weights(np.array([0.5, 0.25, 0.25, 0.0]))
    assert np.bincount(weights.resampled(400), minlength=4).tolist() == [200, 100, 100, 0]
