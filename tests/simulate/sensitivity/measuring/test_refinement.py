"""Probabilities inside bins: means are kept, lines stay lines, steps are found, atoms stay whole."""

import numpy as np
import pytest

from carbonspan.simulate.sensitivity.measuring.input_bins import InputBins
from carbonspan.simulate.sensitivity.measuring.refinement import refined


def bins(count: int, spread: float = 0.3) -> InputBins:
    return InputBins(np.full(count, 1 / count), np.arange(count, dtype=float), np.full(count, spread), np.ones(count))


def shares(probabilities: np.ndarray, spread: float = 0.3) -> np.ndarray:
    counts = 1000 * np.stack([probabilities, 1 - probabilities], axis=-1)
    finer = refined(counts, 0, bins(len(probabilities), spread))
    kept = finer.reshape(len(probabilities), -1, 2).sum(axis=1)
    np.testing.assert_allclose(kept, counts, atol=1e-9)
    return np.asarray(finer[:, 0] / finer.sum(axis=-1)).reshape(len(probabilities), -1)


def test_a_line_stays_a_line() -> None:
    found = shares(np.linspace(0.2, 0.8, 7))[1:-1].ravel()
    np.testing.assert_allclose(np.diff(found), 0.1 / 16, rtol=1e-9)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_step_is_found_inside_its_bin(part: float) -> None:
    inside = shares(np.array([1.0, 1.0, 1.0, part, 0.0, 0.0, 0.0]))[3]
    assert (inside == 1.0).sum() == int(16 * part)
    assert ((inside > 0.0) & (inside < 1.0)).sum() <= 1
    assert (np.diff(inside) <= 0).all()


def test_an_atom_is_one_value() -> None:
    found = shares(np.array([0.9, 0.5, 0.1]), spread=0.0)
    np.testing.assert_array_equal(found, np.repeat([[0.9], [0.5], [0.1]], 16, axis=1))


def test_another_axis_and_several_pairs_of_columns() -> None:
    line = np.linspace(0.2, 0.8, 5)
    counts = np.stack([line, 1 - line, 2 * line[::-1], 2 * (1 - line[::-1])], axis=-1)
    along = refined(np.stack([counts, counts]), 1, bins(5))
    assert along.shape == (2, 80, 4)
    np.testing.assert_allclose(along[0], refined(counts, 0, bins(5)))
    np.testing.assert_allclose(along[0].sum(axis=0), counts.sum(axis=0))


def test_empty_bins_stay_empty() -> None:
    counts = np.array([[5.0, 5.0], [0.0, 0.0], [1.0, 9.0]])
    found = refined(counts, 0, bins(3)).reshape(3, 16, 2)
    assert not found[1].any()
    np.testing.assert_allclose(found.sum(axis=1), counts)
