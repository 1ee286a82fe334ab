"""Mixing of normal scores, their fold back into points, and shares."""

import numpy as np
from scipy.special import ndtr

from carbonspan.simulate.kernels.batches import BLOCK
from carbonspan.simulate.kernels.dependence import fold_scores, mix_block, share_block

RNG = np.random.default_rng(4)


def test_rows_are_multiplied_by_the_matrix() -> None:
    rows = RNG.normal(size=(5, BLOCK))
    matrix = RNG.normal(size=(3, 3))
    expected = rows.copy()
    expected[1:4] = matrix @ rows[1:4]
    mix_block(rows, 1, 3, np.concatenate([[9.0, 9.0], matrix.ravel()]), 2, np.empty(3))
    np.testing.assert_allclose(rows, expected, rtol=1e-12, atol=1e-12)


def test_scores_become_distances_from_the_nearer_tail() -> None:
    scores = np.concatenate([np.linspace(-6.2, 6.2, BLOCK - 3), [0.0, -40.0, 40.0]])
    distance, upper = np.empty(BLOCK), np.empty(BLOCK, np.int32)
    fold_scores(distance, upper, scores)
    expected = 2.0**32 * ndtr(-np.abs(scores))
    np.testing.assert_allclose(distance, np.maximum(expected, 2.0**-33), rtol=1e-12)
    np.testing.assert_array_equal(upper, np.where(scores > 0, -1, 0))


def test_shares_sum_to_one_and_keep_their_proportions() -> None:
    rows = RNG.gamma(0.3, size=(4, BLOCK))
    before = rows.copy()
    share_block(rows, 1, 3)
    np.testing.assert_allclose(rows[1:].sum(axis=0), 1.0, rtol=4e-16)
    np.testing.assert_allclose(rows[1:], before[1:] / before[1:].sum(axis=0), rtol=1e-15)
    np.testing.assert_array_equal(rows[0], before[0])
