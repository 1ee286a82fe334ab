"""Correlation matrices: repair and root."""

import numpy as np
import pytest

from carbonspan.simulate.engine.program.correlation_matrix import conditional_root, nearest_correlation, symmetric_root

ASKED = ((1.0, 0.5, -0.3), (0.5, 1.0, 0.2), (-0.3, 0.2, 1.0))


def test_the_nearest_correlation_is_the_one_higham_published() -> None:
    """Higham 2002, section 4: the example A, printed to four digits."""
    impossible = np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 1.0]])
    nearest = nearest_correlation(impossible)
    np.testing.assert_allclose(nearest, [[1, 0.7607, 0.1573], [0.7607, 1, 0.7607], [0.1573, 0.7607, 1]], atol=5e-5)
    assert np.linalg.eigvalsh(nearest)[0] > -1e-9


def test_no_correlation_nearby_is_nearer() -> None:
    rng = np.random.default_rng(0)
    impossible = np.array([[1.0, 0.9, -0.8], [0.9, 1.0, 0.9], [-0.8, 0.9, 1.0]])
    nearest = nearest_correlation(impossible)
    best = np.linalg.norm(nearest - impossible)
    for _ in range(300):
        factor = np.linalg.cholesky(nearest + 1e-9 * np.eye(3)) + 0.02 * rng.normal(size=(3, 3))
        other = factor @ factor.T
        scale = np.sqrt(np.diag(other))
        assert np.linalg.norm(other / np.outer(scale, scale) - impossible) >= best - 1e-6


def test_a_correlation_is_returned_as_it_is() -> None:
    possible = np.array(ASKED)
    assert nearest_correlation(possible) is possible
    singular = np.ones((3, 3))
    assert nearest_correlation(singular) is singular


def test_the_root_is_symmetric_squares_to_the_matrix_and_follows_any_order_of_members() -> None:
    matrix = np.array(ASKED)
    root = symmetric_root(matrix)
    np.testing.assert_allclose(root @ root, matrix, atol=1e-14)
    np.testing.assert_allclose(root, root.T, atol=1e-15)
    order = [2, 0, 1]
    np.testing.assert_allclose(symmetric_root(matrix[np.ix_(order, order)]), root[np.ix_(order, order)], atol=1e-14)


@pytest.mark.parametrize("drawn", [(True, True, True), (False, True, False), (True, False, True), (False, False, True)])
def test_scores_drawn_given_others_complete_the_matrix(drawn: tuple[bool, ...]) -> None:
    """The covariance of what comes out is the matrix, where that of what goes in is its block of what is there."""
    matrix, new = np.array(ASKED), np.array(drawn)
    before = np.where(np.outer(~new, ~new), matrix, np.eye(3))
    root = conditional_root(matrix, drawn)
    np.testing.assert_allclose(root @ before @ root.T, matrix, atol=1e-15)
    np.testing.assert_array_equal(root[~new], np.eye(3)[~new])


def test_a_member_that_is_bound_to_another_follows_it() -> None:
    bound = np.array([[1.0, 1.0, 0.4], [1.0, 1.0, 0.4], [0.4, 0.4, 1.0]])
    np.testing.assert_allclose(conditional_root(bound, (False, False, True))[2, :2].sum(), 0.4, rtol=1e-15)
    np.testing.assert_allclose(conditional_root(bound, (False, True, False))[1], [1.0, 0.0, 0.0], atol=1e-7)
