"""Quantiles and probabilities read off bins."""

import numpy as np
import pytest
from scipy import stats

from carbonspan.simulate.answer.statistics.quantiles import OutputSamples
from carbonspan.simulate.engine.histogram import Histogram, merged, single
from carbonspan.simulate.kernels.batches import BATCHES
from carbonspan.simulate.kernels.bits import ordered_keys

SURE = stats.t.ppf(0.975, 31) / stats.norm.ppf(0.975)  # of a spread that 32 batches show


def sampled(*, batched: bool = False, low: float = 1.0, high: float = 4.0) -> OutputSamples:
    """A quarter, a half and a quarter of 128 x 32 samples in [1, 2), [2, 3) and [3, 4), in every batch alike."""
    keys = ordered_keys(np.array([1.0, 2.0, 3.0, 4.0]))
    batches = np.tile([32, 64, 32], (BATCHES, 1))
    bins = Histogram(keys[:-1], keys[1:], batches.sum(axis=0), np.arange(3), batches)
    return OutputSamples(bins, np.array([low, high]), batched)


def test_quantiles_are_straight_within_bins() -> None:
    p = [0.0, 0.125, 0.25, 0.5, 0.75, 0.875, 1.0]
    np.testing.assert_allclose(sampled().quantile(p), [1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0], rtol=1e-15)


def test_quantiles_never_leave_the_samples() -> None:
    np.testing.assert_allclose(sampled(low=1.5, high=3.2).quantile([0.0, 1.0, -0.5, 2.0]), [1.5, 3.2, 1.5, 3.2])


@pytest.mark.parametrize(("value", "share"), [(0.0, 0.0), (1.0, 0.0), (1.5, 0.125), (2.5, 0.5), (4.0, 1.0), (9.0, 1.0)])
def test_probabilities_undo_quantiles(value: float, share: float) -> None:
    found = sampled().probability(value)
    assert found.value == pytest.approx(share)
    assert found.error == pytest.approx(np.sqrt(share * (1 - share) / 4096))


def test_an_atom_counts_half() -> None:
    atom = single(int(ordered_keys(np.array([5.0]))[0]), np.full(BATCHES, 128))
    both = OutputSamples(merged([sampled().bins, atom]), np.array([1.0, 5.0]))
    assert both.below(5.0) == pytest.approx(0.75)
    assert both.below(4.5) == pytest.approx(0.5)
    assert both.quantile([0.51, 0.9]).tolist() == [5.0, 5.0]


def test_errors_are_binomial_ranks_for_random_samples() -> None:
    (median,) = sampled().estimates([0.5])
    assert median.error == pytest.approx(0.5 * 2 * np.sqrt(0.25 / 4096) / 0.5)


def test_errors_are_the_batches_spread_for_the_sobol_design() -> None:
    calm = sampled(batched=True)
    batches = calm.bins.batches.copy()
    batches[::2] += np.array([8, 0, -8])
    batches[1::2] -= np.array([8, 0, -8])
    uneven = OutputSamples(
        Histogram(calm.bins.low, calm.bins.high, calm.bins.counts, calm.bins.group, batches), calm.ends, batched=True
    )
    expected = SURE * np.std(batches[:, 0] / 128, ddof=1) / np.sqrt(BATCHES)
    assert uneven.probability(2.0).error == pytest.approx(expected, rel=1e-5)
    assert uneven.estimates([0.25])[0].error == pytest.approx(expected * 0.5 * (1 / 0.25 + 1 / 0.5), rel=1e-5)


def test_batches_that_agree_know_a_share_to_the_rounding_of_their_counts() -> None:
    """The points of a batch are equally spread, so its count below a value is off by a rounding, of variance 1/12."""
    found = sampled(batched=True)
    assert found.probability(2.0).error == pytest.approx(np.sqrt(BATCHES / 12) / 4096)
    (median,) = found.estimates([0.5])
    assert median.error == pytest.approx(2 * np.sqrt(BATCHES / 12) / 4096)  # a density of 1/2
