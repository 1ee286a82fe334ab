"""Mixtures of cells after each result, on tables that are known exactly."""

import numpy as np
import pytest

from carbonspan.simulate.sensitivity.measuring.accuracy import PERFECT, Accuracy
from carbonspan.simulate.sensitivity.measuring.input_bins import InputBins
from carbonspan.simulate.sensitivity.measuring.posterior import by_cell, expected

#: Two values, 0 and 1, and what is counted of an event where each is true.
BINS = InputBins(np.array([0.5, 0.5]), np.array([0.0, 1.0]), np.zeros(2), np.zeros(2))
COUNTS = np.array([[90.0, 10.0], [20.0, 80.0]])


def chance(mixed: np.ndarray) -> np.ndarray:
    return np.asarray(mixed[..., 0] / mixed.sum(axis=-1))


def test_a_perfect_measurement_leaves_each_row_alone() -> None:
    found = by_cell(COUNTS, [BINS], [PERFECT], chance)
    np.testing.assert_allclose(found, [0.9, 0.2])
    assert expected(COUNTS.sum(axis=-1), found, 1) == pytest.approx(0.55)


@pytest.mark.parametrize("error", [0.05, 0.5, 3.0, 1e6])
def test_a_probability_is_expected_to_stay_what_it_is(error: float) -> None:
    """The mean of the posterior over all results is the prior, whatever the error; a useless one leaves it alone."""
    found = by_cell(COUNTS, [BINS], [Accuracy(absolute=error)], chance)
    assert expected(COUNTS.sum(axis=-1), found, 1) == pytest.approx(0.55, abs=0.01)
    if error == 1e6:
        np.testing.assert_allclose(found, [0.55, 0.55], atol=1e-4)


def test_two_inputs_are_mixed_each_along_its_own_axis() -> None:
    counts = np.stack([COUNTS, 3 * COUNTS])
    first = by_cell(counts, [BINS, BINS], [Accuracy(absolute=1e6), PERFECT], chance)
    np.testing.assert_allclose(first, [[0.9, 0.2], [0.9, 0.2]], atol=1e-4)
    both = by_cell(counts, [BINS, BINS], [Accuracy(absolute=1e6)] * 2, chance)
    np.testing.assert_allclose(both, 0.55, atol=1e-4)
