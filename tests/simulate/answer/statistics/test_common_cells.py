"""Quantiles of distributions in common cells."""

import numpy as np
import pytest

from carbonspan.simulate.answer.statistics.common_cells import CommonCells

#: A gap between 2 and 5, a cell of the one value 7, and for the second distribution nothing below 5.
CUMULATIVE = np.array([[0, 0.4, 0.5, 0.9, 1], [0, 0, 0.5, 0.5, 1]])
CELLS = CommonCells(np.array([0.0, 5.0, 7.0, 7.0]), np.array([2.0, 7.0, 7.0, 9.0]), CUMULATIVE)


@pytest.mark.parametrize(
    ("p", "expected"),
    [(-1, [0, 0]), (0, [0, 0]), (0.1, [0.5, 5.4]), (0.4, [2, 6.6]), (0.45, [6, 6.8]), (0.7, [7, 7.8]), (2, [9, 9])],
)
def test_quantiles_are_linear_within_cells(p: float, expected: list[float]) -> None:
    np.testing.assert_allclose(CELLS.quantile([p])[:, 0], expected)


def test_the_order_of_probabilities_does_not_matter() -> None:
    p = np.random.default_rng(0).permutation(np.linspace(0.0, 1.0, 101))
    np.testing.assert_array_equal(CELLS.quantile(p), np.concatenate([CELLS.quantile([each]) for each in p], axis=1))


def test_each_distribution_can_have_probabilities_of_its_own() -> None:
    np.testing.assert_allclose(CELLS.quantile(np.array([[0.45, 0.1], [0.75, 0.25]])), [[6.0, 0.5], [8.0, 6.0]])


def test_together_they_are_their_mixture() -> None:
    np.testing.assert_allclose(CELLS.together.cumulative, [[0, 0.2, 0.5, 0.7, 1]])
    np.testing.assert_allclose(CELLS.together.quantile([0.1, 0.6, 0.85]), [[1.0, 7.0, 8.0]])
