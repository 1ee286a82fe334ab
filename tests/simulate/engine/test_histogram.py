"""Bins, their groups, and the batches' shares."""

import numpy as np
import pytest

from carbonspan.simulate.engine.histogram import Histogram, merged, single
from carbonspan.simulate.kernels.batches import BATCHES
from carbonspan.simulate.kernels.bits import ordered_keys


def four_bins() -> Histogram:
    """Two groups of two bins; batch b holds b + 1 in the first and 2 in the second."""
    edges = ordered_keys(np.array([1.0, 2.0, 3.0, 4.0, 5.0]))
    batches = np.column_stack([np.arange(BATCHES) + 1, np.full(BATCHES, 2)])
    first, second = batches.sum(axis=0)
    return Histogram(
        edges[:-1], edges[1:], np.array([first - 100, 100, 40, second - 40]), np.array([0, 0, 1, 1]), batches
    )


def test_edges_are_the_values() -> None:
    low, high = four_bins().edges
    assert low.tolist() == [1, 2, 3, 4]
    assert high.tolist() == [2, 3, 4, 5]


def test_shares_of_whole_groups_are_the_batches_own() -> None:
    bins = four_bins()
    sizes = bins.batches.sum(axis=1)
    np.testing.assert_allclose(bins.batch_shares(np.array([1.0, 1, 0, 0])), bins.batches[:, 0] / sizes)
    np.testing.assert_allclose(bins.batch_shares(np.ones(4)), 1.0)
    pooled = bins.batch_shares(np.array([1.0, 0, 0, 0])) @ sizes
    assert pooled == pytest.approx(bins.counts[0])


def test_batches_without_samples_have_no_share() -> None:
    bins = four_bins()
    batches = bins.batches.copy()
    batches[5:] = 0
    fewer = Histogram(bins.low, bins.high, bins.counts, bins.group, batches)
    assert len(fewer.batch_shares(np.ones(4))) == 5


def test_pieces_merge_in_order_and_keep_their_groups_apart() -> None:
    bins = four_bins()
    one = single(int(ordered_keys(np.array([2.5]))[0]), np.full(BATCHES, 7))
    both = merged([bins.only(np.array([True, False, True, True])), one])
    assert np.all(np.diff(both.low) > 0)
    assert both.counts.tolist() == [bins.counts[0], 7 * BATCHES, 40, bins.counts[3]]
    assert both.group.tolist() == [0, 2, 1, 1]
    assert both.edges[0][1] == both.edges[1][1] == 2.5
    np.testing.assert_array_equal(both.batches[:, 2], 7)
