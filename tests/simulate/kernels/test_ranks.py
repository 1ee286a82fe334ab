"""Ranks of outputs, counted."""

import numpy as np

from carbonspan.simulate.kernels.batches import BLOCK
from carbonspan.simulate.kernels.ranks import rank_block


def test_ranks_are_counted_and_ties_share_theirs() -> None:
    outputs = np.zeros((3, BLOCK))
    outputs[:, :4] = np.array([[1, 2, 3], [2, 2, 3], [5, 5, 5], [3, 2, 2]], float).T
    counts = np.zeros((3, 3), np.int64)
    rank_block(outputs, 4, np.arange(3), 6, counts)
    expected = [[6 + 3 + 2, 3 + 2, 2 + 6], [3 + 2 + 3, 6 + 3 + 2 + 3, 2], [2 + 3, 2 + 3, 6 + 6 + 2]]
    assert counts.tolist() == expected
    assert (counts.sum(axis=0) == 24).all()
    assert (counts.sum(axis=1) == 24).all()


def test_only_the_rows_asked_for_are_ranked() -> None:
    outputs = np.array([[9.0] * BLOCK, [1.0] * BLOCK, [5.0] * BLOCK])
    counts = np.zeros((2, 2), np.int64)
    rank_block(outputs, 10, np.array([0, 2]), 2, counts)
    assert counts.tolist() == [[0, 20], [20, 0]]


def test_what_is_no_number_has_no_rank() -> None:
    counts = np.zeros((2, 2), np.int64)
    rank_block(np.full((2, BLOCK), np.nan), BLOCK, np.arange(2), 2, counts)
    assert not counts.any()
