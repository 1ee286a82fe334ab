"""Checks of the cubics of pieces."""

import numpy as np

from carbonspan.simulate.engine.tables.accuracy import constant_values, shift_into_range
from carbonspan.simulate.engine.tables.cubics import landmarks
from carbonspan.simulate.engine.tables.pieces import Pieces


def pieces(least: list[float], most: list[float]) -> Pieces:
    count = len(least)
    return Pieces(np.zeros(count, int), np.zeros(count), np.ones(count), np.array(least), np.array(most))


def test_a_piece_with_one_value_or_a_bound_up_to_rounding_is_constant() -> None:
    exact = np.array([[2.0, 2.0, 2.0], [1.0, 1.0 + 1e-15, 1.0], [1.0, 1.5, 2.0], [9.0, 9.0, 9.0]])
    found = constant_values(exact, pieces([0.0, 1.0, 0.0, 0.0], [5.0, 5.0, 5.0, 8.0]))
    np.testing.assert_array_equal(found, [2.0, 1.0, np.nan, 8.0])


def test_only_a_cubic_that_misses_its_range_by_rounding_is_shifted() -> None:
    cubics = np.array([[0.0, 1.0, 0.0, 0.0], [-1e-16, 1.0, 0.0, 0.0], [-0.1, 1.0, 0.0, 0.0]])
    within = shift_into_range(cubics, landmarks(cubics), pieces([-0.5, 0.0, 0.0], [1.5, 1.5, 1.5]))
    assert within.tolist() == [True, True, False]
    assert cubics[0, 0] == 0.0
    assert cubics[1, 0] > 0.0
    assert cubics[2, 0] == -0.1
